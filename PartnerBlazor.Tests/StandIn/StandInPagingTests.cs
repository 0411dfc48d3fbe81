using System.Globalization;
using System.Net;
using PartnerBlazor.Bench.StandIn;

namespace PartnerBlazor.Tests.StandIn;

/// <summary>Pages with numbers and pages with keys (domain.md B13).</summary>
public sealed class StandInPagingTests : StandInWorld
{
    [Fact]
    public async Task Customers_come_in_numbered_pages_that_are_counted_only_when_asked()
    {
        foreach (var number in Enumerable.Range(1, 62))
            Estate.Add(new StandInCustomer { Name = $"Customer {number}" });
        var first = await GlobalAsync("partner/v1/tenants", AsPartner);
        Assert.Equal((50, 1, 50, 100), (first.Items.Count, Number(first, "current"), Number(first, "size"), Number(first, "maxSize")));
        Assert.False(first.Pages.TryGetProperty("total", out _));
        Assert.False(first.Pages.TryGetProperty("items", out _));
        var counted = await GlobalAsync("partner/v1/tenants?pageTotal=true&pageSize=20", AsPartner);
        Assert.Equal((4, 63), (Number(counted, "total"), Number(counted, "items")));
        var names = new List<string?>();
        for (var page = 1; page <= 4; page++)
            names.AddRange((await GlobalAsync($"partner/v1/tenants?page={page}&pageSize=20", AsPartner)).Names);
        Assert.Equal(Estate.Customers.Select(customer => customer.Name), names);
        Assert.Empty((await GlobalAsync("partner/v1/tenants?page=5&pageSize=20", AsPartner)).Items);
        Assert.Equal(63, (await GlobalAsync("partner/v1/tenants?pageSize=100", AsPartner)).Items.Count);
    }

    [Theory]
    [InlineData("pageSize=101")]
    [InlineData("pageSize=0")]
    [InlineData("pageSize=many")]
    [InlineData("page=0")]
    [InlineData("page=-1")]
    [InlineData("pageTotal=perhaps")]
    public async Task A_page_that_cannot_be_is_refused(string query)
    {
        var answer = await GlobalAsync($"partner/v1/tenants?{query}", AsPartner);
        Assert.Equal((HttpStatusCode.BadRequest, "badRequest"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Alerts_come_in_pages_with_keys_that_are_counted_only_when_asked()
    {
        Raise(63);
        var first = await RegionalAsync("common/v1/alerts", For(Acme));
        Assert.Equal((50, 50, 1000), (first.Items.Count, Number(first, "size"), Number(first, "maxSize")));
        Assert.False(first.Pages.TryGetProperty("total", out _));
        var counted = await RegionalAsync("common/v1/alerts?pageTotal=true&pageSize=20", For(Acme));
        Assert.Equal((4, 63), (Number(counted, "total"), Number(counted, "items")));
        Assert.Equal(Enumerable.Range(0, 63).Reverse().Select(i => $"Alert {i}"), await WalkAsync("pageSize=20"));
        Assert.Equal(Enumerable.Range(0, 63).Select(i => $"Alert {i}"), await WalkAsync("pageSize=20&sort=raisedAt:asc"));
        Assert.False((await RegionalAsync("common/v1/alerts?pageSize=63", For(Acme))).Pages.TryGetProperty("nextKey", out _));
    }

    [Fact]
    public async Task What_is_raised_and_settled_between_two_pages_neither_hides_nor_repeats_another()
    {
        Raise(6);
        var first = await RegionalAsync("common/v1/alerts?pageSize=3", For(Acme));
        Estate.Settle(Acme.Id, Guid.Parse(first.Items[2].GetProperty("id").GetString()!));
        Estate.Raise(Acme.Id, AlertOf(99));
        var second = await RegionalAsync($"common/v1/alerts?pageSize=3&pageFromKey={first.Pages.GetProperty("nextKey").GetString()}", For(Acme));
        Assert.Equal(["Alert 2", "Alert 1", "Alert 0"], Descriptions(second));
    }

    [Theory]
    [InlineData("pageSize=1001")]
    [InlineData("pageFromKey=invented!")]
    [InlineData("sort=mood:desc")]
    [InlineData("sort=raisedAt:down")]
    [InlineData("from=yesterday")]
    [InlineData("severity=critical")]
    public async Task A_question_about_alerts_that_cannot_be_is_refused(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await RegionalAsync($"common/v1/alerts?{query}", For(Acme))).Status);

    private void Raise(int count)
    {
        foreach (var i in Enumerable.Range(0, count))
            Estate.Raise(Acme.Id, AlertOf(i));
    }

    private static StandInAlert AlertOf(int minute) => new()
    {
        Description = $"Alert {minute}",
        RaisedAt = new DateTime(2026, 5, 1).AddMinutes(minute).ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture),
    };

    private async Task<IReadOnlyList<string?>> WalkAsync(string query)
    {
        var all = new List<string?>();
        for (string? key = ""; key is not null;)
        {
            var page = await RegionalAsync($"common/v1/alerts?{query}{(key.Length > 0 ? $"&pageFromKey={key}" : "")}", For(Acme));
            all.AddRange(Descriptions(page));
            key = page.Pages.TryGetProperty("nextKey", out var next) ? next.GetString() : null;
        }
        return all;
    }

    private static IEnumerable<string?> Descriptions(Answer answer) => answer.Items.Select(item => item.GetProperty("description").GetString());

    private static int Number(Answer answer, string name) => answer.Pages.GetProperty(name).GetInt32();
}
