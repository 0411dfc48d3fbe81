using Microsoft.AspNetCore.SignalR;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Live;

/// <summary>
/// The hub with real connections. That something is not told is proved by a marker afterwards: it is the next thing told, and order holds.
/// </summary>
public sealed class LiveHubTests(HubWorld world) : IClassFixture<HubWorld>
{
    [Fact]
    public async Task A_help_desk_person_gets_their_groups_licence_change_and_alert_and_nothing_else()
    {
        var group = await world.GroupAsync();
        var (mine, other) = (await world.CustomerAsync("Mine", group), await world.CustomerAsync("Other"));
        await using var client = await HubClient.ConnectAsync(world.Portal, await world.PersonAsync(Role.HelpDesk, group));

        await world.OveruseAsync(other);
        await world.AlertAsync(other.Id);
        await world.RenameAsync(other.Id, "Secret");
        await world.OveruseAsync(mine);
        var licence = await client.NextAsync();
        Assert.Contains(licence.Happened, h => h is { Kind: JournalKinds.LicenceState, Before: nameof(LicenceState.Active), After: nameof(LicenceState.OverUsed) });
        Assert.All(licence.Happened, h => Assert.Equal((mine.Id, nameof(ActorKind.Vendor)), (h.CustomerId, h.ActorKind)));
        var row = Assert.Single(licence.Changed);
        Assert.Equal((mine.Id, "Mine", new LiveAlerts(0, 0, 0)), (row.CustomerId, row.DisplayName, row.Alerts));
        var cover = Assert.Single(row.Covers);
        Assert.Equal((nameof(LicenceState.OverUsed), 2), (cover.State, cover.Over));

        await world.AlertAsync(other.Id);
        await world.AlertAsync(mine.Id);
        var alert = await client.NextAsync();
        Assert.Equal((JournalKinds.AlertRaised, "Protection is off", nameof(AlertSeverity.High)),
            Assert.Single(alert.Happened) is var line ? (line.Kind, line.Item, line.After) : default);
        Assert.Equal(new LiveAlerts(1, 0, 0), Assert.Single(alert.Changed).Alerts);
        Assert.True(alert.Seq > licence.Seq);
    }

    [Fact]
    public async Task A_customer_that_leaves_the_group_is_gone_once_and_one_that_enters_is_told()
    {
        var group = await world.GroupAsync();
        var (leaves, enters) = (await world.CustomerAsync("Leaves", group), await world.CustomerAsync("Enters"));
        await using var client = await HubClient.ConnectAsync(world.Portal, await world.PersonAsync(Role.HelpDesk, group));

        await world.MoveAsync(leaves.Id, group, into: false);
        var gone = await client.NextAsync();
        Assert.Equal(leaves.Id, Assert.Single(gone.Gone).CustomerId);
        Assert.Empty(gone.Changed);
        Assert.Empty(gone.Happened);

        await world.OveruseAsync(leaves);
        await world.AlertAsync(leaves.Id);
        await world.MoveAsync(enters.Id, group, into: true);
        var entered = await client.NextAsync();
        Assert.Equal(enters.Id, Assert.Single(entered.Changed).CustomerId);
        Assert.Equal([group], entered.Changed[0].GroupIds);
        Assert.Empty(entered.Gone);

        await world.OveruseAsync(enters);
        Assert.Equal(enters.Id, Assert.Single((await client.NextAsync()).Changed).CustomerId);
    }

