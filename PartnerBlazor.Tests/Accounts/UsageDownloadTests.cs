using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Live;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>Who may download what, asked over HTTP.</summary>
public sealed class UsageDownloadTests : IAsyncLifetime
{
    private PortalHost _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await PortalHost.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Nobody_gets_it_without_signing_in()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _portal.BaseAddress };
        using var answer = await http.GetAsync("/usage.csv", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_a_file_that_is_kept_by_nobody_on_the_way()
    {
        using var person = await SignedIn.AsAsync(_portal, await PersonAsync("Camille Aubert"));
        using var answer = await person.GetAsync("/usage.csv?billing=usage");
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Matches(@"^managed-usage-\d{4}-\d\d-\d\d\.csv$", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition.DispositionType);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal([0xEF, 0xBB, 0xBF], (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..3]);
        Assert.Equal(["Monthly usage"], (await LinesAsync(answer)).Select(line => line[2]).Distinct());
    }

    [Fact]
    public async Task It_holds_what_exists_for_the_person_and_matches()
    {
        using var desk = await SignedIn.AsAsync(_portal, await PersonAsync("Inès Laurent"));
        using var answer = await desk.GetAsync("/usage.csv");
        await using var db = Db();
        var health = await db.Groups.SingleAsync(g => g.PartnerId == 1 && g.Name == "Santé", TestContext.Current.CancellationToken);
        var expected = await db.CustomerRows.Where(r => r.BillingType != BillingType.Trial && db.GroupMembers.Any(m => m.CustomerId == r.Id && m.GroupId == health.Id))
            .Select(r => r.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Order(), (await LinesAsync(answer)).Select(line => Guid.Parse(line[1])).Distinct().Order());

        // Managed orders do not exist without MSP Flex Connect, whatever the address asks for.
        using var other = await SignedIn.AsAsync(_portal, await PersonAsync("Priya Raman"));
        using var orders = await other.GetAsync("/usage.csv?billing=ordered");
        Assert.Empty(await LinesAsync(orders));
        using var all = await other.GetAsync("/usage.csv");
        Assert.DoesNotContain(await LinesAsync(all), line => line[2] == "Managed order");
    }

    [Fact]
    public async Task Who_is_nobody_any_more_gets_what_an_unknown_address_gets()
    {
        var id = await PersonAsync("Théo Delacroix-Nguyen");
        using var person = await SignedIn.AsAsync(_portal, id);
        await using (var db = Db())
        {
            // Behind the portal's back: the sign-in still counts, the scope is read anew.
            (await db.People.SingleAsync(p => p.Id == id, TestContext.Current.CancellationToken)).Active = false;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        using var answer = await person.GetAsync("/usage.csv");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private PartnerDb Db() => _portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContext();

    private async Task<Guid> PersonAsync(string name)
    {
        await using var db = Db();
        return await db.People.Where(p => p.Name == name).Select(p => p.Id).SingleAsync(TestContext.Current.CancellationToken);
    }

    // Without the heads. No field of the first three needs quotes in these data, or the test would see it.
    private static async Task<IReadOnlyList<string[]>> LinesAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var csv = new CsvHelper.CsvReader(new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)), System.Globalization.CultureInfo.InvariantCulture);
        var lines = new List<string[]>();
        while (await csv.ReadAsync())
            lines.Add(csv.Parser.Record!);
        return [.. lines.Skip(1)];
    }
}
