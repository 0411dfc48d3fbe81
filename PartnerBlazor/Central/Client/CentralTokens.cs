using System.Text.Json;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Central.Client;

/// <summary>
/// The token for the vendor's API (domain.md B1): fetched once for all who need it, renewed a minute before it ends, kept in memory only.
/// Credentials that were refused are not sent again at once: the pause grows to an hour, or ends when a person wants it tried.
/// </summary>
public sealed class CentralTokens(IHttpClientFactory clients, IOptions<CentralOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>The HTTP client it asks with.</summary>
    public const string ClientName = "central-token";

    /// <summary>A token that ends sooner is not used any more.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_life = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private (string Token, DateTimeOffset Until)? _held;
    private (CentralCallException Refusal, DateTimeOffset Until)? _refused;
    private TimeSpan _pause;

    /// <summary>A token that is good for a minute at least.</summary>
    /// <exception cref="CentralCallException">The credentials are refused, or too much was asked.</exception>
    /// <exception cref="HttpRequestException">The vendor does not answer.</exception>
    public async Task<string> GetAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            var now = time.GetUtcNow();
            if (_held is { } held && held.Until - Early > now)
                return held.Token;
            if (_refused is { } refused && refused.Until > now)
                throw new CentralCallException(refused.Refusal.Meaning, refused.Refusal.Fault with { Until = refused.Until.UtcDateTime });
            var fresh = await AskAsync(cancel);
            (_held, _refused, _pause) = (fresh, null, TimeSpan.Zero);
            return fresh.Token;
        }
        catch (CentralCallException refusal) when (refusal.Fault.Until is null)
        {
            _pause = _pause == TimeSpan.Zero ? s_firstPause : _pause * 2 < s_longestPause ? _pause * 2 : s_longestPause;
            _refused = (refusal, time.GetUtcNow() + _pause);
            throw new CentralCallException(refusal.Meaning, refusal.Fault with { Until = _refused.Value.Until.UtcDateTime });
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The API did not accept a token: it is not used again. Another one, fetched meanwhile, stays.</summary>
    public async Task DropAsync(string token, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        if (_held?.Token == token)
            _held = null;
        _one.Release();
    }

    /// <summary>A person wants it tried now.</summary>
    public async Task ForgiveAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        _refused = null;
        _one.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<(string Token, DateTimeOffset Until)> AskAsync(CancellationToken cancel)
    {
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", options.Value.ClientId), new("client_secret", options.Value.ClientSecret), new("scope", "token"),
        ]);
        using var client = clients.CreateClient(ClientName);
        using var answer = await PostAsync(client, form, cancel);
        var fault = await CentralFaults.OfAsync(answer, cancel);
        var meaning = CentralMeanings.Of(CentralCall.Token, (int)answer.StatusCode);
        if (meaning is CentralMeaning.Limited)
            throw new CentralCallException(meaning, fault with { Until = (time.GetUtcNow() + CentralFaults.RestOf(answer.Headers, time.GetUtcNow())).UtcDateTime });
        if (meaning is CentralMeaning.LinkRefused)
            throw new CentralCallException(meaning, fault);
        if (meaning is not CentralMeaning.Done)
            throw new HttpRequestException("The vendor gave no token.", null, answer.StatusCode);
        return await ReadAsync(answer, cancel);
    }

    private async Task<HttpResponseMessage> PostAsync(HttpClient client, HttpContent form, CancellationToken cancel)
    {
        try
        {
            return await client.PostAsync(new Uri(options.Value.TokenAddress), form, cancel);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new HttpRequestException("The vendor did not answer in time.");
        }
    }

    private async Task<(string Token, DateTimeOffset Until)> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            if (body.RootElement.GetProperty("access_token").GetString() is { Length: > 0 } token)
                return (token, time.GetUtcNow() + (body.RootElement.TryGetProperty("expires_in", out var life) && life.TryGetInt32(out var seconds) && seconds > 0
                    ? TimeSpan.FromSeconds(seconds) : s_life));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Nothing of the answer goes further: it may hold half a token.
        }
        throw new HttpRequestException("The vendor's answer holds no token.");
    }
}
