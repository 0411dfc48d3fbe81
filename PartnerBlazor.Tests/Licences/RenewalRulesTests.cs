using CsCheck;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Licences;

/// <summary>Which licence renews which: examples at the edges, and what holds for any licences.</summary>
public sealed class RenewalRulesTests
{
    private static readonly DateOnly s_end = new(2026, 6, 30);
    private static readonly Gen<Licence[]> s_licences = LicenceGen.Any.Array[0, 6];

    [Theory]
    [InlineData(1, 365, true)]
    [InlineData(2, 365, false)]
    [InlineData(-30, 365, true)]
    [InlineData(-31, 365, false)]
    [InlineData(-10, 1, true)]
    [InlineData(-10, 0, false)]
    [InlineData(-10, null, true)]
    public void It_starts_around_the_end_and_ends_later(int start, int? end, bool renews) =>
        Assert.Equal(renews, RenewalRules.Renews(Of(start, end), Of(-365, 0)));

    [Fact]
    public void It_starts_after_the_other_began() =>
        Assert.False(RenewalRules.Renews(Of(-5, 365), Of(-5, 0)));

    [Theory]
    [InlineData("other", LicenceType.Term, false, false)]
    [InlineData("", LicenceType.Term, false, false)]
    [InlineData("p", LicenceType.Trial, false, false)]
    [InlineData("p", LicenceType.Term, true, false)]
    [InlineData("p", LicenceType.Term, false, true)]
    public void It_is_the_same_product_and_kind_and_not_withdrawn(string code, LicenceType type, bool revoked, bool renews)
    {
        var later = Of(1, 365);
        (later.ProductCode, later.Type, later.Revoked) = (code, type, revoked);
        Assert.Equal(renews, RenewalRules.Renews(later, Of(-365, 0)));
        var earlier = Of(-365, 0);
        (earlier.ProductCode, earlier.Type, earlier.Revoked) = (code, type, revoked);
        Assert.Equal(renews, RenewalRules.Renews(Of(1, 365), earlier));
    }

    [Fact]
    public void Without_a_product_code_nothing_says_that_two_are_the_same()
    {
        var (later, earlier) = (Of(1, 365), Of(-365, 0));
        (later.ProductCode, earlier.ProductCode) = ("", "");
        Assert.False(RenewalRules.Renews(later, earlier));
    }

    [Fact]
    public void Another_customers_licence_renews_nothing()
    {
        var other = Of(1, 365);
        other.CustomerId = Guid.NewGuid();
        Assert.False(RenewalRules.Renews(other, Of(-365, 0)));
    }

    [Fact]
    public void Of_several_the_first_to_start_counts() =>
        Assert.Equal(s_end.AddDays(-3), RenewalRules.ReplacedFrom(Of(-365, 0), [Of(1, 365), Of(-3, 365), Of(-3, 400), Of(-60, 500)]));

    [Fact]
    public void Nothing_renews_itself_and_no_two_renew_each_other() => s_licences.Sample(licences =>
    {
        foreach (var one in licences)
        {
            Assert.False(RenewalRules.Renews(one, one));
            foreach (var other in licences)
                Assert.False(RenewalRules.Renews(one, other) && RenewalRules.Renews(other, one));
        }
    }, iter: 5_000, print: LicenceGen.Print);

    [Fact]
    public void What_is_renewed_has_a_renewal_that_follows_without_a_gap_and_in_whatever_order_they_stand() => s_licences.Sample(licences =>
    {
        foreach (var licence in licences)
        {
            var from = RenewalRules.ReplacedFrom(licence, licences);
            Assert.Equal(from, RenewalRules.ReplacedFrom(licence, licences.Reverse()));
            Assert.Equal(from is null, !licences.Any(other => RenewalRules.Renews(other, licence)));
            if (from is null)
                continue;
            Assert.InRange(from.Value.DayNumber, licence.EndDate!.Value.DayNumber - RenewalRules.EarliestDays, licence.EndDate.Value.DayNumber + 1);
            Assert.Contains(licences, other => other.StartDate == from && other.StartDate > licence.StartDate && !(other.EndDate <= licence.EndDate));
        }
    }, iter: 5_000, print: LicenceGen.Print);

    // Days from the end of the licence that is renewed.
    private static Licence Of(int start, int? end) => new()
    {
        ProductCode = "P",
        ProductName = "Product",
        Type = LicenceType.Term,
        StartDate = s_end.AddDays(start),
        EndDate = end is { } days ? s_end.AddDays(days) : null,
    };
}
