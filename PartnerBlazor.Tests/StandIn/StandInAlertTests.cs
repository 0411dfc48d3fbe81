using System.Net;
using System.Text;
using PartnerBlazor.Bench.StandIn;

namespace PartnerBlazor.Tests.StandIn;

/// <summary>Alerts and what is done about them (domain.md B9), and the health check (B10).</summary>
public sealed class StandInAlertTests : StandInWorld
{
    private readonly StandInAlert _old = new()
    {
        Severity = "high",
        Category = "malware",
        Product = null,
        Type = "Event::Endpoint::Threat::CleanFailed",
        RaisedAt = "2026-05-01T10:00:00.000",
        AllowedActions = ["acknowledge", "cleanVirus", "sendMsgThreat"],
        Person = new(Guid.NewGuid(), "Alex"),
    };

    private readonly StandInAlert _new = new() { RaisedAt = "2026-05-02T10:00:00.000Z", Device = new(Guid.NewGuid(), "PC-1", "computer") };

    private Uri Search => new(Vendor.RegionalAddress, "common/v1/alerts/search");

    [Fact]
    public async Task An_alert_says_what_the_vendor_says_and_leaves_out_what_there_is_none_of()
    {
        Raise();
        var items = (await RegionalAsync("common/v1/alerts", For(Acme))).Items;
        Assert.Equal("PC-1", items[0].GetProperty("managedAgent").GetProperty("name").GetString());
        Assert.False(items[0].TryGetProperty("person", out _));
        Assert.False(items[1].TryGetProperty("managedAgent", out _));
        Assert.Equal(("Alex", System.Text.Json.JsonValueKind.Null), (items[1].GetProperty("person").GetProperty("name").GetString(), items[1].GetProperty("product").ValueKind));
        Assert.Equal("1,Event::Endpoint::OutOfDate,513,", Encoding.UTF8.GetString(items[0].GetProperty("groupKey").GetBytesFromBase64()));
        Assert.Equal(Acme.Id.ToString(), items[0].GetProperty("tenant").GetProperty("id").GetString());
        Assert.Equal(_old.Id, (await RegionalAsync($"common/v1/alerts/{_old.Id}", For(Acme))).Body.GetProperty("id").GetGuid());
        Assert.Equal("resourceNotFound", (await RegionalAsync($"common/v1/alerts/{Guid.NewGuid()}", For(Acme))).Error);
    }

    [Theory]
    [InlineData("severity=high", true, false)]
    [InlineData("severity=high,medium", true, true)]
    [InlineData("category=updating", false, true)]
    [InlineData("product=endpoint,server", false, true)]
    [InlineData("from=2026-05-01T10:00:00Z", true, true)]
    [InlineData("to=2026-05-02T10:00:00.000Z", true, false)]
    [InlineData("from=2026-05-01T10:00:01Z&severity=high", false, false)]
    public async Task Alerts_are_found_by_what_is_asked(string query, bool old, bool young)
    {
        Raise();
        Assert.Equal(Expected(old, young), Ids(await RegionalAsync($"common/v1/alerts?{query}", For(Acme))));
    }

