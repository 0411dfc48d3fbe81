using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Accounts.ToDo;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Assistance;
using PartnerBlazor.Tests.Central.Sync;

namespace PartnerBlazor.Tests.Accounts.ToDo;

/// <summary>
/// The acts of SPEC §5 the vendor's API has no call for, upon a partner that is connected over HTTP (SPEC §9): asked for, to be done, and done
/// once the vendor's own answers say so.
/// </summary>
public sealed class ToDoSyncTests : IAsyncLifetime
{
    private readonly TestMailer _mailer = new();
    private SyncWorld _world = null!;
    private PartnerScope _admin = null!;
    private UnlinkCommands _unlink = null!;
    private BillingCommands _billing = null!;
    private ToDoCommands _toDo = null!;
    private Guid _term;
    private Guid _monthly;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var estate = new StandInEstate();
        (_term, _monthly) = (Guid.NewGuid(), Guid.NewGuid());
        estate.Add(new StandInCustomer { Id = _term, Name = "Term" });
        estate.Add(new StandInCustomer { Id = _monthly, Name = "Monthly", BillingType = "usage", Licences = [Usage("CIXA-MSP")] });
        for (var i = 0; i < 4; i++)
            estate.Add(new StandInCustomer { Name = $"Other {i}" });
        _world = await SyncWorld.StartAsync(estate);
        _admin = await _world.Vendor.Store.AddPersonAsync(_world.Partner);
        var store = _world.Vendor.Store.Store;
        (_unlink, _billing, _toDo) = (new UnlinkCommands(store, new ConnectedCentral(_mailer)), new BillingCommands(store, new ConnectedCentral(_mailer)), new ToDoCommands(store));
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_unlink_is_asked_for_leaves_the_list_and_counts_once_the_vendor_lists_the_customer_no_more()
    {
        await _world.ReadAsync();
        var result = await UnlinkAsync(_term, "Term");
        Assert.Equal((1, 1), (result.Changed, result.Requested));
        var gone = await _world.CustomerAsync(_term);
        Assert.NotNull(gone.UnlinkedAt);
        Assert.False(gone.Unlink.Confirmed);
        Assert.Equal(JournalKinds.UnlinkRequested, (await _world.JournalAsync(_term))[^1]);
        Assert.Equal((ToDoKind.Unlink, _term, "Term", false, _admin.PersonName), Told(Assert.Single(await ToDosAsync())));

        // Listed on and on, it neither comes back nor is done.
        await _world.ReconcileAsync();
        Assert.NotNull((await _world.CustomerAsync(_term)).UnlinkedAt);
        Assert.Single(await ToDosAsync());
        Assert.Contains(_term, await Unlinks.StillLinkedAsync(_admin, Stop));

        _world.Estate.Remove(_term);
        await _world.ReconcileAsync();
        Assert.Empty(await ToDosAsync());
        Assert.True((await _world.CustomerAsync(_term)).Unlink.Confirmed);
        Assert.Equal(JournalKinds.Unlinked, (await _world.JournalAsync(_term))[^1]);
    }

    [Fact]
    public async Task A_billing_type_stays_until_the_vendor_tells_the_new_one()
    {
        await _world.ReadAsync();
        var result = await _billing.UpdateAsync(_admin, [new(_term, BillingType.Term)], ["CIXA-MSP"], null, Stop);
        Assert.Equal((1, 1), (result.Changed, result.Requested));
        var asked = Assert.Single(await ToDosAsync());
        Assert.Equal((BillingType.Term, BillingType.Usage, "CIXA-MSP"), (asked.From, asked.To, asked.Detail));
        Assert.Equal(_world.Now, asked.At);
        await _world.ReconcileAsync();
        Assert.Equal((BillingType.Term, BillingType.Usage), await BillingAsync(_term));

        _world.Estate.Change(_term, c => c with { BillingType = "usage" });
        await _world.ReconcileAsync();
        Assert.Empty(await ToDosAsync());
        Assert.Equal((BillingType.Usage, (BillingType?)null), await BillingAsync(_term));
        Assert.Contains(JournalKinds.BillingSeen, await _world.JournalAsync(_term));
        Assert.Equal(new VendorRequest().Detail, (await _world.CustomerAsync(_term)).BillingAsked.Detail);
    }

