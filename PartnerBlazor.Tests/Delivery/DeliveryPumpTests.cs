using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Delivery;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Delivery;

/// <summary>What is owed arrives: once it can, in order, and whatever happens on the way.</summary>
public sealed class DeliveryPumpTests : DeliveryWorld
{
    [Fact]
    public async Task A_name_arrives_everywhere_and_the_journal_says_so()
    {
        await RenameAsync("Renamed");
        Assert.Equal(DeliveryState.Pending, (await DeliveryAsync()).State);
        Assert.Null(await Pump.RunAsync(Stop));
        foreach (var receiver in new[] { Vendor, Crm })
        {
            Assert.Equal(new SentName(Partner, Customer, "Renamed"), Assert.Single(receiver.Taken));
            var delivery = await DeliveryAsync(receiver.Target);
            Assert.Equal((DeliveryState.Delivered, Now, Admin.PersonId, Admin.PersonName, null, null),
                (delivery.State, delivery.EndedAt, delivery.ById, delivery.ByName, delivery.NextAt, delivery.Problem));
        }
        Assert.Equal(["delivery.delivered Central", "delivery.delivered Crm"], (await JournalAsync()).Order());
        // And that is that.
        await Pump.RunAsync(Stop);
        Assert.Equal((1, 1), (Vendor.Asked, Crm.Asked));
        await AssertWholeAsync();
    }

    [Fact]
    public async Task Back_to_the_original_name_the_original_name_is_sent()
    {
        await RenameAsync("Renamed");
        await RenameAsync("");
        await Pump.RunAsync(Stop);
        Assert.Equal("Original", Assert.Single(Crm.Taken).Name);
    }

    [Fact]
    public async Task Nothing_is_owed_for_a_partner_without_other_systems_nor_for_a_refused_rename()
    {
        var imported = await Store.AddPartnerAsync(name: "Imported");
        var theirs = await Store.AddCustomerAsync(imported, "Theirs");
        await RenameAsync("Renamed", await Store.AddPersonAsync(imported), theirs);
        await Assert.ThrowsAsync<RefusedException>(() => Store.Customers.RenameAsync(Admin, Customer, "Renamed", "Not what it was", Stop));
        await using var db = Store.Db();
        Assert.Empty(await db.NameDeliveries.ToListAsync(Stop));
    }

    [Fact]
    public async Task A_refusal_ends_it_and_undoes_nothing()
    {
        Crm.Answers(DeliveryAnswer.Refused);
        await RenameAsync("Renamed");
        Assert.Null(await Pump.RunAsync(Stop));
        var delivery = await DeliveryAsync();
        Assert.Equal((DeliveryState.Failed, RefusalCodes.ReceiverRefused, Now), (delivery.State, delivery.Problem, delivery.EndedAt));
        Assert.Equal(DeliveryState.Delivered, (await DeliveryAsync(DeliveryTarget.Central)).State);
        Assert.Equal("Renamed", (await Store.Queries.RowAsync(Admin, Customer, Stop))!.DisplayName);
        Store.Time.Advance(TimeSpan.FromDays(1));
        await Pump.RunAsync(Stop);
        Assert.Equal(1, Crm.Asked);
    }

