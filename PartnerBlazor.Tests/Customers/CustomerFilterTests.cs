using CsCheck;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Customers;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Licences;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>The list's query against the same rules in memory: who is in, in what order, window by window.</summary>
public sealed class CustomerFilterTests
{
    private static readonly DateTimeOffset s_now = new(LicenceGen.Today, new TimeOnly(9, 0), TimeSpan.Zero);

    [Fact]
    public Task The_query_lets_through_what_the_matcher_and_the_scope_let_through() =>
        Gen.Select(CustomerGen.Customer.Array[60], Gen.Select(CustomerGen.Person, CustomerGen.Filter).Array[150]).SampleAsync(async (made, asks) =>
        {
            await using var store = await TestStore.CreateAsync(s_now);
            var estate = await Estate.MakeAsync(store, made);
            foreach (var (eyes, (filter, groups)) in asks)
            {
                var scope = eyes.For(estate.Partner, estate.Groups, estate.Ids);
                var asked = filter with { Groups = [.. groups.Select(i => estate.Groups[i])] };
                var matcher = new CustomerMatcher(asked.For(scope), store.Today);
                var expected = estate.Rows.Where(scope.Sees).Where(matcher.Matches).Select(r => r.Id).Order().ToList();
                var window = await store.Queries.WindowAsync(scope, asked, NameLanguage.En, store.Today, 0, 1000, [], CancellationToken.None);
                Assert.Equal(expected, window.Rows.Select(r => r.Id).Order());
                Assert.Equal(expected.Count, window.Rest);
                // As it is done where words and values are common.
                var many = await new CustomerQueries(store.Factory) { Few = 0 }.WindowAsync(scope, asked, NameLanguage.En, store.Today, 0, 1000, [], CancellationToken.None);
                Assert.Equal(window.Rows.Select(r => r.Id), many.Rows.Select(r => r.Id));
                // What stands on screen is left out, and no place is lost by it.
                var kept = window.Rows.Where((_, i) => i % 3 == 1).Select(r => r.Id).Append(Guid.NewGuid()).ToList();
                var rest = await store.Queries.WindowAsync(scope, asked, NameLanguage.En, store.Today, 1, 1000, kept, CancellationToken.None);
                Assert.Equal(window.Rows.Select(r => r.Id).Except(kept).Skip(1), rest.Rows.Select(r => r.Id));
                Assert.Equal(expected.Count - kept.Count + 1, rest.Rest);
                Assert.Equal(expected, (await store.Queries.IdsAsync(scope, asked, store.Today, CancellationToken.None)).Order());
            }
        }, iter: 4, threads: 1, print: t => string.Join('\n', t.Item2.Select(ask => $"{ask.Item1} {ask.Item2}")));

    [Fact]
    public Task Every_order_is_right_and_total_in_both_directions_and_languages() =>
        CustomerGen.Customer.Array[60].SampleAsync(async made =>
        {
            await using var store = await TestStore.CreateAsync(s_now);
            var estate = await Estate.MakeAsync(store, made);
            var scope = CustomerGen.Person.Where(p => p is { Role: Role.SuperAdmin, FlexConnect: true }).Single().For(estate.Partner, estate.Groups, estate.Ids);
            foreach (var language in Enum.GetValues<NameLanguage>())
                foreach (var sort in Enum.GetValues<CustomerSort>())
                    foreach (var down in (bool[])[false, true])
                    {
                        var filter = new CustomerFilter { Sort = sort, Descending = down };
                        var whole = await store.Queries.WindowAsync(scope, filter, language, store.Today, 0, 1000, [], CancellationToken.None);
                        var order = new InOrder(sort, down, language, estate);
                        Assert.Equal(made.Length, whole.Rows.Count);
                        Assert.All(whole.Rows.Zip(whole.Rows.Skip(1)), pair =>
                            Assert.True(order.Compare(pair.First, pair.Second) < 0, $"{sort} {down} {language}: {pair.First.DisplayName} before {pair.Second.DisplayName}"));
                        // Windows of seven put together are the whole, each row once; also as it is done where values are common.
                        foreach (var queries in (CustomerQueries[])[store.Queries, new CustomerQueries(store.Factory) { Few = 0 }])
                        {
                            List<Guid> pieces = [];
                            for (var start = 0; start < made.Length; start += 7)
                                pieces.AddRange((await queries.WindowAsync(scope, filter, language, store.Today, start, 7, [], CancellationToken.None)).Rows.Select(r => r.Id));
                            Assert.Equal(whole.Rows.Select(r => r.Id), pieces);
                        }
                        Assert.Equal(estate.AsOf, whole.AsOf);
                    }
        }, iter: 2, threads: 1);

    [Fact]
    public async Task Without_the_right_to_see_alerts_nothing_is_filtered_or_sorted_by_them()
    {
        await using var store = await TestStore.CreateAsync();
        var partner = await store.AddPartnerAsync();
        await store.AddCustomersAsync(partner, [new TestCustomer(partner, "A").Alert(), new TestCustomer(partner, "B"), new TestCustomer(partner, "C").Alert()]);
        var scope = await store.AddPersonAsync(partner, Role.BusinessAdmin);
        var window = await store.Queries.WindowAsync(scope, new CustomerFilter { WithAlerts = true, Sort = CustomerSort.Alerts },
            NameLanguage.En, store.Today, 0, 10, [], TestContext.Current.CancellationToken);
        Assert.Equal(["A", "B", "C"], window.Rows.Select(r => r.DisplayName));
    }

