using PartnerBlazor.Customers;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>A change of the groups is read once, however many sessions are told of it.</summary>
public sealed class PartnerGroupsTests
{
    [Fact]
    public async Task A_change_is_read_once_for_all_and_the_next_one_anew()
    {
        await using var store = await TestStore.CreateAsync();
        var scope = await store.AddPersonAsync(await store.AddPartnerAsync());
        var reads = new TestReads(store.Factory);
        var groups = new PartnerGroups(new CustomerQueries(reads));
        var first = await store.AddGroupAsync(scope.PartnerId, "First");

        Assert.Equal([first], (await groups.AfterAsync(scope, 5)).Keys);
        Assert.Equal([first], (await groups.AfterAsync(scope, 5)).Keys);
        Assert.Equal(1, reads.Count);

        await store.AddGroupAsync(scope.PartnerId, "Second");
        Assert.Equal(2, (await groups.AfterAsync(scope, 6)).Count);
        // Who was told of the older change only gets what is newer.
        Assert.Equal(2, (await groups.AfterAsync(scope, 5)).Count);
        Assert.Equal(2, reads.Count);
    }

    [Fact]
    public async Task A_read_that_failed_is_tried_again()
    {
        await using var store = await TestStore.CreateAsync();
        var scope = await store.AddPersonAsync(await store.AddPartnerAsync());
        var reads = new TestReads(store.Factory) { Fail = true };
        var groups = new PartnerGroups(new CustomerQueries(reads));

        await Assert.ThrowsAsync<IOException>(() => groups.AfterAsync(scope, 5));
        reads.Fail = false;

        Assert.Empty(await groups.AfterAsync(scope, 5));
    }
}
