using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Bench.CrmStandIn;
using PartnerBlazor.Crm;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Crm;

/// <summary>Which account of the CRM is whose: by the vendor's id, then by exact name; what is not certain is a person's to say.</summary>
public sealed class CrmMatchingTests : IAsyncLifetime
{
    private CrmWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await CrmWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task By_the_vendors_id_then_by_exact_name()
    {
        var (byId, first) = await _world.CustomerAsync("Acme", "Acme Holding", byId: true);
        var (byName, second) = await _world.CustomerAsync("O'Neil & Söhne", "O'Neil & Söhne");
        var (without, _) = await _world.CustomerAsync("Nowhere");
        var (other, _) = await _world.CustomerAsync("Cased", "CASED");
        await _world.MatchAsync();
        Assert.Equal((first!.Id, CrmMatch.ExternalId, "Acme Holding"), Found(await _world.AccountAsync(byId)));
        Assert.Equal((second!.Id, CrmMatch.Name, "O'Neil & Söhne"), Found(await _world.AccountAsync(byName)));
        Assert.Equal(RefusalCodes.CrmUnmatched, (await _world.AccountAsync(without))!.Problem);
        // Equal but for case is not exact.
        Assert.Equal(RefusalCodes.CrmUnmatched, (await _world.AccountAsync(other))!.Problem);
        Assert.Equal([JournalKinds.CrmMatched], await JournalAsync(byId));
        Assert.Empty(await JournalAsync(without));
        // That names differ is shown, and nothing is sent for it.
        await _world.DeliverAsync();
        Assert.Equal("Acme Holding", _world.NameOf(first));
    }

    [Fact]
    public async Task What_is_not_certain_stays_without_an_account_and_says_why()
    {
        var (twice, _) = await _world.CustomerAsync("Twice", "Twice");
        _world.StandIn.Accounts.Add("Twice");
        var (one, _) = await _world.CustomerAsync("Shared", "Shared");
        var (same, _) = await _world.CustomerAsync("Shared");
        var (held, holding) = await _world.CustomerAsync("Holder", "Rest", byId: true);
        var (wants, _) = await _world.CustomerAsync("Rest");
        var (doubled, _) = await _world.CustomerAsync("Doubled", "One", byId: true);
        _world.StandIn.Accounts.Add("Two", $"{doubled}".ToUpperInvariant());
        await _world.MatchAsync();
        Assert.Equal(RefusalCodes.CrmSeveral, (await _world.AccountAsync(twice))!.Problem);
        Assert.Equal(RefusalCodes.CrmNameShared, (await _world.AccountAsync(one))!.Problem);
        Assert.Equal(RefusalCodes.CrmNameShared, (await _world.AccountAsync(same))!.Problem);
        Assert.Equal(holding!.Id, (await _world.AccountAsync(held))!.AccountId);
        // Its name is on an account that says whose it is.
        Assert.Equal(RefusalCodes.CrmUnmatched, (await _world.AccountAsync(wants))!.Problem);
        Assert.Equal(RefusalCodes.CrmSeveral, (await _world.AccountAsync(doubled))!.Problem);
    }

    [Fact]
    public async Task A_name_just_given_here_finds_nobody_elses_account()
    {
        // The CRM still has the name it had, and a real account by the new one.
        var (id, mine) = await _world.CustomerAsync("Alpha", "Alpha");
        _world.StandIn.Accounts.Add("Beta");
        await _world.RenameAsync(id, "Beta");
        await _world.DeliverAsync();
        Assert.Equal((mine!.Id, "Beta"), ((await _world.AccountAsync(id))!.AccountId, _world.NameOf(mine)));
    }

    [Fact]
    public async Task A_former_name_finds_the_account_that_stayed_at_it()
    {
        var (id, mine) = await _world.CustomerAsync("Gamma", "Middle");
        await _world.RenameAsync(id, "Middle");
        await _world.RenameAsync(id, "Last");
        await _world.DeliverAsync();
        Assert.Equal("Last", _world.NameOf(mine!));
    }

    [Fact]
    public async Task A_field_the_CRM_does_not_know_is_no_reason_to_go_by_names()
    {
        await using var world = await CrmWorld.StartAsync(new SalesforceStandInOptions { ExternalIdField = "Other__c" });
        var (id, _) = await world.CustomerAsync("Acme", "Acme");
        await world.MatchAsync();
        Assert.Equal(CrmLinkState.FieldUnknown, world.Link.Status.State);
        Assert.Null(await world.AccountAsync(id));
    }

