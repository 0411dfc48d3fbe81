using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>Gives out tokens for the client id and its secret, and knows which are still good (domain.md B1).</summary>
internal sealed class TokenDesk(StandInOptions options, StandInAnswers answers)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _refreshes = new(StringComparer.Ordinal);

    /// <summary>True when a request brings a token that is known and not too old.</summary>
    public bool Knows(HttpContext http)
    {
        const string bearer = "Bearer ";
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase)
            && _tokens.TryGetValue(header[bearer.Length..].Trim(), out var until) && options.Time.GetUtcNow() < until;
    }

    /// <summary>Every token that was given out and not withdrawn.</summary>
    public IReadOnlyList<string> Tokens => [.. _tokens.Keys];

    /// <summary>Forgets every token, as the vendor does when credentials are withdrawn.</summary>
    public void Forget()
    {
        _tokens.Clear();
        _refreshes.Clear();
    }

    /// <summary>The token request.</summary>
    public async Task<IResult> GiveAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return Refusal(StatusCodes.Status400BadRequest, "oauth.invalid_request", "Content type must be application/x-www-form-urlencoded");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        // Both are said to be wrong in the same words: nobody learns which client ids there are.
        if (form["client_id"] != options.ClientId || form["client_secret"] != options.ClientSecret)
            return Refusal(StatusCodes.Status401Unauthorized, "oauth.invalid_client_secret", "Unauthorized");
        switch (form["grant_type"].ToString())
        {
            case "client_credentials" when form["scope"] != "token":
                return Refusal(StatusCodes.Status400BadRequest, "oauth.invalid_scope", "Bad request");
            case "client_credentials":
                return Token();
            case "refresh_token":
                return _refreshes.TryRemove(form["refresh_token"].ToString(), out _)
                    ? Token()
                    : Refusal(StatusCodes.Status401Unauthorized, "oauth.invalid_refresh_token", "Unauthorized");
            default:
                return Refusal(StatusCodes.Status400BadRequest, "oauth.unsupported_grant_type", "Bad request");
        }
    }

    private IResult Token()
    {
        var (token, refresh) = (Random(), Random());
        _tokens[token] = options.Time.GetUtcNow() + options.TokenLife;
        _refreshes[refresh] = true;
        return answers.Of(new JsonObject
        {
            ["access_token"] = token,
            ["errorCode"] = "success",
            ["expires_in"] = (long)options.TokenLife.TotalSeconds,
            ["message"] = "OK",
            ["refresh_token"] = refresh,
            ["token_type"] = "bearer",
            ["trackingId"] = Guid.NewGuid().ToString(),
        });
    }

    private IResult Refusal(int status, string code, string message) =>
        answers.Of(new JsonObject { ["errorCode"] = code, ["message"] = message, ["trackingId"] = Guid.NewGuid().ToString() }, status);

    // Three parts with dots between, as a JWT has; nobody is to look inside.
    private static string Random() => string.Join('.', Enumerable.Range(0, 3).Select(_ => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(48))));
}
