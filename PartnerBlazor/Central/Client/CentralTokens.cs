using System.Text.Json;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Central.Client;

/// <summary>
/// The token for the vendor's API (domain.md B1): fetched once for all who need it, renewed a minute before it ends, kept in memory only.
/// Credentials that were refused are not sent again at once: the pause grows to an hour, until the API accepts a token or a person wants it
/// tried now.
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
    // Ends are measured on a clock that never goes back.
    private readonly long _start = time.GetTimestamp();
    private (string Token, TimeSpan Until)? _held;
    private (CentralCallException Refusal, TimeSpan Until)? _refused;
    private TimeSpan _pause;

    /// <summary>A token that is good for a minute at least.</summary>
    /// <exception cref="CentralCallException">The credentials are refused, or too much was asked.</exception>
    /// <exception cref="NoTokenException">The vendor does not answer.</exception>
    public async Task<string> GetAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (_held is { } held && held.Until - Early > Elapsed)
                return held.Token;
            if (_refused is { } refused && refused.Until > Elapsed)
                throw new CentralCallException(refused.Refusal.Call, refused.Refusal.Meaning, refused.Refusal.Fault with { Until = At(refused.Until), Again = true });
            _held = await AskAsync(cancel);
            _refused = null;
            return _held.Value.Token;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The API accepts the token: the next refusal begins with a short pause.</summary>
    public void Accepted() => _pause = TimeSpan.Zero;

    /// <summary>The API did not accept a token: it is not used again. Another one, fetched meanwhile, stays.</summary>
    public async Task DropAsync(string token, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        if (_held?.Token == token)
            _held = null;
        _one.Release();
    }

    /// <summary>The API does not accept a token that was just made: the credentials are no good, and no other is asked for in the pause that begins.</summary>
    /// <param name="token">The token.</param>
    /// <param name="fault">What the API said.</param>
    /// <param name="serverTime">The vendor's clock.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<CentralCallException> RefuseAsync(string token, CentralFault fault, DateTimeOffset? serverTime, CancellationToken cancel)
    {
        await DropAsync(token, cancel);
        await _one.WaitAsync(cancel);
        try
        {
            return Refuse(null, CentralMeaning.LinkRefused, fault, Longer(), serverTime);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>A person wants it tried now.</summary>
    public async Task ForgiveAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        (_refused, _pause) = (null, TimeSpan.Zero);
        _one.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private TimeSpan Elapsed => time.GetElapsedTime(_start);

    private DateTime At(TimeSpan elapsed) => time.GetUtcNow().UtcDateTime + (elapsed - Elapsed);

    private TimeSpan Longer() => _pause = _pause == TimeSpan.Zero ? s_firstPause : _pause * 2 < s_longestPause ? _pause * 2 : s_longestPause;

    private CentralCallException Refuse(CentralCall? call, CentralMeaning meaning, CentralFault fault, TimeSpan pause, DateTimeOffset? serverTime)
    {
        var refusal = new CentralCallException(call, meaning, fault with { Until = At(Elapsed + pause) }, serverTime?.UtcDateTime);
        _refused = (refusal, Elapsed + pause);
        return refusal;
    }

    private async Task<(string Token, TimeSpan Until)> AskAsync(CancellationToken cancel)
    {
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", options.Value.ClientId), new("client_secret", options.Value.ClientSecret), new("scope", "token"),
        ]);
        using var client = clients.CreateClient(ClientName);
        using var answer = await PostAsync(client, form, cancel);
        var meaning = CentralMeanings.Of(CentralCall.Token, (int)answer.StatusCode);
        if (meaning is CentralMeaning.Limited or CentralMeaning.LinkRefused)
        {
            var pause = meaning == CentralMeaning.Limited ? CentralFaults.RestOf(answer.Headers, time.GetUtcNow()) : Longer();
            throw Refuse(CentralCall.Token, meaning, await CentralFaults.OfAsync(answer, cancel), pause, answer.Headers.Date);
        }
        return meaning == CentralMeaning.Done ? await ReadAsync(answer, cancel) : throw new NoTokenException("The vendor gave no token.", answer.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(HttpClient client, HttpContent form, CancellationToken cancel)
    {
        try
        {
            return await client.PostAsync(new Uri(options.Value.TokenAddress), form, cancel);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new NoTokenException("The vendor did not answer in time.");
        }
        catch (HttpRequestException error)
        {
            throw new NoTokenException("The vendor does not answer.", error.StatusCode, error);
        }
    }

    private async Task<(string Token, TimeSpan Until)> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            if (body.RootElement.GetProperty("access_token").GetString() is { Length: > 0 } token)
                return (token, Elapsed + LifeOf(body.RootElement));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Nothing of the answer goes further: it may hold half a token.
        }
        throw new NoTokenException("The vendor's answer holds no token.");
    }

    private static TimeSpan LifeOf(JsonElement body) =>
        body.TryGetProperty("expires_in", out var life) && life.ValueKind == JsonValueKind.Number && life.TryGetInt32(out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds) : s_life;
}