    [Fact]
    public async Task A_silent_receiver_is_asked_again_after_ever_longer_pauses_and_holds_up_no_other()
    {
        Crm.Answers(DeliveryAnswer.Silent);
        await RenameAsync("Renamed");
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600 })
        {
            Assert.Equal(Now.AddSeconds(seconds), await Pump.RunAsync(Stop));
            // Not a moment before.
            var asked = Crm.Asked;
            Store.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            await Pump.RunAsync(Stop);
            Assert.Equal(asked, Crm.Asked);
            Store.Time.Advance(TimeSpan.FromMilliseconds(1));
        }
        Assert.Single(Vendor.Taken);
        var delivery = await DeliveryAsync();
        Assert.Equal((DeliveryState.Pending, 14, RefusalCodes.ReceiverSilent), (delivery.State, delivery.Attempts, delivery.Problem));
        // Said once, not at every attempt; and the record of the customer is not touched by attempts.
        Assert.Equal(["delivery.delayed Crm", "delivery.delivered Central"], (await JournalAsync()).Order());

        Crm.Answers(DeliveryAnswer.Done);
        Assert.Null(await Pump.RunAsync(Stop));
        Assert.Equal("Renamed", Assert.Single(Crm.Taken).Name);
        Assert.Equal(DeliveryState.Delivered, (await DeliveryAsync()).State);
        await AssertWholeAsync();
    }

    [Fact]
    public async Task A_receiver_that_asks_for_rest_gets_it()
    {
        Crm.Answers(new DeliveryAnswer(RefusalCodes.ReceiverSilent, NotBefore: TimeSpan.FromMinutes(7)));
        Store.Feed.Listen(Pump);
        await RenameAsync("Renamed");
        Assert.Equal(Now.AddMinutes(7), await Pump.RunAsync(Stop));

        // With all its names: one that is changed meanwhile is not tried either.
        var other = await Store.AddCustomerAsync(Partner, "Another");
        await RenameAsync("Another anew", customer: other);
        Store.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(Now.AddMinutes(1), await Pump.RunAsync(Stop));
        Assert.Equal(1, Crm.Asked);
        // Unless a person wants it tried.
        Crm.Answers(DeliveryAnswer.Done);
        await Commands.RetryAsync(Admin, (await DeliveryAsync()).Id, Stop);
        await Pump.RunAsync(Stop);
        Assert.Equal(["Renamed", "Another anew"], Crm.Taken.Select(name => name.Name).OrderDescending());
    }

    [Fact]
    public async Task One_partners_rest_holds_up_no_other_partner()
    {
        var neighbour = await Store.AddPartnerAsync(demo: true, name: "Neighbour");
        var theirs = await Store.AddPersonAsync(neighbour);
        Crm.Answer = name => Task.FromResult(name.PartnerId == Partner ? DeliveryAnswer.Silent with { NotBefore = TimeSpan.FromMinutes(7) } : DeliveryAnswer.Silent);
        await RenameAsync("Renamed");
        await RenameAsync("One anew", theirs, await Store.AddCustomerAsync(neighbour, "One"));
        foreach (var seconds in new[] { 1, 2, 4, 8 })
        {
            Assert.Equal(Now.AddSeconds(seconds), await Pump.RunAsync(Stop));
            Store.Time.Advance(TimeSpan.FromSeconds(seconds));
        }
        // One is tried in vain again and rests for longer; Two is held for a second, whatever the first partner's system asked for.
        await RenameAsync("Two anew", theirs, await Store.AddCustomerAsync(neighbour, "Two"));
        Assert.Equal(Now.AddSeconds(1), await Pump.RunAsync(Stop));
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        Crm.Answers(DeliveryAnswer.Done);
        await Pump.RunAsync(Stop);
        Assert.Equal("Two anew", Assert.Single(Crm.Taken).Name);
    }

    [Fact]
    public async Task A_receiver_that_breaks_counts_as_silent()
    {
        Crm.Answer = _ => throw new InvalidOperationException("Broken.");
        await RenameAsync("Renamed");
        Assert.Equal(Now.AddSeconds(1), await Pump.RunAsync(Stop));
        Assert.Equal(RefusalCodes.ReceiverSilent, (await DeliveryAsync()).Problem);
    }

    [Fact]
    public async Task A_name_changed_while_the_one_before_is_on_its_way_is_sent_after_it()
    {
        Crm.Answer = async name =>
        {
            if (name.Name == "First")
                await RenameAsync("Second");
            return DeliveryAnswer.Done;
        };
        await RenameAsync("First");
        await Pump.RunAsync(Stop);
        Assert.Equal(["First", "Second"], Crm.Taken.Select(name => name.Name));
        Assert.Equal(DeliveryState.Delivered, (await DeliveryAsync()).State);
    }

    [Fact]
    public async Task The_refusal_of_a_name_that_is_no_longer_asked_for_is_no_news()
    {
        Crm.Answer = async name =>
        {
            if (name.Name == "Second")
                return DeliveryAnswer.Done;
            await RenameAsync("Second");
            return DeliveryAnswer.Refused;
        };
        await RenameAsync("First");
        await Pump.RunAsync(Stop);
        Assert.Equal(DeliveryState.Delivered, (await DeliveryAsync()).State);
        Assert.DoesNotContain("delivery.refused Crm", await JournalAsync());
    }

    [Fact]
    public async Task Killed_between_the_receivers_word_and_ours_the_same_name_is_sent_again()
    {
        using var killed = new CancellationTokenSource();
        Crm.Answer = async name =>
        {
            Crm.Taken.Add(name);
            await killed.CancelAsync();
            throw new OperationCanceledException(killed.Token);
        };
        await RenameAsync("Renamed");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Pump.RunAsync(killed.Token));
        Assert.Equal(DeliveryState.Pending, (await DeliveryAsync()).State);

        Crm.Answers(DeliveryAnswer.Done);
        using var restarted = NewPump();
        await restarted.RunAsync(Stop);
        Assert.Equal(["Renamed", "Renamed"], Crm.Taken.Select(name => name.Name));
        Assert.Equal(DeliveryState.Delivered, (await DeliveryAsync()).State);
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_no_other()
    {
        var hangs = new TaskCompletionSource<DeliveryAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        Crm.Answer = _ => hangs.Task;
        await Pump.StartAsync(Stop);
        await RenameAsync("First");
        await Waiting.UntilAsync(() => Vendor.Taken.Count == 1 && Crm.Asked == 1);
        await RenameAsync("Second");
        await Waiting.UntilAsync(() => Vendor.Taken.Count == 2);
        Assert.Equal(1, Crm.Asked);
        hangs.SetResult(DeliveryAnswer.Done);
        await Waiting.UntilAsync(() => Crm.Taken.Count == 2);
        Assert.Equal(["First", "Second"], Crm.Taken.Select(name => name.Name));
        await Pump.StopAsync(Stop);
    }

    [Fact]
    public async Task The_program_sends_by_itself_what_is_owed_retried_and_restored()
    {
        Crm.Answers(DeliveryAnswer.Refused);
        await RenameAsync("Before the start");
        await Pump.StartAsync(Stop);
        await UntilStateAsync(DeliveryState.Failed);
        Crm.Answers(DeliveryAnswer.Done);
        await Commands.RetryAsync(Admin, (await DeliveryAsync()).Id, Stop);
        await UntilStateAsync(DeliveryState.Delivered);
        Crm.Answers(DeliveryAnswer.Refused);
        await RenameAsync("Refused");
        await UntilStateAsync(DeliveryState.Failed);
        await UnlinkAsync(Now);
        Crm.Answers(DeliveryAnswer.Done);
        await Store.WriteAsync(Partner, async write =>
        {
            (await write.Db.NameDeliveries.SingleAsync(d => d.Target == DeliveryTarget.Crm, Stop)).SendAt(write.Now);
            write.Journal(JournalKinds.CustomerChanged, Customer);
        });
        await UnlinkAsync(null);
        await UntilStateAsync(DeliveryState.Delivered);
        await Pump.StopAsync(Stop);
    }

    [Fact]
    public async Task A_partner_whose_system_does_not_answer_is_asked_for_one_name_a_round_and_holds_up_no_other_partner()
    {
        var other = await Store.AddPartnerAsync(name: "Elsewhere", demo: true);
        var (theirs, them) = (await Store.AddCustomerAsync(other, "Theirs"), await Store.AddPersonAsync(other));
        foreach (var i in Enumerable.Range(0, 5))
            await RenameAsync($"New {i}", customer: await Store.AddCustomerAsync(Partner, $"Customer {i}"));
        await RenameAsync("New", them, theirs);
        Crm.Answer = name => Task.FromResult(name.PartnerId == Partner ? DeliveryAnswer.Silent : DeliveryAnswer.Done);
        Assert.Equal(Now.AddSeconds(1), await Pump.RunAsync(Stop));
        Assert.Equal((2, theirs), (Crm.Asked, Assert.Single(Crm.Taken).CustomerId));
        Crm.Answers(DeliveryAnswer.Done);
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await Pump.RunAsync(Stop));
        Assert.Equal(6, Crm.Taken.Count);
    }

    [Fact]
    public async Task A_name_whose_outcome_cannot_be_written_rests_and_holds_up_no_other()
    {
        var second = await Store.AddCustomerAsync(Partner, "Second");
        await RenameAsync("First renamed");
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        await RenameAsync("Second renamed", customer: second);
        Crm.Answer = async name =>
        {
            // What the receiver has said of the first cannot be kept: somebody has taken the table away.
            if (name.CustomerId == Customer)
                await SqlAsync("ALTER TABLE \"Journal\" RENAME TO \"Gone\"");
            return DeliveryAnswer.Done;
        };
        Store.Receivers.Remove(Vendor);
        using var pump = NewPump();
        await pump.RunAsync(Stop);
        Assert.Equal([Customer, second], Crm.Taken.Select(name => name.CustomerId).Distinct());
        await SqlAsync("ALTER TABLE \"Gone\" RENAME TO \"Journal\"");
        Crm.Answers(DeliveryAnswer.Done);
        var asked = Crm.Asked;
        await pump.RunAsync(Stop);
        Assert.Equal(asked, Crm.Asked);
        Store.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await pump.RunAsync(Stop));
        Assert.Equal((DeliveryState.Delivered, DeliveryState.Delivered), ((await DeliveryAsync()).State, (await DeliveryAsync(customer: second)).State));
    }

    [Fact]
    public async Task Given_up_while_it_is_on_its_way_it_has_arrived_all_the_same_and_while_others_are_it_is_not_sent()
    {
        var second = await Store.AddCustomerAsync(Partner, "Second");
        await RenameAsync("First renamed");
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        await RenameAsync("Second renamed", customer: second);
        Crm.Answer = async name =>
        {
            await Commands.GiveUpAsync(Admin, (await DeliveryAsync()).Id, Stop);
            await Commands.GiveUpAsync(Admin, (await DeliveryAsync(customer: second)).Id, Stop);
            return DeliveryAnswer.Done;
        };
        await Pump.RunAsync(Stop);
        Assert.Equal(Customer, Assert.Single(Crm.Taken).CustomerId);
        Assert.Equal((DeliveryState.Delivered, DeliveryState.GivenUp), ((await DeliveryAsync()).State, (await DeliveryAsync(customer: second)).State));
        // A refusal of what was given up is no news.
        Crm.Answer = async name =>
        {
            await Commands.GiveUpAsync(Admin, (await DeliveryAsync()).Id, Stop);
            return DeliveryAnswer.Refused;
        };
        await RenameAsync("First again");
        await Pump.RunAsync(Stop);
        Assert.Equal(DeliveryState.GivenUp, (await DeliveryAsync()).State);
    }

    [Fact]
    public async Task What_is_due_is_found_by_its_index()
    {
        var plans = new PlanReader(Store.File.ConnectionString);
        var due = new DueDeliveries(plans);
        await due.ReadAsync(Crm, Now, [], Stop);
        await due.NextAsync(Crm, [], Stop);
        Assert.Equal(2, plans.Of("NameDeliveries").Count);
        Assert.All(plans.Of("NameDeliveries"), plan => Assert.Contains("IX_NameDeliveries_Target_NextAt", plan, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_owed_of_an_unlinked_customer_waits_until_it_is_restored()
    {
        await RenameAsync("Renamed");
        await UnlinkAsync(Now);
        Assert.Null(await Pump.RunAsync(Stop));
        Assert.Equal(0, Crm.Asked);
        await UnlinkAsync(null);
        await Pump.RunAsync(Stop);
        Assert.Equal("Renamed", Assert.Single(Crm.Taken).Name);
    }

    [Fact]
    public async Task More_than_are_read_at_once_all_arrive()
    {
        await Store.AddCustomersAsync(Partner, Enumerable.Range(0, 230).Select(i => new TestCustomer(Partner, $"Customer {i}")));
        await using var db = Store.Db();
        foreach (var id in await db.Customers.Where(c => c.Id != Customer).Select(c => c.Id).ToListAsync(Stop))
            await RenameAsync($"New {id}", customer: id);
        await Pump.RunAsync(Stop);
        Assert.Equal((230, 230), (Crm.Taken.DistinctBy(name => name.CustomerId).Count(), Crm.Taken.Count));
    }

    private Task UntilStateAsync(DeliveryState state) => Waiting.UntilAsync(async () => (await DeliveryAsync()).State == state);

    private async Task SqlAsync(string sql)
    {
        await using var db = Store.Db();
        await db.Database.ExecuteSqlRawAsync(sql, Stop);
    }

    private Task UnlinkAsync(DateTime? at) => Store.WriteAsync(Partner, async write =>
    {
        var customer = await write.Db.Customers.SingleAsync(c => c.Id == Customer, Stop);
        customer.UnlinkedAt = at;
        write.Journal(at is null ? JournalKinds.Restored : JournalKinds.Unlinked, Customer);
    });
}
