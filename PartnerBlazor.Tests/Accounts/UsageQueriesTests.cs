using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts.Usage;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>Whose usage is managed, who sees it, in what order, and what a link to it says.</summary>
public sealed class UsageQueriesTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private UsageQueries _queries = null!;
    private int _partner;
    private Guid _group;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _queries = new UsageQueries(_store.Factory);
        _partner = await _store.AddPartnerAsync();
        _group = await _store.AddGroupAsync(_partner, "North");
        await _store.AddCustomersAsync(_partner,
        [
            Made("Full", c => c.Licence(l => l.Usage = 10)),
            Made("Many over", c => c.In(_group).Licence(l => (l.Quantity, l.Usage) = (100, 120)).Licence(l => (l.Category, l.Usage) = (LicenceCategory.Email, 1))),
            Made("Few over", c => c.Licence(l => (l.Quantity, l.Usage) = (2, 4)), BillingType.Usage),
            Made("Order", c => c.Licence(l => l.Usage = 3).Managed()),
            Made("Unlimited", c => c.Licence(l => l.Quantity = null)),
            // More than it has, but it runs no more, or counts no more.
            Made("Was over", c => c.Licence(l => (l.Usage, l.EndDate) = (900, new DateOnly(2026, 6, 1))).Licence(l => (l.Usage, l.ReplacedFrom) = (800, new DateOnly(2026, 6, 1)))),
            Made("Trial", c => c.Licence(l => (l.Type, l.Usage) = (LicenceType.Trial, 99)), BillingType.Trial),
            Made("Open", c => c.Customer.UnprotectedDevices = 3),
            Made("Shut", c => (c.Customer.UnprotectedDevices, c.Customer.PartnerAssistance) = (3, PartnerAssistance.Off)),
        ]);
        var other = await _store.AddPartnerAsync();
        await _store.AddCustomerAsync(other, "Another partner’s");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_download_under_way_ends_with_the_scope_it_was_for()
    {
        await _store.AddCustomersAsync(_partner, Enumerable.Range(0, Ids.Batch + 1).Select(i => new TestCustomer(_partner, $"Many {i:D4}").In(_group)));
        var scoped = await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [_group]);
        var read = 0;
        await foreach (var usage in _queries.AllAsync(scoped, UsageLink.Parse("").Filter, NameLanguage.En, _store.Today, TestContext.Current.CancellationToken))
            if (read++ == 0)
                await _store.WriteAsync(_partner, async write =>
                {
                    (await write.Db.People.Include(p => p.Groups).SingleAsync(p => p.Id == scoped.PersonId)).Groups.Clear();
                    write.JournalOther(JournalKinds.PersonChanged, scoped.PersonId);
                });
        Assert.Equal(Ids.Batch, read);
    }

    [Fact]
    public async Task A_cache_that_is_full_answers_for_known_and_new_customers_together()
    {
        await using var db = _store.Db();
        var rows = await db.CustomerRows.AsNoTracking().OrderBy(r => r.RowNo).Take(3).ToListAsync(TestContext.Current.CancellationToken);
        var shared = new UsageLicences(new UsageQueries(_store.Factory), most: 1);
        await shared.OfAsync([.. rows.Take(2)], TestContext.Current.CancellationToken);
        var all = await shared.OfAsync([.. rows.Skip(1)], TestContext.Current.CancellationToken);
        Assert.Equal(rows.Skip(1).Select(row => row.Id).Order(), all.Keys.Order());
    }

    [Fact]
    public async Task Termed_monthly_and_order_customers_are_there_and_no_trial() =>
        Assert.Equal(["Few over", "Full", "Many over", "Open", "Order", "Shut", "Unlimited", "Was over"], await NamesAsync(new()));

    [Fact]
    public async Task The_fullest_come_first_and_those_nothing_limits_last()
    {
        string[] unlimited = ["Open", "Shut", "Unlimited", "Was over"];
        Assert.Equal(["Few over", "Many over", "Full", "Order", .. unlimited], await NamesAsync(new() { ByUsage = true, Descending = true }));
        Assert.Equal(["Order", "Full", "Many over", "Few over", .. unlimited], await NamesAsync(new() { ByUsage = true }));
        Assert.Equal("Was over", (await NamesAsync(new() { Descending = true }))[0]);
    }

    [Fact]
    public async Task Filters_hold_together()
    {
        Assert.Equal(["Few over", "Many over"], await NamesAsync(new() { OverUsed = true }));
        Assert.Equal(["Few over"], await NamesAsync(new() { OverUsed = true, Billing = [BillingType.Usage] }));
        Assert.Equal(["Order"], await NamesAsync(new() { Billing = [BillingType.Ordered] }));
        Assert.Equal(["Many over"], await NamesAsync(new() { Search = "many" }));
        // Of whom lets nobody look, nothing is told.
        Assert.Equal(["Open"], await NamesAsync(new() { Unprotected = true }));
    }

    [Fact]
    public async Task Nobody_sees_more_than_their_scope_and_programmes()
    {
        Assert.Equal(["Many over"], await NamesAsync(new(), await _store.AddPersonAsync(_partner, Role.HelpDesk, groups: [_group])));
        Assert.Empty(await NamesAsync(new(), await _store.AddPersonAsync(_partner, Role.ReadOnly, groups: [])));
        var all = await _store.AddPersonAsync(_partner);
        Assert.DoesNotContain("Order", await NamesAsync(new(), all with { MspFlexConnect = false }));
        Assert.Empty(await NamesAsync(new() { Billing = [BillingType.Ordered] }, all with { MspFlexConnect = false }));
    }

    [Fact]
    public async Task A_page_has_the_licences_of_its_customers_only()
    {
        var window = await _queries.WindowAsync(await _store.AddPersonAsync(_partner), new(), NameLanguage.En, _store.Today, 2, 2, TestContext.Current.CancellationToken);
        Assert.Equal(["Many over", "Open"], window.Customers.Rows.Select(row => row.DisplayName));
        Assert.Equal(8, window.Customers.Rest);
        Assert.Equal([(window.Customers.Rows[0].Id, 2)], window.Licences.Select(licences => (licences.Key, licences.Count())));
    }

    [Fact]
    public void Only_what_counts_or_may_count_again_is_shown_and_over_use_is_what_is_beyond_a_known_limit()
    {
        Licence Of(Action<Licence> with) => new TestCustomer(1, "x").Licence(with).Licences[0];
        var today = _store.Today;
        Assert.True(UsageRules.Shows(Of(l => l.EndDate = today.AddDays(-59)), today));
        Assert.False(UsageRules.Shows(Of(l => l.EndDate = today.AddDays(-60)), today));
        Assert.True(UsageRules.Shows(Of(l => l.ReplacedFrom = today.AddDays(1)), today));
        Assert.False(UsageRules.Shows(Of(l => l.ReplacedFrom = today), today));
        Assert.False(UsageRules.Shows(Of(l => l.Revoked = true), today));
        Assert.Equal([2, 0, 0, 0], new[] { Of(l => l.Usage = 12), Of(l => l.Usage = 10), Of(l => l.Usage = null), Of(l => l.Quantity = null) }.Select(UsageRules.Over));
    }

    [Theory]
    [InlineData("", "/usage")]
    [InlineData("?q=caf%C3%A9&billing=usage,term&over=1&unprotected=1&sort=-usage&page=3", "/usage?q=caf%C3%A9&billing=term,usage&over=1&unprotected=1&sort=-usage&page=3")]
    [InlineData("?sort=usage", "/usage?sort=usage")]
    [InlineData("?sort=-name", "/usage?sort=-name")]
    // What is wrong is left out; trials are no managed usage.
    [InlineData("?billing=trial,nonsense&over=yes&sort=-&page=-2", "/usage")]
    public void A_link_says_what_is_shown(string query, string address) => Assert.Equal(address, UsageLink.Parse(query).ToString());

    [Fact]
    public void The_download_is_of_all_pages() => Assert.Equal("/usage.csv?over=1", UsageLink.Parse("?over=1&page=3").Download);

    private TestCustomer Made(string name, Action<TestCustomer> with, BillingType billing = BillingType.Term)
    {
        var customer = new TestCustomer(_partner, name);
        customer.Customer.BillingType = billing;
        with(customer);
        return customer;
    }

    private async Task<IReadOnlyList<string>> NamesAsync(UsageFilter filter, PartnerScope? scope = null)
    {
        scope ??= await _store.AddPersonAsync(_partner);
        var window = await _queries.WindowAsync(scope, filter, NameLanguage.En, _store.Today, 0, 100, TestContext.Current.CancellationToken);
        Assert.Equal(window.Customers.Rows.Count, window.Customers.Rest);
        var all = new List<string>();
        await foreach (var (row, _) in _queries.AllAsync(scope, filter, NameLanguage.En, _store.Today, TestContext.Current.CancellationToken))
            all.Add(row.DisplayName);
        var names = window.Customers.Rows.Select(row => row.DisplayName).ToList();
        // The download says the same as the page.
        Assert.Equal(names, all);
        return names;
    }
}