    [Fact]
    public async Task Another_partners_person_gets_nothing()
    {
        const int otherPartner = 2;
        await using var client = await HubClient.ConnectAsync(world.Portal, await world.PersonAsync(otherPartner, Role.SuperAdmin));
        var customer = await world.CustomerAsync("Another partner's");
        await world.OveruseAsync(customer);
        var own = world.Db().Licences.First(l => l.PartnerId == otherPartner && l.Quantity != null && l.State == LicenceState.Active);
        await world.Vendor.UsageAsync(otherPartner, own.Id, own.Quantity + 3);
        Assert.Equal(own.CustomerId, Assert.Single((await client.NextAsync()).Changed).CustomerId);
        Assert.Equal(RefusalCodes.NotFound, await RefusalAsync(() => client.CustomerAsync(customer.Id)));
        Assert.Equal(RefusalCodes.NotFound, await RefusalAsync(() => client.CustomerAsync(Guid.NewGuid())));
        // Asking in vain is no error of the portal's: a client must not be able to fill its log.
        Assert.DoesNotContain(world.Portal.Complaints, line => line.Contains("hub", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(own.CustomerId, (await client.CustomerAsync(own.CustomerId)).CustomerId);
    }

    [Fact]
    public async Task A_business_admin_hears_of_no_alert_not_even_that_there_was_one()
    {
        var customer = await world.CustomerAsync("Business");
        await using var client = await HubClient.ConnectAsync(world.Portal, await world.PersonAsync(Role.BusinessAdmin));
        var before = await client.SeqAsync();
        await world.AlertAsync(customer.Id);
        await world.RenameAsync(customer.Id, "Marker");
        var marker = await client.NextAsync();
        Assert.Equal(JournalKinds.CustomerRenamed, Assert.Single(marker.Happened).Kind);
        Assert.Null(Assert.Single(marker.Changed).Alerts);
        var replay = await client.SinceAsync(before);
        Assert.DoesNotContain(replay.Happened, h => h.Kind.StartsWith("alert.", StringComparison.Ordinal));
        Assert.All(replay.Changed, c => Assert.Null(c.Alerts));
    }

    [Fact]
    public async Task While_a_customer_lets_nobody_look_its_alerts_are_not_told()
    {
        var customer = await world.CustomerAsync("Closed");
        await using var client = await HubClient.ConnectAsync(world.Portal, await world.PersonAsync(Role.SuperAdmin));
        await world.Vendor.AssistanceAsync(HubWorld.Partner, customer.Id, PartnerAssistance.Off);
        Assert.Null(Assert.Single((await client.NextAsync()).Changed).Alerts);
        await world.AlertAsync(customer.Id);
        await world.Vendor.AssistanceAsync(HubWorld.Partner, customer.Id, PartnerAssistance.On);
        var on = await client.NextAsync();
        Assert.Equal(JournalKinds.AssistanceChanged, Assert.Single(on.Happened).Kind);
        Assert.Equal(new LiveAlerts(1, 0, 0), Assert.Single(on.Changed).Alerts);
    }

    [Fact]
    public async Task A_new_scope_counts_for_everything_later()
    {
        var (one, two) = (await world.GroupAsync(), await world.GroupAsync());
        var (first, second) = (await world.CustomerAsync("First", one), await world.CustomerAsync("Second", two));
        var person = await world.PersonAsync(Role.Admin, one);
        await using var client = await HubClient.ConnectAsync(world.Portal, person);
        var before = await client.SeqAsync();
        await world.ChangePersonAsync(person, p =>
        {
            p.Groups.Clear();
            p.Groups.Add(new PersonGroup { PersonId = person, GroupId = two });
        });
        await world.OveruseAsync(first);
        Assert.Null(await client.NextOrResyncAsync());
        Assert.True((await client.SinceAsync(before)).Resync);
        Assert.Equal([second.Id], (await client.SnapshotAsync()).Select(c => c.CustomerId));

        await world.RenameAsync(first.Id, "Out of scope");
        await world.RenameAsync(second.Id, "Marker");
        Assert.Equal("Marker", Assert.Single((await client.NextAsync()).Changed).DisplayName);
        Assert.Equal(RefusalCodes.NotFound, await RefusalAsync(() => client.CustomerAsync(first.Id)));
    }

    [Fact]
    public async Task Since_tells_what_was_missed_within_the_scope()
    {
        var group = await world.GroupAsync();
        var (mine, other) = (await world.CustomerAsync("Mine", group), await world.CustomerAsync("Other"));
        var person = await world.PersonAsync(Role.HelpDesk, group);
        long seq;
        await using (var client = await HubClient.ConnectAsync(world.Portal, person))
        {
            await world.RenameAsync(mine.Id, "Before the gap");
            seq = (await client.NextAsync()).Seq;
        }
        await world.RenameAsync(other.Id, "Nobody's business");
        await world.OveruseAsync(mine);
        await world.AlertAsync(mine.Id);

        await using var again = await HubClient.ConnectAsync(world.Portal, person);
        var replay = await again.SinceAsync(seq);
        Assert.False(replay.Resync);
        Assert.Equal([JournalKinds.LicenceUsage, JournalKinds.LicenceState, JournalKinds.AlertRaised], replay.Happened.Select(h => h.Kind));
        Assert.All(replay.Happened, h => Assert.Equal(mine.Id, h.CustomerId));
        var row = Assert.Single(replay.Changed);
        Assert.Equal(("Before the gap", new LiveAlerts(1, 0, 0)), (row.DisplayName, row.Alerts));
        Assert.Empty((await again.SinceAsync(replay.Seq)).Happened);

        // Numbers of another database, and customers that may have left: read anew.
        Assert.True((await again.SinceAsync(replay.Seq + 1_000_000)).Resync);
        await world.MoveAsync(mine.Id, group, into: false);
        Assert.True((await again.SinceAsync(replay.Seq)).Resync);
        Assert.Empty(await again.SnapshotAsync());
    }

    [Fact]
    public async Task More_than_a_replay_holds_is_a_resync()
    {
        var customer = await world.CustomerAsync("Busy");
        await using var client = await HubClient.ConnectAsync(world.Portal, await world.PersonAsync(Role.SuperAdmin));
        var before = await client.SeqAsync();
        await world.Store.WriteAsync(HubWorld.Partner, Actor.Vendor, write =>
        {
            for (var i = 0; i <= LiveHistory.MaxReplay; i++)
                write.Journal(JournalKinds.CustomerChanged, customer.Id);
            return Task.FromResult(true);
        }, TestContext.Current.CancellationToken);
        Assert.True((await client.SinceAsync(before)).Resync);
        Assert.False((await client.SinceAsync(before + 1)).Resync);
    }

    private static async Task<string> RefusalAsync(Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<HubException>(act);
        return refused.Message.Split("HubException: ")[^1];
    }
}
