using PartnerBlazor.Bench.CrmStandIn;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Crm;

/// <summary>Names on their way to Salesforce: many with one call, each for itself, and nothing called delivered that was not confirmed.</summary>
public sealed class SalesforceReceiverTests : IAsyncLifetime
{
    private CrmWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await CrmWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Many_names_go_with_one_call()
    {
        List<(Guid Id, SalesforceAccount? Account)> all = [];
        for (var i = 0; i < 30; i++)
            all.Add(await _world.CustomerAsync($"Customer {i}", $"Customer {i}"));
        await _world.MatchAsync();
        foreach (var (id, _) in all)
            await _world.RenameAsync(id, $"Renamed {id}");
        await _world.DeliverAsync();
        Assert.Equal(1, _world.Asked("composite/sobjects"));
        foreach (var (id, account) in all)
            Assert.Equal(($"Renamed {id}", DeliveryState.Delivered), (_world.NameOf(account!), (await _world.DeliveryAsync(id)).State));
    }

    [Fact]
    public async Task One_that_is_refused_holds_up_nobody()
    {
        var (good, first) = await _world.CustomerAsync("Good", "Good");
        var (bad, second) = await _world.CustomerAsync("Bad", "Bad");
        var (locked, third) = await _world.CustomerAsync("Locked", "Locked");
        await _world.MatchAsync();
        _world.StandIn.Faults.Refuse(second!.Id, "FIELD_CUSTOM_VALIDATION_EXCEPTION");
        _world.StandIn.Faults.Refuse(third!.Id, "UNABLE_TO_LOCK_ROW");
        foreach (var id in new[] { good, bad, locked })
            await _world.RenameAsync(id, $"New {id}");
        await _world.DeliverAsync();
        Assert.Equal(DeliveryState.Delivered, (await _world.DeliveryAsync(good)).State);
        Assert.Equal((DeliveryState.Failed, RefusalCodes.ReceiverRefused), ((await _world.DeliveryAsync(bad)).State, (await _world.DeliveryAsync(bad)).Problem));
        Assert.Equal((DeliveryState.Pending, RefusalCodes.ReceiverSilent, 1), ((await _world.DeliveryAsync(locked)).State, (await _world.DeliveryAsync(locked)).Problem, (await _world.DeliveryAsync(locked)).Attempts));
        _world.StandIn.Faults.Refuse(third.Id, null);
        _world.Store.Time.Advance(TimeSpan.FromSeconds(2));
        await _world.DeliverAsync();
        Assert.Equal($"New {locked}", _world.NameOf(third));
        Assert.Equal($"New {good}", _world.NameOf(first!));
    }

