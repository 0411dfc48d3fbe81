using CsCheck;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Licences;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>How many match is counted once for all who see the same, and kept by the changes.</summary>
public sealed class ListCountsTests
{
    [Fact]
    public async Task A_count_holds_for_whoever_sees_the_same_and_is_kept_by_the_changes()
    {
        await using var store = await TestStore.CreateAsync();
        var plans = new PlanReader(store.File.ConnectionString);
        var queries = new CustomerQueries(plans, new ListCounts(store.Feed));
        var partner = await store.AddPartnerAsync();
        var north = await store.AddGroupAsync(partner, "North");
        await store.AddCustomersAsync(partner, [new TestCustomer(partner, "Anna").In([north]).Alert(), new TestCustomer(partner, "Bert").Alert(), new TestCustomer(partner, "Cleo")]);
        var (ada, otto) = (await store.AddPersonAsync(partner), await store.AddPersonAsync(partner));
        var grouped = await store.AddPersonAsync(partner, Role.HelpDesk, groups: [north]);

        async Task<(int Matching, int Reads)> ReadAsync(PartnerScope scope, CustomerFilter filter, int start = 0)
        {
            var before = plans.Of("CustomerRows").Count;
            var window = await queries.WindowAsync(scope, filter, NameLanguage.En, store.Today, start, 10, [], TestContext.Current.CancellationToken);
            return (window.Rest, plans.Of("CustomerRows").Count - before);
        }

        Assert.Equal((3, 3), await ReadAsync(ada, new CustomerFilter()));
        Assert.Equal((3, 2), await ReadAsync(otto, new CustomerFilter { Descending = true }, start: 1));
        // Another question, another horizon, another filter that a link does not tell.
        Assert.Equal((2, 3), await ReadAsync(ada, new CustomerFilter { WithAlerts = true }));
        Assert.Equal((1, 3), await ReadAsync(grouped, new CustomerFilter()));
        Assert.Equal((0, 1), await ReadAsync(ada, new CustomerFilter { WithUnprotected = true }));

        await store.AddCustomerAsync(partner, "Dora", customer => customer.In([north]));
        Assert.Equal((4, 2), await ReadAsync(otto, new CustomerFilter()));
        Assert.Equal((2, 2), await ReadAsync(grouped, new CustomerFilter()));
        Assert.Equal((2, 2), await ReadAsync(ada, new CustomerFilter { WithAlerts = true }));

        // More changed than is remembered: counted anew.
        await store.AddCustomersAsync(partner, Enumerable.Range(0, 1001).Select(i => new TestCustomer(partner, $"Customer {i}")));
        Assert.Equal((1005, 3), await ReadAsync(ada, new CustomerFilter()));
    }

    [Fact]
    public async Task Without_a_feed_and_where_changes_were_missed_it_is_counted_anew()
    {
        await using var store = await TestStore.CreateAsync();
        var (partner, cancel) = (await store.AddPartnerAsync(), TestContext.Current.CancellationToken);
        var ada = await store.AddPersonAsync(partner);
        var (alone, late) = (new ListCounts(), new ListCounts());
        foreach (var counts in (ListCounts[])[alone, late])
            Assert.Equal(0, await new CustomerQueries(store.Factory, counts).CountAsync(ada, store.Today, cancel));
        await store.AddCustomerAsync(partner, "Anna");
        // Hears only what comes after.
        store.Feed.Listen(late);
        await store.AddCustomerAsync(partner, "Bert");
        foreach (var counts in (ListCounts[])[alone, late])
            Assert.Equal(2, await new CustomerQueries(store.Factory, counts).CountAsync(ada, store.Today, cancel));
    }

    [Fact]
    public Task Kept_by_the_changes_a_count_is_what_counting_anew_says() =>
        Gen.Select(CustomerGen.Customer.Array[12], CustomerGen.Customer.Array[10], Gen.Select(CustomerGen.Person, CustomerGen.Filter).Array[25]).SampleAsync(async (made, news, asks) =>
        {
            await using var store = await TestStore.CreateAsync(new DateTimeOffset(LicenceGen.Today, new TimeOnly(9, 0), TimeSpan.Zero));
            var partner = await store.AddPartnerAsync();
            var groups = new List<Guid>();
            for (var i = 0; i < CustomerGen.Groups; i++)
                groups.Add(await store.AddGroupAsync(partner, $"Group {i}"));
            var customers = made.Select(m => m.For(partner, groups)).ToList();
            await store.AddCustomersAsync(partner, customers);
            var kept = new CustomerQueries(store.Factory, new ListCounts(store.Feed));
            List<Guid> ids = [.. customers.Select(c => c.Id)];
            await SameAsync();
            for (var i = 0; i < news.Length; i++)
            {
                if (i % 3 == 0)
                    await store.AddCustomersAsync(partner, [news[i].For(partner, groups)]);
                else
                    await BecomeAsync(ids[i], news[i].For(partner, groups).Customer, gone: i % 4 == 3);
                await SameAsync();
            }

            async Task SameAsync()
            {
                foreach (var (eyes, (filter, asked)) in asks)
                {
                    var (scope, full) = (eyes.For(partner, groups, ids), filter with { Groups = [.. asked.Select(i => groups[i])] });
                    Assert.Equal(await RestAsync(store.Queries, scope, full), await RestAsync(kept, scope, full));
                }
            }

            async Task<int> RestAsync(CustomerQueries queries, PartnerScope scope, CustomerFilter filter) =>
                (await queries.WindowAsync(scope, filter, NameLanguage.En, store.Today, 0, 1, [], CancellationToken.None)).Rest;

            Task BecomeAsync(Guid id, Customer other, bool gone) => store.WriteAsync(partner, async write =>
            {
                var customer = await write.CustomerAsync(id, CancellationToken.None);
                (customer.ShowAs, customer.BillingType, customer.PartnerAssistance, customer.UnprotectedDevices) =
                    (other.ShowAs, other.BillingType, other.PartnerAssistance, other.UnprotectedDevices);
                var wanted = other.Groups.Select(member => member.GroupId).ToHashSet();
                customer.Groups.RemoveAll(member => !wanted.Remove(member.GroupId));
                customer.Groups.AddRange(wanted.Select(group => new GroupMember { CustomerId = id, GroupId = group }));
                customer.UnlinkedAt = gone ? write.Now : null;
                write.Journal(JournalKinds.CustomerGroups, id);
            });
        }, iter: 4, threads: 1, print: t => string.Join('\n', t.Item3.Select(ask => $"{ask.Item1} {ask.Item2}")));
}

file static class Asking
{
    public static async Task<int> CountAsync(this CustomerQueries queries, PartnerScope scope, DateOnly today, CancellationToken cancel) =>
        (await queries.WindowAsync(scope, new CustomerFilter(), NameLanguage.En, today, 0, 1, [], cancel)).Rest;
}