    [Fact]
    public async Task A_person_chooses_and_what_was_refused_for_want_of_an_account_is_sent()
    {
        var (id, _) = await _world.CustomerAsync("Acme");
        var account = _world.StandIn.Accounts.Add("ACME Industries");
        await _world.RenameAsync(id, "Acme Europe");
        await _world.DeliverAsync();
        Assert.Equal((DeliveryState.Failed, RefusalCodes.CrmUnmatched), ((await _world.DeliveryAsync(id)).State, (await _world.DeliveryAsync(id)).Problem));

        foreach (var (typed, code) in new[] { ("nothing", RefusalCodes.CrmIdInvalid), ("003000000000001", RefusalCodes.CrmIdInvalid), ("001000000000999AAA", RefusalCodes.CrmGone) })
            Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(() => _world.Commands.ChooseAsync(_world.Admin, id, typed, Stop))).Code);
        // As people see it: 15 letters, in an address that itself is never asked.
        await _world.Commands.ChooseAsync(_world.Admin, id, $"https://acme.lightning.force.com/lightning/r/Account/{account.Id[..15]}/view", Stop);
        Assert.Equal((account.Id, CrmMatch.Person, "ACME Industries"), Found(await _world.AccountAsync(id)));
        await _world.DeliverAsync();
        Assert.Equal(("Acme Europe", DeliveryState.Delivered, "Acme Europe"), (_world.NameOf(account), (await _world.DeliveryAsync(id)).State, (await _world.AccountAsync(id))!.AccountName));

        // One account is one customer's.
        var (second, _) = await _world.CustomerAsync("Second");
        Assert.Equal(RefusalCodes.CrmTaken, (await Assert.ThrowsAsync<RefusedException>(() => _world.Commands.ChooseAsync(_world.Admin, second, account.Id, Stop))).Code);
        var help = await _world.Store.AddPersonAsync(_world.Partner, Role.Admin);
        Assert.Equal(RefusalCodes.NotAllowed, (await Assert.ThrowsAsync<RefusedException>(() => _world.Commands.ChooseAsync(help, second, account.Id, Stop))).Code);
        await Assert.ThrowsAsync<RefusedException>(() => _world.Queries.ReadAsync(help, CrmShown.Matched, "", Stop));
    }

    [Fact]
    public async Task New_customers_are_looked_for_within_a_minute_and_all_without_once_a_day()
    {
        var (old, _) = await _world.CustomerAsync("Old");
        await _world.MatchAsync();
        _world.StandIn.Accounts.Add("Old");
        var (added, _) = await _world.CustomerAsync("New", "New");
        await _world.Matcher.RunAsync(Stop);
        Assert.Null(await _world.AccountAsync(added));
        _world.Store.Time.Advance(TimeSpan.FromMinutes(1));
        await _world.Matcher.RunAsync(Stop);
        Assert.NotNull((await _world.AccountAsync(added))!.AccountId);
        Assert.Null((await _world.AccountAsync(old))!.AccountId);
        var asked = _world.Asked("/query");
        _world.Store.Time.Advance(TimeSpan.FromMinutes(1));
        await _world.Matcher.RunAsync(Stop);
        Assert.Equal(asked, _world.Asked("/query"));
        _world.Store.Time.Advance(TimeSpan.FromDays(1));
        await _world.Matcher.RunAsync(Stop);
        Assert.NotNull((await _world.AccountAsync(old))!.AccountId);
    }

    [Fact]
    public async Task A_CRM_that_fails_is_asked_later_and_later()
    {
        await _world.CustomerAsync("Acme", "Acme");
        _world.StandIn.Faults.Next("/query", 1000, 503, "SERVER_UNAVAILABLE");
        for (var minute = 0; minute < 120; minute++)
        {
            await _world.Matcher.RunAsync(Stop);
            _world.Store.Time.Advance(TimeSpan.FromMinutes(1));
        }
        // Two calls each: at 0, 1, 3, 7, 15, 31, 63.
        Assert.Equal(14, _world.Asked("/query"));
    }

    [Fact]
    public async Task Where_the_organisations_calls_run_short_the_rest_is_left_to_others()
    {
        await using var world = await CrmWorld.StartAsync(new SalesforceStandInOptions { Allowed = 40 });
        for (var i = 0; i < 35; i++)
            await world.Link.CheckAsync(world.Partner, Stop);
        var (id, _) = await world.CustomerAsync("Acme", "Acme");
        await world.Matcher.RunAsync(Stop);
        // Whether it answers was asked, and nothing more.
        Assert.Equal(36, world.Asked("/query"));
        Assert.Null(await world.AccountAsync(id));
        // A name somebody gave is another matter.
        await world.RenameAsync(id, "Acme Europe");
        await world.DeliverAsync();
        Assert.Equal(38, world.Asked("/query"));
        Assert.NotNull((await world.AccountAsync(id))!.AccountId);
    }

    [Fact]
    public async Task Where_they_run_short_it_is_looked_all_the_same_when_a_person_asks()
    {
        await using var world = await CrmWorld.StartAsync(new SalesforceStandInOptions { Allowed = 40 });
        for (var i = 0; i < 35; i++)
            await world.Link.CheckAsync(world.Partner, Stop);
        var (id, account) = await world.CustomerAsync("Acme", "Acme");
        await world.MatchAsync();
        Assert.Equal(account!.Id, (await world.AccountAsync(id))!.AccountId);
    }

    [Fact]
    public async Task A_name_a_managed_order_has_is_not_certain_and_no_account_is_looked_for_it()
    {
        var (id, _) = await _world.CustomerAsync("Acme", "Acme");
        var managed = await _world.Store.AddCustomerAsync(_world.Partner, "Acme", customer => customer.Managed());
        await _world.MatchAsync();
        Assert.Equal(RefusalCodes.CrmNameShared, (await _world.AccountAsync(id))!.Problem);
        Assert.Null(await _world.AccountAsync(managed));
    }

    [Fact]
    public async Task Of_several_accounts_by_its_names_none_is_certain()
    {
        var (id, _) = await _world.CustomerAsync("Alpha", "Alpha");
        _world.StandIn.Accounts.Add("Alpha Group");
        await _world.Store.WriteAsync(_world.Partner, async write =>
        {
            (await write.CustomerAsync(id, Stop)).ShowAs = "Alpha Group";
            write.Journal(JournalKinds.CustomerRenamed, id);
        });
        await _world.MatchAsync();
        Assert.Equal(RefusalCodes.CrmSeveral, (await _world.AccountAsync(id))!.Problem);
    }

    [Fact]
    public async Task Whoever_is_unlinked_holds_no_account_and_a_persons_word_counts_over_what_was_found()
    {
        var (gone, account) = await _world.CustomerAsync("Acme", "Acme");
        await _world.MatchAsync();
        await _world.Store.WriteAsync(_world.Partner, async write =>
        {
            (await write.CustomerAsync(gone, Stop)).UnlinkedAt = write.Now;
            write.Journal(JournalKinds.Unlinked, gone);
        });
        var (anew, _) = await _world.CustomerAsync("Acme");
        await _world.MatchAsync();
        Assert.Equal((account!.Id, null), ((await _world.AccountAsync(anew))!.AccountId, (await _world.AccountAsync(gone))!.AccountId));
        var (right, _) = await _world.CustomerAsync("Right");
        await _world.Commands.ChooseAsync(_world.Admin, right, account.Id, Stop);
        Assert.Equal((account.Id, null), ((await _world.AccountAsync(right))!.AccountId, (await _world.AccountAsync(anew))!.AccountId));
        // Not over another person's.
        Assert.Equal(RefusalCodes.CrmTaken, (await Assert.ThrowsAsync<RefusedException>(() => _world.Commands.ChooseAsync(_world.Admin, anew, account.Id, Stop))).Code);
    }

    [Fact]
    public async Task The_page_shows_those_without_first_and_finds_by_text()
    {
        await _world.CustomerAsync("Société Générale", "Société Générale");
        await _world.CustomerAsync("Alone");
        var (differs, _) = await _world.CustomerAsync("Here", "There", byId: true);
        await _world.MatchAsync();
        var view = await _world.Queries.ReadAsync(_world.Admin, CrmShown.Unmatched, "", Stop);
        Assert.Equal((1, 1, 2), (view.Counts[CrmShown.Unmatched], view.Counts[CrmShown.Differing], view.Counts[CrmShown.Matched]));
        Assert.Equal("Alone", Assert.Single(view.Accounts).Name);
        Assert.Equal(differs, Assert.Single((await _world.Queries.ReadAsync(_world.Admin, CrmShown.Differing, "", Stop)).Accounts).CustomerId);
        Assert.Single((await _world.Queries.ReadAsync(_world.Admin, CrmShown.Matched, "societe", Stop)).Accounts);
        Assert.Empty((await _world.Queries.ReadAsync(_world.Admin, CrmShown.Matched, "alone", Stop)).Accounts);
        Assert.Equal("http", view.Status.Instance!.Scheme);
    }

    private static (string?, CrmMatch, string) Found(CrmAccount? account) => (account!.AccountId, account.By, account.AccountName);

    private async Task<IReadOnlyList<string>> JournalAsync(Guid customer)
    {
        await using var db = _world.Store.Db();
        return await db.Journal.AsNoTracking().Where(e => e.CustomerId == customer && e.Kind.StartsWith("crm.")).OrderBy(e => e.PartnerSeq).Select(e => e.Kind).ToListAsync(Stop);
    }
}
