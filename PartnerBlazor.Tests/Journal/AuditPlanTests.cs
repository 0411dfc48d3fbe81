using PartnerBlazor.Access;
using PartnerBlazor.Journal;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Journal;

/// <summary>However long a journal is, its page reads down the numbers of the days it shows, and nothing is sorted or gone through for a name.</summary>
public sealed class AuditPlanTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private PlanReader _plans = null!;
    private PartnerScope _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _plans = new PlanReader(_store.File.ConnectionString);
        var partner = await _store.AddPartnerAsync();
        _admin = await _store.AddPersonAsync(partner, name: "Ada Admin");
        var gone = await _store.AddPersonAsync(partner, name: "Otto Other");
        await _store.WriteAsync(partner, async write =>
        {
            (await write.Db.People.FindAsync([gone.PersonId], Cancel))!.Active = false;
            write.JournalOther(PartnerBlazor.Store.JournalKinds.PersonDeactivated, gone.PersonId, "Otto Other");
        });
        _store.Time.Advance(TimeSpan.FromDays(300));
        await _store.AddCustomerAsync(partner, "Anna");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(null, null, 1, 3)]
    [InlineData("2026-06-01", null, 4, 2)]
    [InlineData("2026-06-01", "2026-06-20", 3, 3)]
    [InlineData("2026-07-01", "2026-07-20", 0, 4)]
    public async Task A_window_streams_down_the_numbers_of_its_days(string? from, string? to, int entries, int reads)
    {
        var window = await new AuditQueries(_plans).WindowAsync(_admin, new AuditFilter { From = Day(from), To = Day(to) }, null, _store.Today, null, Cancel);
        Assert.Equal(entries, window.Entries.Count);
        var plans = _plans.Of("Journal");
        Assert.Equal(reads, plans.Count);
        // The last is of the window; those before look up which numbers the days have.
        Assert.Contains("(PartnerId=? AND PartnerSeq>? AND PartnerSeq<?)", plans[^1], StringComparison.Ordinal);
        Assert.All(plans, plan => Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal));
        Assert.All(plans, plan => Assert.DoesNotMatch("SCAN j(\n|$)", plan));
        Assert.All(plans.Skip(1).SkipLast(1), plan => Assert.Contains("COVERING INDEX IX_Journal_PartnerId_At_PartnerSeq (PartnerId=? AND At>? AND At<?)", plan, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_filters_offer_reads_no_journal()
    {
        Assert.Equal(2, (await new AuditQueries(_plans).ChoicesAsync(_admin, null, Cancel)).People.Count);
        Assert.Empty(_plans.Of("Journal"));
    }

    [Fact]
    public async Task Who_can_be_erased_is_counted_by_indexes()
    {
        Assert.Equal(2, Assert.Single(await new JournalQueries(_plans).ErasableAsync(_admin, Cancel)).Entries);
        Assert.Collection(_plans.Of("Journal"),
            plan => Assert.Contains("IX_Journal_PartnerId_ActorId (PartnerId=? AND ActorId=?)", plan, StringComparison.Ordinal),
            plan => Assert.Contains("IX_Journal_PartnerId_SubjectId (PartnerId=? AND SubjectId=?)", plan, StringComparison.Ordinal),
            plan => Assert.Contains("IX_Journal_PartnerId_SubjectId (PartnerId=? AND SubjectId=?)", plan, StringComparison.Ordinal));
    }

    private static DateOnly? Day(string? text) => PartnerBlazor.Store.IsoDay.Read(text);
}
