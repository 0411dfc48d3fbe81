using PartnerBlazor.Access;
using PartnerBlazor.People;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.People;

/// <summary>A partner with two Super Admins, a help desk for one group, and a custom role.</summary>
public abstract class PeopleTestBase : IAsyncLifetime
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected TestStore Store { get; private set; } = null!;
    protected PeopleCommands People { get; private set; } = null!;
    protected RoleCommands Roles { get; private set; } = null!;
    protected PeopleQueries Queries { get; private set; } = null!;
    protected int Partner { get; private set; }
    protected Guid North { get; private set; }
    protected PartnerScope Ada { get; private set; } = null!;
    protected PartnerScope Bea { get; private set; } = null!;
    protected PartnerScope Hal { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        TestTab.Speak("en");
        Store = await TestStore.CreateAsync();
        (People, Roles, Queries) = (new PeopleCommands(Store.Store), new RoleCommands(Store.Store), new PeopleQueries(Store.Factory));
        Partner = await Store.AddPartnerAsync(demo: true);
        North = await Store.AddGroupAsync(Partner, "North");
        Ada = await Store.AddPersonAsync(Partner, name: "Ada Admin");
        Bea = await Store.AddPersonAsync(Partner, name: "Bea Boss");
        Hal = await Store.AddPersonAsync(Partner, Role.HelpDesk, groups: [North], name: "Hal Desk");
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static async Task<RefusedException> RefusedAsync(string code, Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(act);
        Assert.Equal(code, refused.Code);
        return refused;
    }

    /// <summary>What the person has now.</summary>
    protected async Task<AccessChoice> AccessAsync(Guid personId) => (await Queries.ReadAsync(Ada, Stop)).People.Single(p => p.Id == personId).Access;

    /// <summary>The journal's lines of a kind: item, before, after.</summary>
    protected async Task<IReadOnlyList<(string Item, string? Before, string? After)>> JournalAsync(string kind)
    {
        await using var db = Store.Db();
        return [.. db.Journal.Where(e => e.Kind == kind).OrderBy(e => e.PartnerSeq).ToList().Select(e => StoreJson.Read<JournalPayload>(e.Payload)).Select(p => (p.Item, p.Before, p.After))];
    }
}
