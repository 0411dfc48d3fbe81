using PartnerBlazor.Customers;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>How many match is counted once for all who see the same, and anew as soon as anything changed.</summary>
public sealed class ListCountsTests
{
    [Fact]
    public async Task A_count_holds_for_whoever_sees_the_same_until_something_changes()
    {
        await using var store = await TestStore.CreateAsync();
        var plans = new PlanReader(store.File.ConnectionString);
        var queries = new CustomerQueries(plans);
        var partner = await store.AddPartnerAsync();
        var north = await store.AddGroupAsync(partner, "North");
        await store.AddCustomersAsync(partner, [new TestCustomer(partner, "Anna").In([north]).Alert(), new TestCustomer(partner, "Bert").Alert(), new TestCustomer(partner, "Cleo")]);
        var (ada, otto) = (await store.AddPersonAsync(partner), await store.AddPersonAsync(partner));
        var grouped = await store.AddPersonAsync(partner, PartnerBlazor.Store.Role.HelpDesk, groups: [north]);

        async Task<(int Matching, int Reads)> ReadAsync(PartnerBlazor.Access.PartnerScope scope, CustomerFilter filter, int start = 0)
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

        await store.AddCustomerAsync(partner, "Dora");
        Assert.Equal((4, 3), await ReadAsync(otto, new CustomerFilter()));
        Assert.Equal((4, 2), await ReadAsync(ada, new CustomerFilter()));
    }
}