    [Fact]
    public async Task A_search_asks_the_same_with_arrays_at_the_top_of_its_body()
    {
        Raise();
        Assert.Equal(Expected(true, false), Ids(await PostAsync(Search, new { severity = new[] { "high" }, pageTotal = true }, For(Acme))));
        Assert.Equal([_old.Id, _new.Id], Ids(await PostAsync(Search, new { ids = new[] { _old.Id, _new.Id }, sort = new[] { "raisedAt:asc" }, pageSize = 5 }, For(Acme))));
        // A wrapper that others have written about is none of the vendor's, and narrows nothing.
        Assert.Equal(Expected(true, true), Ids(await PostAsync(Search, new { filter = new { severity = new[] { "low" } } }, For(Acme))));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(Search, new { severity = new[] { "critical" } }, For(Acme))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(Search, new[] { 1 }, For(Acme))).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await AskAsync(HttpMethod.Post, Search, new StringContent("{}"), For(Acme))).Status);
    }

    [Fact]
    public async Task Some_customers_refuse_an_order_when_it_is_asked_by_GET()
    {
        var picky = Estate.Add(new StandInCustomer { Name = "Picky", RefusesSort = true });
        Assert.Equal(HttpStatusCode.BadRequest, (await RegionalAsync("common/v1/alerts?sort=raisedAt:desc", For(picky))).Status);
        Assert.Equal(HttpStatusCode.OK, (await RegionalAsync("common/v1/alerts", For(picky))).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Search, new { sort = new[] { "raisedAt:desc" } }, For(picky))).Status);
    }

    [Fact]
    public async Task An_action_takes_the_alert_off_the_list_once()
    {
        Raise();
        var refused = await ActAsync("authPua");
        Assert.Equal((HttpStatusCode.BadRequest, 2), (refused.Status, Now.Alerts.Count));
        Assert.Equal((HttpStatusCode.Created, 2), ((await ActAsync("sendMsgThreat")).Status, Now.Alerts.Count));
        var started = await ActAsync("cleanVirus");
        Assert.Equal((HttpStatusCode.Created, "started", "cleanVirus", _old.Id),
            (started.Status, started.Body.GetProperty("status").GetString(), started.Body.GetProperty("action").GetString(), started.Body.GetProperty("alertId").GetGuid()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, started.Body.GetProperty("completedAt").ValueKind);
        Assert.Equal(Expected(false, true), Ids(await RegionalAsync("common/v1/alerts", For(Acme))));
        var gone = await ActAsync("cleanVirus");
        Assert.Equal((HttpStatusCode.NotFound, "resourceNotFound"), (gone.Status, gone.Error));
    }

    [Fact]
    public async Task Nobody_acts_on_the_alerts_of_a_customer_without_assistance()
    {
        Raise();
        Estate.Change(Acme.Id, customer => customer with { Assistance = false });
        Assert.Equal((HttpStatusCode.Forbidden, 2), ((await ActAsync("acknowledge")).Status, Now.Alerts.Count));
    }

    [Fact]
    public async Task The_health_check_tells_what_is_asked_for_and_enrolled()
    {
        const string path = "account-health-check/v1/health-check";
        Assert.False((await RegionalAsync(path, For(Acme))).Body.TryGetProperty("endpoint", out _));
        Estate.Change(Acme.Id, customer => customer with { Health = new StandInHealth { Computers = new(120, 9), TamperProtection = false } });
        var endpoint = (await RegionalAsync($"{path}?checks=protection,tamperProtection&products=endpoint", For(Acme))).Body.GetProperty("endpoint");
        var computers = endpoint.GetProperty("protection").GetProperty("computer");
        Assert.Equal((92, 120, 9), (computers.GetProperty("score").GetInt32(), computers.GetProperty("total").GetInt32(), computers.GetProperty("notFullyProtected").GetInt32()));
        Assert.False(endpoint.GetProperty("protection").TryGetProperty("server", out _));
        Assert.False(endpoint.GetProperty("tamperProtection").GetProperty("global").GetBoolean());
        Assert.False(endpoint.TryGetProperty("policy", out _));
        var all = (await RegionalAsync(path, For(Acme))).Body;
        Assert.Equal(100, all.GetProperty("endpoint").GetProperty("policy").GetProperty("computer").GetProperty("threat-protection").GetProperty("score").GetInt32());
        Assert.True(all.TryGetProperty("networkDevice", out _));
        Assert.Equal(HttpStatusCode.BadRequest, (await RegionalAsync($"{path}?checks=mood", For(Acme))).Status);
    }

    private StandInCustomer Now => Estate.Find(Acme.Id)!;

    private void Raise()
    {
        Estate.Raise(Acme.Id, _old);
        Estate.Raise(Acme.Id, _new);
    }

    private Task<Answer> ActAsync(string action) => PostAsync(new Uri(Vendor.RegionalAddress, $"common/v1/alerts/{_old.Id}/actions"), new { action, message = "Please" }, For(Acme));

    // The newest first.
    private IEnumerable<Guid> Expected(bool old, bool young) => [.. young ? [_new.Id] : Array.Empty<Guid>(), .. old ? [_old.Id] : Array.Empty<Guid>()];

    private static IEnumerable<Guid> Ids(Answer answer) => answer.Items.Select(item => item.GetProperty("id").GetGuid());
}
