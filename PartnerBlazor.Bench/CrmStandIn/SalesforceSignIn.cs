using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PartnerBlazor.Bench.CrmStandIn;

/// <summary>Gives out tokens: for a secret, or for a JWT signed with the key whose certificate it was given (RFC 7523).</summary>
internal sealed class SalesforceSignIn(SalesforceStandInOptions options, Func<Uri> address)
{
    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private readonly HashSet<string> _tokens = [];
    private readonly Lock _lock = new();

    /// <summary>Every token that was given out and not withdrawn.</summary>
    public IReadOnlyList<string> Tokens
    {
        get
        {
            lock (_lock)
                return [.. _tokens];
        }
    }

    /// <summary>True for one that is good.</summary>
    public bool Knows(string? header)
    {
        lock (_lock)
            return header?.StartsWith("Bearer ", StringComparison.Ordinal) == true && _tokens.Contains(header[7..]);
    }

    /// <summary>Withdraws all.</summary>
    public void Forget()
    {
        lock (_lock)
            _tokens.Clear();
    }

    /// <summary>The answer to who asks for one.</summary>
    public async Task<IResult> TokenAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return Error("invalid_request", "bad content type");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        switch (form["grant_type"].ToString())
        {
            case "client_credentials":
                if (form["client_id"] != options.ClientId)
                    return Error("invalid_client_id", "client identifier invalid");
                return form["client_secret"] == options.ClientSecret ? Given() : Error("invalid_client", "invalid client credentials");
            case JwtBearer:
                return await IsSignedAsync(form["assertion"].ToString()) ? Given() : Error("invalid_grant", "invalid assertion");
            default:
                return Error("unsupported_grant_type", "grant type not supported");
        }
    }

    private async Task<bool> IsSignedAsync(string assertion)
    {
        if (options.PublicKey is null)
            return false;
        var now = options.Time.GetUtcNow().UtcDateTime;
        var valid = await new JsonWebTokenHandler().ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            ValidIssuer = options.ClientId,
            ValidAudience = address().GetLeftPart(UriPartial.Authority),
            IssuerSigningKey = new RsaSecurityKey(options.PublicKey),
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            // Its own clock, and no longer than five minutes ahead.
            LifetimeValidator = (_, expires, _, _) => expires > now && expires <= now.AddMinutes(5),
        });
        return valid.IsValid && valid.Claims.TryGetValue(JwtRegisteredClaimNames.Sub, out var sub) && sub as string == options.Username;
    }

    private IResult Given()
    {
        var token = $"{options.OrganizationId}!{Guid.NewGuid():N}";
        lock (_lock)
            _tokens.Add(token);
        // How long it is good for is not told.
        return Results.Text(new JsonObject
        {
            ["access_token"] = token,
            ["instance_url"] = address().GetLeftPart(UriPartial.Authority),
            ["id"] = $"https://login.salesforce.com/id/{options.OrganizationId}/0055f000001AbCdAAK",
            ["token_type"] = "Bearer",
            ["scope"] = "api",
        }.ToJsonString(), "application/json");
    }

    private static IResult Error(string error, string description) =>
        Results.Text(new JsonObject { ["error"] = error, ["error_description"] = description }.ToJsonString(), "application/json", statusCode: 400);
}
