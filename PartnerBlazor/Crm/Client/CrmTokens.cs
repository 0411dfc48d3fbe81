using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Crm.Client;

/// <summary>What a token is good for.</summary>
/// <param name="Token">The token.</param>
/// <param name="Instance">Where the organisation's API is.</param>
/// <param name="OrganizationId">The organisation, 18 characters.</param>
public sealed record CrmToken(string Token, Uri Instance, string OrganizationId);

/// <summary>
/// The token for the CRM's API, by the OAuth 2.0 client-credentials flow or a JWT the portal signs (RFC 7523): fetched once for all who need it, kept in memory
/// only, used until the API accepts it no more: how long it lasts is the organisation's to say and not told. Credentials that were refused are not sent
/// again at once: the pause grows to an hour, until a person wants it tried now.
/// </summary>
public sealed class CrmTokens(IHttpClientFactory clients, IOptions<SalesforceOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>The HTTP client it asks with.</summary>
    public const string ClientName = "crm-token";

    // The CRM takes none that is good for longer than five minutes.
    private static readonly TimeSpan s_signed = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(1);
    private static readonly string[] s_passing = ["server_error", "temporarily_unavailable", "unknown_error"];

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly SalesforceOptions _options = options.Value;
    private CrmToken? _held;
    private CrmCallException? _refused;
    private TimeSpan _pause;

    /// <summary>A token.</summary>
    /// <exception cref="CrmCallException">There is none to be had now.</exception>
    public async Task<CrmToken> GetAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (_refused is { Fault.Until: { } until } refused && until > Now)
                throw refused;
            return _held ??= await AskAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The API does not accept a token any more: it is not used again. Another one, fetched meanwhile, stays.</summary>
    public async Task DropAsync(CrmToken token, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        if (_held == token)
            _held = null;
        _one.Release();
    }

    /// <summary>The API does not accept a token that was just made: the credentials are no good, and none is asked for in the pause that begins.</summary>
    public async Task<CrmCallException> RefuseAsync(CrmToken token, CrmFault fault, CancellationToken cancel)
    {
        await DropAsync(token, cancel);
        await _one.WaitAsync(cancel);
        try
        {
            return Refuse(CrmMeaning.LinkRefused, fault);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The API accepts the token: the next refusal begins with a short pause.</summary>
    public void Accepted() => _pause = TimeSpan.Zero;

    /// <summary>A person wants it tried now.</summary>
    public async Task ForgiveAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        (_refused, _pause) = (null, TimeSpan.Zero);
        _one.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private CrmCallException Refuse(CrmMeaning meaning, CrmFault fault)
    {
        _pause = _pause == TimeSpan.Zero ? s_firstPause : _pause * 2 < s_longestPause ? _pause * 2 : s_longestPause;
        return _refused = new CrmCallException(meaning, fault with { Until = Now + (meaning == CrmMeaning.Limited ? CrmFaults.Rest : _pause) });
    }

    private async Task<CrmToken> AskAsync(CancellationToken cancel)
    {
        using var form = new FormUrlEncodedContent(Form());
        using var client = clients.CreateClient(ClientName);
        using var answer = await PostAsync(client, form, cancel);
        var status = (int)answer.StatusCode;
        if (answer.IsSuccessStatusCode)
            return await ReadAsync(answer, cancel);
        var code = await CrmFaults.CodeOfAsync(answer, cancel);
        if (status == 429 || code is "rate_limit_exceeded" or "login_rate_exceeded")
            throw Refuse(CrmMeaning.Limited, new CrmFault(status, code));
        if (status is 400 or 401 or 403 && !(code is not null && s_passing.Contains(code)))
            throw Refuse(CrmMeaning.LinkRefused, new CrmFault(status, code));
        throw new CrmCallException(CrmMeaning.Silent, new CrmFault(status, code));
    }

    private Dictionary<string, string> Form() => _options.SignsItself()
        ? new() { ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer", ["assertion"] = Signed() }
        : new() { ["grant_type"] = "client_credentials", ["client_id"] = _options.ClientId, ["client_secret"] = _options.ClientSecret };

    private string Signed()
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(File.ReadAllText(_options.PrivateKeyFile));
            return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
            {
                Issuer = _options.ClientId,
                Audience = _options.Audience.Length > 0 ? _options.Audience : _options.LoginUrl.TrimEnd('/'),
                Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = _options.Username },
                Expires = Now + s_signed,
                // No signature of a key that is gone is kept for another one.
                SigningCredentials = new SigningCredentials(new RsaSecurityKey(key), SecurityAlgorithms.RsaSha256) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } },
            });
        }
        // Not there, no key, or a public one.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException or InvalidOperationException or NotSupportedException)
        {
            throw Refuse(CrmMeaning.LinkRefused, new CrmFault(null, "private_key_unreadable"));
        }
    }

    private async Task<HttpResponseMessage> PostAsync(HttpClient client, HttpContent form, CancellationToken cancel)
    {
        try
        {
            return await client.PostAsync(new Uri(new Uri(_options.LoginUrl), "/services/oauth2/token"), form, cancel);
        }
        catch (Exception error) when (error is HttpRequestException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new CrmCallException(CrmMeaning.Silent, new CrmFault((int?)(error as HttpRequestException)?.StatusCode, null));
        }
    }

    private async Task<CrmToken> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            if (body.RootElement.GetProperty("access_token").GetString() is { Length: > 0 } token
                && CrmHosts.Instance(_options, body.RootElement.GetProperty("instance_url").GetString()) is { } instance
                && CrmHosts.OrganizationOf(body.RootElement.GetProperty("id").GetString()) is { } organization)
                return new CrmToken(token, instance, organization);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Nothing of the answer goes further: it may hold half a token.
        }
        throw new CrmCallException(CrmMeaning.Silent, new CrmFault((int)answer.StatusCode, null));
    }
}