    [Fact]
    public async Task A_licence_key_is_not_kept_but_for_its_end()
    {
        await _world.ReadAsync();
        var result = await _billing.UpdateAsync(_admin, [new(_monthly, BillingType.Usage, "ABCDE-FGHIJ-KLMNO-PQRST")], [], null, Stop);
        Assert.Equal(1, result.Requested);
        Assert.Equal((BillingType.Term, "…QRST"), (Assert.Single(await ToDosAsync()).To, (await _world.CustomerAsync(_monthly)).BillingAsked.Detail));
        await using var db = _world.Vendor.Store.Db();
        Assert.DoesNotContain(await db.Journal.Select(e => e.Payload).ToListAsync(Stop), payload => payload.Contains("PQRST", StringComparison.Ordinal));
        Assert.Equal(0, await db.RedeemedKeys.CountAsync(Stop));
    }

    [Fact]
    public async Task Products_stay_until_the_vendor_lists_exactly_those()
    {
        await _world.ReadAsync();
        Assert.False(await _billing.ChangeLicencesAsync(_admin, _monthly, ["CIXA-MSP", "CEMA-MSP"], ["CIXA-MSP"], Stop));
        Assert.Equal("CEMA-MSP, CIXA-MSP", Assert.Single(await ToDosAsync()).Detail);
        _world.Estate.Change(_monthly, c => c with { Licences = [Usage("CIXA-MSP"), Usage("CEMA-MSP")] });
        await _world.ReadAfterAsync(TimeSpan.FromMinutes(20));
        Assert.Empty(await ToDosAsync());
        Assert.Contains(JournalKinds.LicencesSeen, await _world.JournalAsync(_monthly));
    }

    [Fact]
    public async Task What_cannot_come_any_more_is_not_waited_for()
    {
        await _world.ReadAsync();
        await _billing.ChangeLicencesAsync(_admin, _monthly, ["CEMA-MSP"], ["CIXA-MSP"], Stop);
        await _billing.UpdateAsync(_admin, [new(_term, BillingType.Term)], ["CIXA-MSP"], null, Stop);
        Assert.Equal(2, (await ToDosAsync()).Count);
        _world.Estate.Change(_monthly, c => c with { BillingType = "term" });
        _world.Estate.Change(_term, c => c with { BillingType = "ordered" });
        await _world.ReconcileAsync();
        Assert.Empty(await ToDosAsync());
        Assert.Contains(JournalKinds.LicencesWithdrawn, await _world.JournalAsync(_monthly));
        Assert.Contains(JournalKinds.BillingWithdrawn, await _world.JournalAsync(_term));
    }

    [Fact]
    public async Task What_is_not_needed_is_taken_back_once_and_by_whom_it_is_for()
    {
        await _world.ReadAsync();
        await _billing.ChangeLicencesAsync(_admin, _monthly, ["CEMA-MSP"], ["CIXA-MSP"], Stop);
        await _billing.UpdateAsync(_admin, [new(_term, BillingType.Term)], ["CIXA-MSP"], null, Stop);
        var help = await _world.Vendor.Store.AddPersonAsync(_world.Partner, Role.HelpDesk);
        Assert.Equal(RefusalCodes.NotAllowed, await CodeAsync(() => _toDo.WithdrawBillingAsync(help, _term, BillingType.Usage, Stop)));
        Assert.Equal(RefusalCodes.NotAllowed, await CodeAsync(() => new ToDoQueries(_world.Vendor.Store.Factory, _world.Vendor.Store.Time).ListAsync(help, Stop)));
        // Another wish than the person saw.
        Assert.Equal(RefusalCodes.NotRequested, await CodeAsync(() => _toDo.WithdrawBillingAsync(_admin, _term, BillingType.Term, Stop)));
        Assert.Equal(RefusalCodes.NotRequested, await CodeAsync(() => _toDo.WithdrawProductsAsync(_admin, _monthly, "CDE-MSP", Stop)));
        await _toDo.WithdrawBillingAsync(_admin, _term, BillingType.Usage, Stop);
        await _toDo.WithdrawProductsAsync(_admin, _monthly, "CEMA-MSP", Stop);
        Assert.Empty(await ToDosAsync());
        Assert.Equal(JournalKinds.BillingWithdrawn, (await _world.JournalAsync(_term))[^1]);
        Assert.Equal(JournalKinds.LicencesWithdrawn, (await _world.JournalAsync(_monthly))[^1]);
        Assert.Equal(RefusalCodes.NotRequested, await CodeAsync(() => _toDo.WithdrawProductsAsync(_admin, _monthly, "CEMA-MSP", Stop)));
    }

