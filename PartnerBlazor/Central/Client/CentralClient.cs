using System.Net.Http.Headers;
using System.Text.Json;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Client;

/// <summary>
/// The vendor's API (domain.md part B). What it says is told by its meaning, never thrown; nothing of a failure is kept but status, word and
/// correlation id.
/// </summary>
public sealed class CentralClient(HttpClient http, CentralHosts hosts, CallGate gate, TimeProvider time)
{
    /// <summary>A person is told so much later at the latest, whatever the vendor does.</summary>
    public static readonly TimeSpan PersonPatience = TimeSpan.FromSeconds(20);

    /// <summary>Customers on a page of their list: the most the vendor gives (domain.md B3).</summary>
    public const int PageSize = 100;

    /// <summary>Alerts on a page: the most the vendor gives, so that one call tells all of nearly every customer (domain.md B9, B13).</summary>
    public const int AlertPageSize = 1000;

    private const string PartnerHeader = "X-Partner-ID";

    private const string MergePatch = "application/merge-patch+json";

    private static readonly HttpRequestError[] s_notSent =
        [HttpRequestError.NameResolutionError, HttpRequestError.ConnectionError, HttpRequestError.SecureConnectionError, HttpRequestError.ProxyTunnelError];

    /// <summary>Whose credentials they are (domain.md B1).</summary>
    public Task<CentralReply> WhoAmIAsync(CallLane lane, CancellationToken cancel) =>
        AskAsync(CentralCall.WhoAmI, lane, new HttpRequestMessage(HttpMethod.Get, new Uri(hosts.Global, "/whoami/v1")), cancel);

