using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>Keeps what was asked, in the order it came.</summary>
internal sealed partial class RequestLog(StandInOptions options)
{
    private static readonly string[] s_ofInterest =
        ["X-Partner-ID", "X-Organization-ID", "X-Tenant-ID", "Content-Type", "Accept", "User-Agent"];

    private readonly ConcurrentQueue<StandInRequest> _requests = new();

    /// <summary>What was asked so far.</summary>
    public IReadOnlyList<StandInRequest> Requests => [.. _requests];

    /// <summary>Forgets it.</summary>
    public void Clear() => _requests.Clear();

    /// <summary>The middleware.</summary>
    public async Task KeepAsync(HttpContext http, RequestDelegate next, bool regional)
    {
        http.Request.EnableBuffering();
        using var reader = new StreamReader(http.Request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        http.Request.Body.Position = 0;
        var request = new StandInRequest(
            regional, http.Request.Method, Cleared($"{http.Request.Path}{http.Request.QueryString}"),
            s_ofInterest.Where(http.Request.Headers.ContainsKey).ToDictionary(name => name, name => http.Request.Headers[name].ToString(), StringComparer.OrdinalIgnoreCase),
            Cleared(body), options.Time.GetUtcNow());
        _requests.Enqueue(request);
        // Before the first byte leaves: whoever has the answer finds its status here.
        http.Response.OnStarting(() =>
        {
            request.Status = http.Response.StatusCode;
            options.Answered?.Invoke(request);
            return Task.CompletedTask;
        });
        await next(http);
    }

    private static string Cleared(string text) => Secrets().Replace(text, "$1***");

    [GeneratedRegex("""((?:client_secret|refresh_token|access_token)"?\s*[=:]\s*"?)[^&"\s]+""", RegexOptions.IgnoreCase)]
    private static partial Regex Secrets();
}