    [Fact]
    public async Task Everybody_sees_what_is_theirs_to_do()
    {
        await _world.ReadAsync();
        await UnlinkAsync(_term, "Term");
        await _billing.ChangeLicencesAsync(_admin, _monthly, ["CEMA-MSP"], ["CIXA-MSP"], Stop);
        var business = await _world.Vendor.Store.AddPersonAsync(_world.Partner, Role.BusinessAdmin);
        Assert.Equal([ToDoKind.Products], (await ToDosAsync(business)).Select(toDo => toDo.Kind));
        Assert.Empty(await ToDosAsync(business with { AllCustomers = false, CustomerIds = new HashSet<Guid> { _term } }));
    }

    [Fact]
    public async Task Licences_that_were_not_read_are_no_reason_to_let_anybody_go()
    {
        // The list alone was read.
        await _world.TurnAsync();
        Assert.Equal(RefusalCodes.LicencesNotRead, Assert.Single(await Unlinks.PreviewAsync(_admin, [_term], Stop)).Plan.Refusal?.Code);
        Assert.Equal(RefusalCodes.LicencesNotRead, (await UnlinkAsync(_term, "Term")).Failed[_term].Code);
        var billing = new BillingQueries(_world.Vendor.Store.Factory, _world.Vendor.Store.Time);
        Assert.Equal(RefusalCodes.LicencesNotRead, Assert.Single(await billing.PreviewAsync(_admin, [_term], Stop)).Refusal);
        Assert.Equal(RefusalCodes.LicencesNotRead, (await billing.PlanAsync(_admin, _monthly, Stop))!.Refusal);
        Assert.Equal(RefusalCodes.LicencesNotRead, (await _billing.UpdateAsync(_admin, [new(_term, BillingType.Term)], ["CIXA-MSP"], null, Stop)).Failed[_term].Code);
        Assert.Equal(RefusalCodes.LicencesNotRead, await CodeAsync(() => _billing.ChangeLicencesAsync(_admin, _monthly, ["CEMA-MSP"], [], Stop)));
        Assert.Empty(await ToDosAsync());

        await _world.ReadAsync();
        Assert.Null(Assert.Single(await Unlinks.PreviewAsync(_admin, [_term], Stop)).Plan.Refusal);
        Assert.Equal(1, (await UnlinkAsync(_term, "Term")).Requested);
    }

    [Fact]
    public async Task Licences_the_vendor_does_not_show_hold_nobody_and_are_told_of()
    {
        _world.Estate.Change(_term, c => c with { Assistance = false });
        await _world.ReadAsync();
        Assert.Equal((null, true), Assert.Single(await Unlinks.PreviewAsync(_admin, [_term], Stop)) is var shut ? (shut.Plan.Refusal, shut.LicencesHidden) : default);
        Assert.Equal(1, (await UnlinkAsync(_term, "Term")).Requested);
    }

    [Fact]
    public async Task A_scheduled_unlink_is_to_be_done_before_its_day_and_waits_while_nobody_can_be_asked()
    {
        await _world.ReadAsync();
        var on = UnlinkRules.NextMonth(_world.Vendor.Store.Today);
        Assert.Equal((1, 0), (await UnlinkAsync(_monthly, "Monthly", on)) is var result ? (result.Changed, result.Requested) : default);
        Assert.Equal((on, true), (await ToDosAsync()) is [var toDo] ? (toDo.On, toDo.Linked) : default);
        _world.Vendor.Store.Time.Advance(on.ToDateTime(TimeOnly.MinValue) - _world.Now + TimeSpan.FromHours(1));
        // The credentials were taken out of the settings.
        Assert.Equal(0, await DueAsync(new NotConnected()));
        var waits = await _world.CustomerAsync(_monthly);
        Assert.Equal((on, (string?)null, (DateTime?)null), (waits.Unlink.On, waits.Unlink.FailedCode, waits.UnlinkedAt));
        Assert.Equal(1, await DueAsync(new ConnectedCentral(_mailer)));
        Assert.False((await _world.CustomerAsync(_monthly)).Unlink.Confirmed);
        Assert.Equal((false, true), Assert.Single(await ToDosAsync()) is var gone ? (gone.Linked, gone.CanTakeBack) : default);
        _world.Vendor.Store.Time.Advance(TimeSpan.FromDays(UnlinkRules.RestoreDays));
        Assert.False(Assert.Single(await ToDosAsync()).CanTakeBack);

        Task<int> DueAsync(ICentral central) => new DueUnlinks(
            new UnlinkCommands(_world.Vendor.Store.Store, central), _world.Vendor.Store.Factory, _world.Vendor.Store.Time, NullLogger<DueUnlinks>.Instance).RunAsync(Stop);
    }