    [Fact]
    public async Task The_stored_row_is_what_the_projector_builds_from_the_records()
    {
        await using var store = await TestStore.CreateAsync();
        var partner = await store.AddPartnerAsync();
        var id = await store.AddCustomerAsync(partner, "Orig", customer =>
        {
            customer.Customer.ShowAs = "Shown";
            customer.Formerly("Before").Licence(l => l.EndDate = store.Today.AddDays(5)).Licence(l => (l.Category, l.EndDate) = (LicenceCategory.Email, store.Today.AddDays(-5)))
                .Alert(a => a.Severity = AlertSeverity.High).Alert(a => a.State = AlertState.Acknowledged).Alert(a => a.State = AlertState.Resolved).Alert(a => a.State = AlertState.Snoozed);
        });
        await using var db = store.Db();
        var row = await db.CustomerRows.SingleAsync(r => r.Id == id, TestContext.Current.CancellationToken);
        Assert.Equal(("Shown", "Orig", 1, 1, 0), (row.DisplayName, row.Name, row.AlertsHigh, row.AlertsMedium, row.AlertsLow));
        Assert.Equal([LicenceState.Expiring, LicenceState.Grace], row.Covers.Select(c => c.State));
        Assert.Equal(store.Today.AddDays(5), row.NextExpiry);
        Assert.Equal(["Before"], row.Fields.FormerNames);
    }

    /// <summary>A partner's random customers in a store, beside another partner's.</summary>
    private sealed record Estate(int Partner, IReadOnlyList<Guid> Groups, IReadOnlyList<Guid> Ids, IReadOnlyList<CustomerRow> Rows, IReadOnlyDictionary<Guid, DateTime> AsOf, IReadOnlyDictionary<Guid, double> Shares)
    {
        public static async Task<Estate> MakeAsync(TestStore store, IReadOnlyList<CustomerGen.Made> made)
        {
            var (partner, other) = (await store.AddPartnerAsync(), await store.AddPartnerAsync());
            var (groups, others) = (new List<Guid>(), new List<Guid>());
            for (var i = 0; i < CustomerGen.Groups; i++)
            {
                groups.Add(await store.AddGroupAsync(partner, $"Group {i}"));
                others.Add(await store.AddGroupAsync(other, $"Group {i}"));
            }
            await store.AddCustomersAsync(other, made.Take(10).Select(m => m.For(other, others)));
            var customers = made.Select(m => m.For(partner, groups)).ToList();
            await store.AddCustomersAsync(partner, customers);
            var asOf = customers.Zip(made).Where(c => c.Second.AsOf is not null)
                .ToDictionary(c => c.First.Id, c => s_now.UtcDateTime.AddMinutes(-c.Second.AsOf!.Value));
            await store.Store.WriteAsideAsync(db =>
            {
                db.AddRange(asOf.Select(a => new CustomerAsOf { CustomerId = a.Key, PartnerId = partner, At = a.Value }));
                return Task.CompletedTask;
            });
            await using var look = store.Db();
            return new Estate(partner, groups, [.. customers.Select(c => c.Id)], await look.CustomerRows.AsNoTracking().ToListAsync(), asOf,
                customers.Select(c => (c.Id, Share: c.Licences.Select(l => ShareOf(l, store.Today)).Max())).Where(c => c.Share is not null).ToDictionary(c => c.Id, c => c.Share!.Value));
        }

        private static double? ShareOf(Licence licence, DateOnly today) =>
            LicenceRules.IsRunning(LicenceRules.StateOf(licence, today)) && !LicenceRules.IsReplaced(licence, today)
                ? (double?)licence.Usage / (licence.Quantity is { } limit ? Math.Max(1, limit) : null)
                : null;
    }

    /// <summary>The orders of SPEC §3, written a second time: the column, then the name as the language orders it, then the id.</summary>
    private sealed class InOrder(CustomerSort sort, bool down, NameLanguage language, Estate estate) : IComparer<CustomerRow>
    {
        private readonly StringComparer _names = StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo(language == NameLanguage.Fr ? "fr" : "en"), false);

        public int Compare(CustomerRow? x, CustomerRow? y)
        {
            var byName = _names.Compare(x!.DisplayName, y!.DisplayName);
            var byId = string.CompareOrdinal(x.Id.ToString().ToUpperInvariant(), y.Id.ToString().ToUpperInvariant());
            if (sort == CustomerSort.Name)
                return Turned(byName != 0 ? byName : byId);
            // Whatever the direction, those without an expiry, or without a limit, come last.
            var byColumn = Lacks(x) || Lacks(y) ? Lacks(x).CompareTo(Lacks(y)) : Turned(Column(x).CompareTo(Column(y)));
            return byColumn != 0 ? byColumn : byName != 0 ? byName : byId;
        }

        private int Turned(int order) => down ? -order : order;

        private bool Lacks(CustomerRow row) =>
            (sort == CustomerSort.Expiry && row.NextExpiry is null) || (sort == CustomerSort.Usage && !estate.Shares.ContainsKey(row.Id));

        private double Column(CustomerRow row) => sort switch
        {
            CustomerSort.Billing => (int)row.BillingType,
            CustomerSort.Licences => row.WorstCover,
            CustomerSort.Expiry => row.NextExpiry!.Value.DayNumber,
            CustomerSort.Assistance => (int)row.Assistance,
            CustomerSort.Alerts => row.AlertsHigh * 10_000 + row.AlertsMedium * 100 + row.AlertsLow,
            CustomerSort.AsOf => estate.AsOf.TryGetValue(row.Id, out var at) ? at.Ticks : 0,
            CustomerSort.Usage => estate.Shares[row.Id],
            _ => throw new ArgumentOutOfRangeException(nameof(row), sort, "Not a column."),
        };
    }
}