    [Theory]
    [InlineData(403, "REQUEST_LIMIT_EXCEEDED", RefusalCodes.CrmLimited, 15)]
    [InlineData(404, "NOT_FOUND", RefusalCodes.CrmRefused, 1)]
    [InlineData(400, "JSON_PARSER_ERROR", RefusalCodes.CrmRefused, 1)]
    [InlineData(503, "SERVER_UNAVAILABLE", RefusalCodes.ReceiverSilent, 1)]
    public async Task What_it_says_of_the_whole_call_is_waited_out_and_told_once(int status, string code, string problem, int minutes)
    {
        var (one, _) = await _world.CustomerAsync("One", "One");
        var (two, _) = await _world.CustomerAsync("Two", "Two");
        await _world.MatchAsync();
        await _world.RenameAsync(one, "One more");
        _world.Store.Time.Advance(TimeSpan.FromSeconds(1));
        await _world.RenameAsync(two, "Two more");
        _world.StandIn.Faults.Next("composite", status >= 500 ? 2 : 1, status, code);
        var next = await _world.DeliverAsync();
        var (first, second) = (await _world.DeliveryAsync(one), await _world.DeliveryAsync(two));
        Assert.Equal((DeliveryState.Pending, problem, 1), (first.State, first.Problem, first.Attempts));
        // Of the others nothing is said for it.
        Assert.Equal((DeliveryState.Pending, null, 0), (second.State, second.Problem, second.Attempts));
        Assert.True(next >= _world.Now.AddMinutes(minutes).AddSeconds(-1), $"{next}");
        _world.Store.Time.Advance(TimeSpan.FromMinutes(minutes + 1));
        await _world.DeliverAsync();
        Assert.Equal((DeliveryState.Delivered, DeliveryState.Delivered), ((await _world.DeliveryAsync(one)).State, (await _world.DeliveryAsync(two)).State));
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_asked_for_again_and_does_no_harm()
    {
        var (id, account) = await _world.CustomerAsync("One", "One");
        await _world.MatchAsync();
        await _world.RenameAsync(id, "Two");
        _world.StandIn.Faults.Next("composite", 2, 0);
        await _world.DeliverAsync();
        Assert.Equal(("Two", DeliveryState.Pending), (_world.NameOf(account!), (await _world.DeliveryAsync(id)).State));
        _world.Store.Time.Advance(TimeSpan.FromMinutes(2));
        await _world.DeliverAsync();
        Assert.Equal(DeliveryState.Delivered, (await _world.DeliveryAsync(id)).State);
        Assert.Equal(1, _world.StandIn.Accounts.Renamed.Changed);
    }

    [Fact]
    public async Task An_account_that_is_gone_is_looked_for_anew_unless_a_person_chose_it()
    {
        var (found, first) = await _world.CustomerAsync("Found", "Found");
        var (chosen, _) = await _world.CustomerAsync("Chosen");
        var second = _world.StandIn.Accounts.Add("Something else");
        await _world.MatchAsync();
        await _world.Commands.ChooseAsync(_world.Admin, chosen, second.Id, TestContext.Current.CancellationToken);
        _world.StandIn.Accounts.Remove(first!.Id);
        _world.StandIn.Accounts.Remove(second.Id);
        var again = _world.StandIn.Accounts.Add("Found");
        await _world.RenameAsync(found, "Found anew");
        await _world.RenameAsync(chosen, "Chosen anew");
        await _world.DeliverAsync();
        Assert.Equal((DeliveryState.Failed, RefusalCodes.CrmGone), ((await _world.DeliveryAsync(chosen)).State, (await _world.DeliveryAsync(chosen)).Problem));
        _world.Store.Time.Advance(TimeSpan.FromSeconds(2));
        await _world.DeliverAsync();
        Assert.Equal((again.Id, "Found anew", DeliveryState.Delivered), ((await _world.AccountAsync(found))!.AccountId, _world.NameOf(again), (await _world.DeliveryAsync(found)).State));
        Assert.Equal(second.Id, (await _world.AccountAsync(chosen))!.AccountId);
    }

    [Fact]
    public async Task What_others_in_the_call_may_have_caused_is_told_alone_a_few_at_a_time()
    {
        List<(Guid Id, SalesforceAccount? Account)> all = [];
        for (var i = 0; i < 14; i++)
            all.Add(await _world.CustomerAsync($"Customer {i}", $"Customer {i}"));
        await _world.MatchAsync();
        foreach (var (id, account) in all)
        {
            _world.StandIn.Faults.Refuse(account!.Id, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", together: true);
            await _world.RenameAsync(id, $"New {id}");
        }
        await _world.DeliverAsync();
        Assert.Equal(1 + 10, _world.Asked("composite"));
        Assert.Equal(10, await DeliveredAsync(all));
        _world.Store.Time.Advance(TimeSpan.FromSeconds(2));
        await _world.DeliverAsync();
        Assert.Equal(14, await DeliveredAsync(all));
    }

    [Fact]
    public async Task Who_has_no_account_that_can_be_found_now_holds_up_nobody()
    {
        var (known, account) = await _world.CustomerAsync("Known", "Known");
        await _world.MatchAsync();
        var (unknown, _) = await _world.CustomerAsync("Unknown");
        await _world.RenameAsync(known, "Known anew");
        await _world.RenameAsync(unknown, "Unknown anew");
        _world.StandIn.Faults.Next("/query", 2, 503, "SERVER_UNAVAILABLE");
        await _world.DeliverAsync();
        Assert.Equal(("Known anew", DeliveryState.Delivered), (_world.NameOf(account!), (await _world.DeliveryAsync(known)).State));
        Assert.Equal((DeliveryState.Pending, 1), ((await _world.DeliveryAsync(unknown)).State, (await _world.DeliveryAsync(unknown)).Attempts));
    }

    [Fact]
    public async Task Another_account_gets_the_name_the_first_one_was_told()
    {
        var (id, wrong) = await _world.CustomerAsync("Acme", "Acme");
        var right = _world.StandIn.Accounts.Add("Acme Holding");
        await _world.MatchAsync();
        await _world.RenameAsync(id, "Acme Europe");
        await _world.DeliverAsync();
        Assert.Equal("Acme Europe", _world.NameOf(wrong!));
        await _world.Commands.ChooseAsync(_world.Admin, id, right.Id, TestContext.Current.CancellationToken);
        await _world.DeliverAsync();
        Assert.Equal("Acme Europe", _world.NameOf(right));
    }

    [Fact]
    public async Task Whose_account_is_given_to_another_is_told_again_with_the_next_one()
    {
        var (first, account) = await _world.CustomerAsync("Acme", "Acme");
        var (second, _) = await _world.CustomerAsync("Acme Holding");
        var other = _world.StandIn.Accounts.Add("Something else");
        await _world.MatchAsync();
        await _world.RenameAsync(first, "Acme Europe");
        await _world.DeliverAsync();
        await _world.Commands.ChooseAsync(_world.Admin, second, account!.Id, TestContext.Current.CancellationToken);
        Assert.Equal(DeliveryState.Delivered, (await _world.DeliveryAsync(first)).State);
        await _world.Commands.ChooseAsync(_world.Admin, first, other.Id, TestContext.Current.CancellationToken);
        await _world.DeliverAsync();
        Assert.Equal(("Acme Europe", DeliveryState.Delivered), (_world.NameOf(other), (await _world.DeliveryAsync(first)).State));
    }

    [Fact]
    public async Task A_name_on_its_way_to_an_account_that_is_anothers_by_now_is_not_delivered_by_it()
    {
        var (first, account) = await _world.CustomerAsync("Acme", "Acme");
        var (second, _) = await _world.CustomerAsync("Acme Holding");
        await _world.MatchAsync();
        await _world.RenameAsync(first, "Acme Europe");
        var sent = await _world.DeliveryAsync(first);
        await _world.Commands.ChooseAsync(_world.Admin, second, account!.Id, TestContext.Current.CancellationToken);
        var now = await _world.DeliveryAsync(first);
        Assert.Equal(DeliveryState.Pending, now.State);
        Assert.True(now.Revision > sent.Revision);
    }

    [Fact]
    public async Task A_call_that_is_not_answered_is_made_smaller_and_grows_again()
    {
        List<(Guid Id, SalesforceAccount? Account)> all = [];
        for (var i = 0; i < 8; i++)
            all.Add(await _world.CustomerAsync($"Customer {i}", $"Customer {i}"));
        await _world.MatchAsync();
        foreach (var (id, _) in all)
            await _world.RenameAsync(id, $"New {id}");
        var receiver = _world.Store.Receivers.Single(receiver => receiver.Target == DeliveryTarget.Crm);
        Assert.Equal(200, receiver.MostAtOnce);
        _world.StandIn.Faults.Next("composite", 2, 503);
        await _world.DeliverAsync();
        Assert.Equal(4, receiver.MostAtOnce);
        _world.Store.Time.Advance(TimeSpan.FromMinutes(2));
        await _world.DeliverAsync();
        Assert.Equal(8, await DeliveredAsync(all));
        Assert.True(receiver.MostAtOnce > 4);
    }

    [Fact]
    public async Task Without_its_settings_nothing_is_owed_any_more()
    {
        await using var world = await CrmWorld.StartAsync();
        Assert.True((await world.Store.ScopeAsync(world.Admin.PersonId))!.HasCrm);
        world.Options.ClientId = "";
        Assert.Null(await world.Matcher.RunAsync(TestContext.Current.CancellationToken));
        Assert.False((await world.Store.ScopeAsync(world.Admin.PersonId))!.HasCrm);
    }

    [Fact]
    public async Task Names_are_owed_from_the_start_whether_it_answers_or_not_and_only_of_the_partner_it_is_for()
    {
        await using var world = await CrmWorld.StartAsync(change: options => options.ClientSecret = "wrong");
        var (id, _) = await world.CustomerAsync("One", "One");
        await world.RenameAsync(id, "Two");
        await world.DeliverAsync();
        Assert.Equal((DeliveryState.Pending, RefusalCodes.CrmRefused), ((await world.DeliveryAsync(id)).State, (await world.DeliveryAsync(id)).Problem));
        Assert.True((await world.Store.ScopeAsync(world.Admin.PersonId))!.TellsOthers);
        // A second partner of the same database: nobody can say whose CRM it is, so it stays the first's once it is bound, and before that nobody's.
        await world.Store.AddPartnerAsync(name: "Second");
        await world.Link.PartnerAsync(TestContext.Current.CancellationToken);
        Assert.False((await world.Store.ScopeAsync(world.Admin.PersonId))!.HasCrm);
    }

    private async Task<int> DeliveredAsync(IEnumerable<(Guid Id, SalesforceAccount? Account)> customers)
    {
        var count = 0;
        foreach (var (id, _) in customers)
            count += (await _world.DeliveryAsync(id)).State == DeliveryState.Delivered ? 1 : 0;
        return count;
    }
}
