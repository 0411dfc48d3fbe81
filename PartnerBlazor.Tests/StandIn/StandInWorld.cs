using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using PartnerBlazor.Bench.StandIn;

namespace PartnerBlazor.Tests.StandIn;

/// <summary>A stand-in with a customer called Acme, and somebody who asks it over HTTP.</summary>
public abstract class StandInWorld : IAsyncLifetime
{
    // Nobody follows redirects or asks a proxy: what is seen is what the stand-in says.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly List<CentralStandIn> _started = [];
    private string? _token;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    protected StandInEstate Estate { get; } = new();
    protected CentralStandIn Vendor { get; private set; } = null!;
    protected StandInCustomer Acme { get; private set; } = null!;

    /// <summary>How the stand-in is started.</summary>
    protected virtual StandInOptions Options => new();

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected (string, string) AsPartner => ("X-Partner-ID", Estate.PartnerId.ToString());

    public async ValueTask InitializeAsync()
    {
        Acme = Estate.Add(new StandInCustomer { Name = "Acme", ShowAs = "Acme France" });
        await StartAsync(Options);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var standIn in _started)
            await standIn.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts another one for the same customers; it is asked from now on.</summary>
    protected async Task StartAsync(StandInOptions options)
    {
        Vendor = await CentralStandIn.StartAsync(Estate, options with { Time = Time });
        _started.Add(Vendor);
        _token = null;
    }

    protected static (string, string) For(StandInCustomer customer) => ("X-Tenant-ID", customer.Id.ToString());

    /// <summary>Asks for a token with other words than the right ones.</summary>
    protected async Task<Answer> TokenAsync(params (string Name, string Value)[] other)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = StandInOptions.DemoClientId,
            ["client_secret"] = StandInOptions.DemoClientSecret,
            ["scope"] = "token",
        };
        foreach (var (name, value) in other)
            form[name] = value;
        using var content = new FormUrlEncodedContent(form);
        using var answered = await _http.PostAsync(Vendor.TokenAddress, content, Stop);
        return await Answer.OfAsync(answered);
    }

    /// <summary>Forgets the token it asks with; it asks for another one.</summary>
    protected void SignOut() => _token = null;

    protected Task<Answer> GlobalAsync(string path, params (string, string)[] headers) => AskAsync(HttpMethod.Get, new Uri(Vendor.GlobalAddress, path), null, headers);

    protected Task<Answer> RegionalAsync(string path, params (string, string)[] headers) => AskAsync(HttpMethod.Get, new Uri(Vendor.RegionalAddress, path), null, headers);

    protected async Task<Answer> AskAsync(HttpMethod method, Uri address, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var asked = new HttpRequestMessage(method, address) { Content = content };
        if (!headers.Any(header => header.Name == "Authorization"))
            asked.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token ??= (await TokenAsync()).Body.GetProperty("access_token").GetString());
        foreach (var (name, value) in headers)
            asked.Headers.TryAddWithoutValidation(name, value);
        using var answered = await _http.SendAsync(asked, Stop);
        return await Answer.OfAsync(answered);
    }

    protected Task<Answer> PostAsync(Uri address, object body, params (string, string)[] headers) => AskAsync(HttpMethod.Post, address, JsonContent.Create(body), headers);

    protected Task<Answer> RenameAsync(object body, StandInCustomer? customer = null, string contentType = "application/merge-patch+json") =>
        AskAsync(HttpMethod.Patch, new Uri(Vendor.GlobalAddress, $"partner/v1/tenants/{(customer ?? Acme).Id}"),
            new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, contentType), AsPartner);
}

/// <summary>What was answered.</summary>
public sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, JsonElement Body, string Text)
{
    public string? Error => Body.TryGetProperty("error", out var error) ? error.GetString() : null;

    public JsonElement Pages => Body.GetProperty("pages");

    public IReadOnlyList<JsonElement> Items => [.. Body.GetProperty("items").EnumerateArray()];

    public IReadOnlyList<string?> Names => [.. Items.Select(item => item.GetProperty("name").GetString())];

    public static async Task<Answer> OfAsync(HttpResponseMessage answered)
    {
        ArgumentNullException.ThrowIfNull(answered);
        var text = await answered.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var isJson = answered.Content.Headers.ContentType?.MediaType == "application/json";
        return new Answer(answered.StatusCode, answered.Headers, isJson ? JsonSerializer.Deserialize<JsonElement>(text) : default, text);
    }
}