    [Fact]
    public async Task Who_scheduled_an_unlink_is_still_known_when_it_is_done_at_the_vendor_before_its_day()
    {
        await _world.ReadAsync();
        await UnlinkAsync(_monthly, "Monthly", UnlinkRules.NextMonth(_world.Vendor.Store.Today));
        _world.Estate.Remove(_monthly);
        await _world.ReconcileAsync();
        var gone = await _world.CustomerAsync(_monthly);
        Assert.NotNull(gone.UnlinkedAt);
        Assert.Equal((true, _admin.PersonName, (DateOnly?)null), (gone.Unlink.Confirmed, gone.Unlink.ByName, gone.Unlink.On));
        Assert.Empty(await ToDosAsync());
    }

    [Fact]
    public async Task Who_is_restored_stays_though_the_vendor_lists_it_no_more()
    {
        await _world.ReadAsync();
        await UnlinkAsync(_term, "Term");
        _world.Estate.Remove(_term);
        await _world.ReconcileAsync();
        await _unlink.RestoreAsync(_admin, _term, Stop);
        Assert.Empty(await ToDosAsync());
        await _world.ReconcileAsync();
        await _world.ReconcileAsync();
        Assert.Null((await _world.CustomerAsync(_term)).UnlinkedAt);
        // Unlinked again, it is so at once: the vendor has it no more.
        Assert.Equal((1, 0), await UnlinkAsync(_term, "Term") is var again ? (again.Changed, again.Requested) : default);
        Assert.Empty(await ToDosAsync());
    }

    [Fact]
    public async Task Whose_vendor_it_is_not_is_refused()
    {
        await _world.ReadAsync();
        var accounts = new AccountCommands(_world.Vendor.Store.Store, new ConnectedCentral(_mailer));
        // A partner of the same database that is not the connected one.
        var other = await _world.Vendor.Store.AddPartnerAsync(name: "Imported");
        var theirs = await _world.Vendor.Store.AddCustomerAsync(other, "Theirs");
        var them = await _world.Vendor.Store.AddPersonAsync(other);
        Assert.Equal(RefusalCodes.NotConnected, await CodeAsync(() => accounts.CreateMonthlyAsync(them, Guid.NewGuid(), AccountRulesTests.Draft, Stop)));
        Assert.Equal(RefusalCodes.NotConnected, (await _unlink.UnlinkAsync(them, [new(theirs, null)], "Theirs", null, Stop)).Failed[theirs].Code);
    }

    private UnlinkQueries Unlinks => new(_world.Vendor.Store.Factory, _world.Vendor.Store.Time);

    private Task<BulkResult> UnlinkAsync(Guid id, string name, DateOnly? on = null) => _unlink.UnlinkAsync(_admin, [new(id, on)], name, null, Stop);

    private Task<IReadOnlyList<VendorToDo>> ToDosAsync(PartnerScope? who = null) => new ToDoQueries(_world.Vendor.Store.Factory, _world.Vendor.Store.Time).ListAsync(who ?? _admin, Stop);

    private async Task<(BillingType, BillingType?)> BillingAsync(Guid id) => await _world.CustomerAsync(id) is var customer ? (customer.BillingType, customer.BillingRequested) : default;

    private static (ToDoKind, Guid, string, bool, string) Told(VendorToDo toDo) => (toDo.Kind, toDo.CustomerId, toDo.Name, toDo.Linked, toDo.ByName);

    private static StandInLicence Usage(string code) => new() { Id = $"L-{code}", ProductCode = code, ProductName = code, StartDate = "2026-01-01", Type = "usage", Unlimited = true };

    private static async Task<string> CodeAsync(Func<Task> act) => (await Assert.ThrowsAsync<RefusedException>(act)).Code;
}
