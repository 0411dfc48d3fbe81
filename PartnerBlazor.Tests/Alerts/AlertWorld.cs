using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Alerts;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Alerts;

/// <summary>A store with a partner whose customers have alerts.</summary>
public sealed class AlertWorld : IAsyncDisposable
{
    private AlertWorld(TestStore store, int partner, PartnerScope admin) => (Store, Partner, Admin) = (store, partner, admin);

    public TestStore Store { get; }
    public int Partner { get; }

    /// <summary>A Super Admin.</summary>
    public PartnerScope Admin { get; }

    public AlertCommands Commands => new(Store.Store);
    public AlertQueries Queries => new(Store.Factory);
    public DateTime Now => Store.Time.GetUtcNow().UtcDateTime;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<AlertWorld> StartAsync()
    {
        var store = await TestStore.CreateAsync();
        var partner = await store.AddPartnerAsync();
        return new AlertWorld(store, partner, await store.AddPersonAsync(partner, name: "Ada Admin"));
    }

    /// <summary>Adds a customer with alerts.</summary>
    /// <returns>The customer, and its alerts in order.</returns>
    public async Task<(Guid Customer, IReadOnlyList<Guid> Alerts)> CustomerAsync(string name = "Customer", PartnerAssistance assistance = PartnerAssistance.On, Guid? group = null, params Action<Alert>[] alerts)
    {
        List<Guid> ids = [];
        var id = await Store.AddCustomerAsync(Partner, name, customer =>
        {
            customer.Customer.PartnerAssistance = assistance;
            if (group is { } member)
                customer.In(member);
            foreach (var with in alerts.Length == 0 ? [_ => { }] : alerts)
                customer.Alert(alert =>
                {
                    with(alert);
                    ids.Add(alert.Id);
                });
        });
        return (id, ids);
    }

    public async Task<Alert> AlertAsync(Guid id)
    {
        await using var db = Store.Db();
        return await db.Alerts.AsNoTracking().SingleAsync(a => a.Id == id, Stop);
    }

    /// <summary>Kinds of what was journalled of an alert, the oldest first.</summary>
    public async Task<IReadOnlyList<string>> KindsAsync(Guid alert)
    {
        await using var db = Store.Db();
        return await db.Journal.AsNoTracking().Where(e => e.SubjectId == alert).OrderBy(e => e.PartnerSeq).Select(e => e.Kind).ToListAsync(Stop);
    }

    public Task<AlertResult> ActAsync(PartnerScope who, AlertAct act, params Guid[] ids) => Commands.ActAsync(who, act, ids, cancel: Stop);

    public AlertAct Snooze(double hours = 24, bool untilWorse = false) => new(AlertActKind.Snooze) { Until = Now.AddHours(hours), Reason = "Waits for a part", UntilWorse = untilWorse };

    /// <summary>Descriptions of what a filter shows, in order.</summary>
    public async Task<IReadOnlyList<string>> ShownAsync(PartnerScope who, AlertFilter filter) =>
        [.. (await Queries.WindowAsync(who, filter, NameLanguage.En, [], 100, Stop)).Lines.Select(line => line.Alert.Description)];

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
