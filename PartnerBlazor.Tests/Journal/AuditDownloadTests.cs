using System.Globalization;
using System.Net;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Live;

namespace PartnerBlazor.Tests.Journal;

/// <summary>Who may download what of the audit log, asked over HTTP.</summary>
public sealed class AuditDownloadTests : IAsyncLifetime
{
    private const string All = "/audit/entries.csv?from=2000-01-01";

    private PortalHost _portal = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _portal = await PortalHost.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task It_is_for_who_is_signed_in_and_kept_by_nobody_on_the_way()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _portal.BaseAddress };
        using var refused = await http.GetAsync(All, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        using var person = await SignedIn.AsAsync(_portal, await PersonAsync("Camille Aubert"));
        using var answer = await person.GetAsync(All);
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Matches(@"^audit-log-\d{4}-\d\d-\d\d\.csv$", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        // More than one window of it, each entry once.
        var numbers = (await LinesAsync(answer)).Select(line => long.Parse(line[0], CultureInfo.InvariantCulture)).ToList();
        await using var db = Db();
        Assert.Equal(numbers.OrderDescending().Distinct(), numbers);
        Assert.True(numbers.Count > 100 && numbers[0] == await db.Partners.Where(p => p.Id == 1).Select(p => p.LastSeq).SingleAsync(Cancel));
    }

    [Fact]
    public async Task It_holds_what_exists_for_the_person_under_the_filters()
    {
        using var desk = await SignedIn.AsAsync(_portal, await PersonAsync("Inès Laurent"));
        using var answer = await desk.GetAsync(All);
        await using var db = Db();
        var health = await db.Groups.Where(g => g.PartnerId == 1 && g.Name == "Santé").Select(g => g.Id).SingleAsync(Cancel);
        var scope = await db.GroupMembers.Where(m => m.GroupId == health).Select(m => m.CustomerId).ToListAsync(Cancel);
        var lines = await LinesAsync(answer);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains(Guid.Parse(line[3]), scope));
        using var business = await SignedIn.AsAsync(_portal, await PersonAsync("Hélène Garnier"));
        using var alerts = await business.GetAsync($"{All}&type=alert");
        Assert.Empty(await LinesAsync(alerts));
        using var licences = await business.GetAsync($"{All}&type=licence");
        Assert.Equal(["Licence"], (await LinesAsync(licences)).Select(line => line[5]).Distinct());
    }

    [Fact]
    public async Task Who_is_nobody_any_more_gets_what_an_unknown_address_gets()
    {
        var id = await PersonAsync("Théo Delacroix-Nguyen");
        using var person = await SignedIn.AsAsync(_portal, id);
        await using (var db = Db())
        {
            // Behind the portal's back: the sign-in still counts, the scope is read anew.
            (await db.People.SingleAsync(p => p.Id == id, Cancel)).Active = false;
            await db.SaveChangesAsync(Cancel);
        }
        using var answer = await person.GetAsync(All);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private PartnerDb Db() => _portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContext();

    private async Task<Guid> PersonAsync(string name)
    {
        await using var db = Db();
        return await db.People.Where(p => p.Name == name).Select(p => p.Id).SingleAsync(Cancel);
    }

    private static async Task<IReadOnlyList<string[]>> LinesAsync(HttpResponseMessage answer)
    {
        using var csv = new CsvReader(new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel)), CultureInfo.InvariantCulture);
        var lines = new List<string[]>();
        while (await csv.ReadAsync())
            lines.Add(csv.Parser.Record!);
        return [.. lines.Skip(1)];
    }
}
