using PartnerBlazor.Access;
using PartnerBlazor.Accounts.Usage;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>
/// However many customers there are, every read of the list goes by the index that was made for it: nothing is gone through row by row, and
/// where an index has the order nothing is sorted.
/// </summary>
public sealed class CustomerListPlanTests : IAsyncLifetime
{
    private const string Sorted = "USE TEMP B-TREE";

    // By the index alone; or, of the few rows between the first and the last value of a window, by the rows it leads to.
    private const string InIndex = @"^SEARCH CustomerRows USING (COVERING INDEX IX_List_\w+ \(PartnerId=\?|INDEX IX_List_\w+ \(PartnerId=\? AND \w+>\? AND \w+<\?)";

    private TestStore _store = null!;
    private PlanReader _plans = null!;
    private CustomerQueries _queries = null!;
    private PartnerScope _all = null!;
    private PartnerScope _grouped = null!;
    private PartnerScope _chosen = null!;
    private Guid _group;
    private Guid _anna;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _plans = new PlanReader(_store.File.ConnectionString);
        // So few customers would be sorted; a hundred thousand are not.
        _queries = new CustomerQueries(_plans) { Few = 0 };
        var partner = await _store.AddPartnerAsync();
        _group = await _store.AddGroupAsync(partner, "North");
        TestCustomer[] made = [.. Enumerable.Range(0, 5).Select(i => new TestCustomer(partner, $"Anna {i}").In([_group]).Licence(l => (l.Usage, l.EndDate) = (i, _store.Today.AddDays(40 + i))))];
        for (var i = 0; i < made.Length; i++)
        {
            (made[i].Customer.BillingType, made[i].Customer.PartnerAssistance) = ((BillingType)(i % 4), i < 2 ? (PartnerAssistance)i : PartnerAssistance.On);
            for (var alerts = 0; alerts < i; alerts++)
                made[i].Alert();
        }
        await _store.AddCustomersAsync(partner, made);
        await _store.Store.WriteAsideAsync(db =>
        {
            db.AddRange(made.Skip(1).Select((c, i) => new CustomerAsOf { CustomerId = c.Id, PartnerId = partner, At = TestStore.Start.UtcDateTime.AddMinutes(-i) }));
            return Task.CompletedTask;
        });
        _anna = made[0].Id;
        _all = await _store.AddPersonAsync(partner);
        _grouped = await _store.AddPersonAsync(partner, Role.HelpDesk, groups: [_group]);
        _chosen = await _store.AddPersonAsync(partner, Role.HelpDesk, customers: [_anna]);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    public static TheoryData<CustomerSort, bool, NameLanguage> Orders()
    {
        var orders = new TheoryData<CustomerSort, bool, NameLanguage>();
        foreach (var sort in Enum.GetValues<CustomerSort>())
            foreach (var down in (bool[])[false, true])
                foreach (var language in Enum.GetValues<NameLanguage>())
                    orders.Add(sort, down, language);
        return orders;
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Every_order_is_read_off_indexes_alone(CustomerSort sort, bool down, NameLanguage language)
    {
        // From the top, and backwards from the end.
        foreach (var start in (int[])[0, 3])
        {
            var plans = await PlansAsync(_all, new CustomerFilter { Sort = sort, Descending = down }, language, start);
            // Between the first and the last value of a window stand no more rows than it has; those are sorted.
            foreach (var plan in plans.Where(plan => plan.Contains(Sorted, StringComparison.Ordinal)))
                Assert.Matches(@"^SEARCH CustomerRows USING INDEX IX_List_\w+ \(PartnerId=\? AND (\w+>\? AND \w+<\?|<expr>>\? AND <expr><\?)\)\nUSE TEMP B-TREE FOR (RIGHT PART OF|LAST 2 TERMS OF) ORDER BY$", plan);
            Assert.All(plans.Where(plan => !plan.Contains(Sorted, StringComparison.Ordinal)), plan => Assert.Matches(@"^SEARCH CustomerRows USING COVERING INDEX IX_List_\w+ \(PartnerId=\?", plan));
            Assert.Contains(plans, plan => plan.Contains($"IX_List_Name{language} ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("billing=Term")]
    [InlineData("state=Active&category=Endpoint")]
    [InlineData("assistance=On")]
    [InlineData("expires=30")]
    [InlineData("alerts=1")]
    [InlineData("billing=Term&state=Active&assistance=On&expires=300&alerts=1")]
    public async Task Every_filter_is_tested_in_the_index(string link)
    {
        foreach (var sort in (CustomerSort[])[CustomerSort.Name, CustomerSort.Usage])
            await FoundInIndexesAsync(CustomerLink.Parse($"?{link}").Filter with { Sort = sort });
    }

    [Fact]
    public async Task So_are_the_filter_of_the_usage_page_and_what_exists_without_MSP_Flex_Connect()
    {
        await FoundInIndexesAsync(new CustomerFilter { WithUnprotected = true, Sort = CustomerSort.Usage });
        _all = _all with { MspFlexConnect = false };
        await FoundInIndexesAsync(new CustomerFilter { Sort = CustomerSort.Expiry });
        await new UsageQueries(_plans).WindowAsync(_all, new UsageFilter { ByUsage = true, Unprotected = true }, NameLanguage.En, _store.Today, 0, 10, Cancel);
        Assert.All(_plans.Of("CustomerRows"), plan => Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Groups_are_tested_in_the_index_and_only_for_who_sees_single_customers_another_order_than_by_name_is_sorted()
    {
        foreach (var (scope, groups) in ((PartnerScope, Guid[])[])[(_all, [_group]), (_grouped, []), (_chosen, [])])
        {
            var byName = await PlansAsync(scope, new CustomerFilter { Groups = groups });
            Assert.All(byName, plan => Assert.Matches(@"^SEARCH CustomerRows USING COVERING INDEX IX_List_\w+ \(PartnerId=\?\)$", plan));
            var bySort = await PlansAsync(scope, new CustomerFilter { Groups = groups, Sort = CustomerSort.Assistance });
            Assert.All(bySort, plan => Assert.Matches(InIndex, plan));
            Assert.Equal(scope == _chosen, bySort.Any(plan => plan.Contains("IX_List_NameEn (PartnerId=?)\nUSE TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_common_word_is_met_on_the_way_down_the_names_and_its_customers_are_counted_by_number()
    {
        var plans = await PlansAsync(_all, new CustomerFilter { Search = "anna" });
        Assert.Equal(2, plans.Count);
        Assert.StartsWith("SEARCH CustomerRows USING COVERING INDEX IX_List_RowNo (RowNo=? AND PartnerId=?)", plans[0], StringComparison.Ordinal);
        Assert.Contains("CustomerSearch VIRTUAL TABLE", plans[0], StringComparison.Ordinal);
        // The first few hundred names are looked at themselves.
        Assert.Contains("SEARCH CustomerRows USING INDEX IX_List_NameEn (PartnerId=?)", plans[1], StringComparison.Ordinal);

        // Further down, the index of the search says who has it.
        plans = await PlansAsync(_all, new CustomerFilter { Search = "anna" }, start: 1);
        Assert.StartsWith("SEARCH CustomerRows USING COVERING INDEX IX_List_NameEn (PartnerId=?)", plans[^1], StringComparison.Ordinal);
        Assert.Contains("CustomerSearch VIRTUAL TABLE", plans[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(Sorted, plans[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("an")]
    [InlineData("a")]
    [InlineData("anna 3")]
    [InlineData("nobody")]
    public async Task A_rare_word_leads_to_its_customers_which_are_sorted(string word)
    {
        _queries = new CustomerQueries(_plans);
        // From the top by name, the first names are looked at before.
        foreach (var (sort, start) in ((CustomerSort, int)[])[(CustomerSort.Name, 1), (CustomerSort.Expiry, 0)])
            Assert.All(await PlansAsync(_all, new CustomerFilter { Search = word, Sort = sort }, start: start, found: word != "nobody" && (start == 0 || word != "anna 3")), plan =>
                Assert.Matches(@"^SEARCH CustomerRows USING (COVERING INDEX IX_List_RowNo \(RowNo=\? AND PartnerId=\?\)|INTEGER PRIMARY KEY \(rowid=\?\))\nLIST SUBQUERY", plan));
    }

    [Fact]
    public async Task What_is_counted_caught_up_with_and_chosen_is_read_off_indexes()
    {
        await _queries.TallyAsync(_all, Cancel);
        Assert.Equal("SEARCH CustomerRows USING COVERING INDEX IX_List_Billing (PartnerId=?)", Assert.Single(_plans.Of("CustomerRows")));
        await _queries.TallyAsync(_grouped, Cancel);
        Assert.Equal("SEARCH CustomerRows USING COVERING INDEX IX_List_Billing (PartnerId=?)", _plans.Of("CustomerRows")[^1]);

        await _queries.IdsAsync(_all, new CustomerFilter { WithAlerts = true }, _store.Today, Cancel);
        Assert.Equal("SEARCH CustomerRows USING COVERING INDEX IX_List_NameEn (PartnerId=?)", _plans.Of("CustomerRows")[^1]);

        var before = _plans.Of("CustomerRows").Count;
        await new CatchUpQueries(_plans).ReadAsync(_all, new CustomerFilter { WithAlerts = true }, _store.Today, new Dictionary<Guid, long> { [_anna] = 0 }, Cancel);
        Assert.Collection(_plans.Of("CustomerRows").Skip(before),
            shown => Assert.StartsWith("SEARCH c USING INDEX IX_CustomerRows_Id (Id=?)", shown, StringComparison.Ordinal),
            elsewhere => Assert.Equal("SEARCH CustomerRows USING COVERING INDEX IX_List_Assistance (PartnerId=?)", elsewhere),
            ofShown => Assert.StartsWith("SEARCH c USING INDEX IX_CustomerRows_Id (Id=?)", ofShown, StringComparison.Ordinal));
    }

    private async Task FoundInIndexesAsync(CustomerFilter filter) =>
        Assert.All(await PlansAsync(_all, filter, found: false), plan => Assert.Matches(InIndex, plan));

    /// <summary>The plans of a window's reads, but for the last: that reads the rows it found, by their numbers.</summary>
    private async Task<IReadOnlyList<string>> PlansAsync(PartnerScope scope, CustomerFilter filter, NameLanguage language = NameLanguage.En, int start = 0, bool found = true)
    {
        var before = _plans.Of("CustomerRows").Count;
        var window = await _queries.WindowAsync(scope, filter, language, _store.Today, start, 30, [], Cancel);
        if (found)
            Assert.NotEmpty(window.Rows);
        var plans = _plans.Of("CustomerRows").Skip(before).ToList();
        if (window.Rows.Count == 0)
            return plans;
        Assert.Equal("SEARCH c USING INTEGER PRIMARY KEY (rowid=?)", plans[^1]);
        return plans[..^1];
    }
}