    /// <summary>Shows a customer by another name (domain.md B4). Sent twice, it does no harm.</summary>
    /// <param name="vendorPartnerId">The partner, as the vendor calls it.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="name">The displayed name.</param>
    /// <param name="lane">For whom.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CentralReply> RenameAsync(Guid vendorPartnerId, Guid customerId, string name, CallLane lane, CancellationToken cancel)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(hosts.Global, $"/partner/v1/tenants/{customerId}"))
        {
            Content = JsonContent.Create(new { showAs = name }, new MediaTypeHeaderValue(MergePatch)),
        };
        request.Headers.Add(PartnerHeader, $"{vendorPartnerId}");
        return AskAsync(CentralCall.Rename, lane, request, cancel);
    }

    /// <summary>
    /// Creates a customer (domain.md B5). The vendor has no key by which it would know the same request again, so it is sent once and cancelled by nobody; a person waits for it:
    /// where the reply is not <see cref="CentralReply.IsUndone"/> and tells no record, it may have been done all the same.
    /// </summary>
    /// <param name="vendorPartnerId">The partner, as the vendor calls it.</param>
    /// <param name="tenant">What it shall be.</param>
    public Task<CentralReply> CreateAsync(Guid vendorPartnerId, NewTenant tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(hosts.Global, "/partner/v1/tenants")) { Content = tenant.Content() };
        request.Headers.Add(PartnerHeader, $"{vendorPartnerId}");
        return AskAsync(CentralCall.Create, CallLane.Person, request, CancellationToken.None);
    }

    /// <summary>A page of the list of customers (domain.md B3).</summary>
    /// <param name="kind">Whose list: a partner's or an organisation's; a single customer has none.</param>
    /// <param name="accountId">The account, as the vendor calls it.</param>
    /// <param name="page">From 1; with the first it is told how many there are.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CentralReply> CustomersAsync(VendorKind kind, Guid accountId, int page, CancellationToken cancel)
    {
        var (area, header) = kind == VendorKind.Partner ? ("partner", PartnerHeader) : ("organization", "X-Organization-ID");
        var request = Get($"/{area}/v1/tenants?page={page}&pageSize={PageSize}{(page == 1 ? "&pageTotal=true" : "")}");
        request.Headers.Add(header, $"{accountId}");
        return AskAsync(CentralCall.Customers, CallLane.Background, request, cancel);
    }

    /// <summary>One customer (domain.md B4); for partners only.</summary>
    /// <param name="vendorPartnerId">The partner, as the vendor calls it.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CentralReply> CustomerAsync(Guid vendorPartnerId, Guid customerId, CancellationToken cancel)
    {
        var request = Get($"/partner/v1/tenants/{customerId}");
        request.Headers.Add(PartnerHeader, $"{vendorPartnerId}");
        return AskAsync(CentralCall.Customer, CallLane.Background, request, cancel);
    }

    /// <summary>The licences of a customer (domain.md B6), all in one answer.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CentralReply> LicencesAsync(Guid customerId, CancellationToken cancel) =>
        AskAsync(CentralCall.Licences, CallLane.Background, OfCustomer(hosts.Global, "/licenses/v1/licenses", customerId), cancel);

    /// <summary>Open alerts of a customer (domain.md B9), a page of them. In no order: some customers answer none that is asked for in one.</summary>
    /// <param name="host">The customer's regional host, as <see cref="CentralHosts"/> allows it.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="from">Only those raised since (UTC); null: all.</param>
    /// <param name="pageKey">Where the page begins; null: at the beginning, and it is told how many there are.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CentralReply> AlertsAsync(Uri host, Guid customerId, DateTime? from, string? pageKey, CancellationToken cancel)
    {
        var since = from is { } at ? $"&from={at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}" : "";
        var place = pageKey is null ? "&pageTotal=true" : $"&pageFromKey={Uri.EscapeDataString(pageKey)}";
        return AskAsync(CentralCall.Alerts, CallLane.Background, OfCustomer(host, $"/common/v1/alerts?pageSize={AlertPageSize}{since}{place}", customerId), cancel);
    }

    /// <summary>
    /// An action upon an alert of a customer (domain.md B9). Told again, it does no harm: of what is closed the vendor says that there is no such alert.
    /// </summary>
    /// <param name="host">The customer's regional host, as <see cref="CentralHosts"/> allows it.</param>
    /// <param name="customerId">The customer.</param>
    /// <param name="alertId">The alert, as the vendor calls it.</param>
    /// <param name="action">The vendor's word for it.</param>
    /// <param name="lane">For whom.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CentralReply> ActAsync(Uri host, Guid customerId, string alertId, string action, CallLane lane, CancellationToken cancel)
    {
        var request = OfCustomer(host, $"/common/v1/alerts/{Uri.EscapeDataString(alertId)}/actions", customerId);
        (request.Method, request.Content) = (HttpMethod.Post, JsonContent.Create(new { action }));
        return AskAsync(CentralCall.AlertAction, lane, request, cancel);
    }

    /// <summary>How well a customer's devices are protected (domain.md B10).</summary>
    /// <inheritdoc cref="AlertsAsync"/>
    public Task<CentralReply> HealthAsync(Uri host, Guid customerId, CancellationToken cancel) =>
        AskAsync(CentralCall.Health, CallLane.Background, OfCustomer(host, "/account-health-check/v1/health-check?checks=protection&products=endpoint", customerId), cancel);

    private static HttpRequestMessage OfCustomer(Uri host, string path, Guid customerId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host, path));
        request.Headers.Add("X-Tenant-ID", $"{customerId}");
        request.Options.Set(CentralHandler.OfCustomer, true);
        return request;
    }

    private HttpRequestMessage Get(string path) => new(HttpMethod.Get, new Uri(hosts.Global, path));

    private async Task<CentralReply> AskAsync(CentralCall call, CallLane lane, HttpRequestMessage request, CancellationToken cancel)
    {
        using var asked = request;
        asked.Options.Set(CentralHandler.Lane, lane);
        using var patience = new CancellationTokenSource(lane == CallLane.Person ? PersonPatience : Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        var at = time.GetUtcNow().UtcDateTime;
        try
        {
            using var answer = await http.SendAsync(asked, either.Token);
            var reply = new CentralReply(call, CentralMeanings.Of(call, (int)answer.StatusCode)) { AskedAt = at, ServerTime = answer.Headers.Date?.UtcDateTime };
            return reply.Meaning == CentralMeaning.Done
                ? reply with { Body = await BodyAsync(answer, either.Token) }
                : reply with { Fault = await CentralFaults.OfAsync(answer, either.Token) with { Until = reply.Meaning == CentralMeaning.Limited ? gate.LimitedUntil : null } };
        }
        catch (CentralCallException refusal)
        {
            return new CentralReply(refusal.Call ?? call, refusal.Meaning) { AskedAt = at, Fault = refusal.Fault, ServerTime = refusal.ServerTime };
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new CentralReply(error is NoTokenException ? CentralCall.Token : call, CentralMeaning.Silent)
            {
                AskedAt = at,
                Fault = new CentralFault { Status = (int?)(error as HttpRequestException)?.StatusCode, NotSent = (error as HttpRequestException)?.HttpRequestError is { } why && s_notSent.Contains(why) },
            };
        }
    }

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
        return body.RootElement.Clone();
    }
}
