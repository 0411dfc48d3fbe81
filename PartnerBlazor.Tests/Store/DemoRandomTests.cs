using PartnerBlazor.Store.Demo;

namespace PartnerBlazor.Tests.Store;

/// <summary>Every demo customer has its own chance, and ids of its own also where that chance is another's too.</summary>
public sealed class DemoRandomTests
{
    [Fact]
    public void Three_hundred_thousand_customers_and_what_they_have_are_told_apart()
    {
        const int count = 300_000;
        var (alike, customers, licences) = (new HashSet<Guid>(), new HashSet<Guid>(), new HashSet<Guid>());
        for (var i = 0; i < count; i++)
        {
            alike.Add(DemoRandom.Of(2026, 1, i).Guid());
            var random = DemoRandom.Of(2026, 1, i);
            var customer = random.Id(i);
            customers.Add(customer);
            licences.Add(random.Id(customer));
        }
        // Some do draw the same.
        Assert.InRange(alike.Count, 1, count - 1);
        Assert.Equal((count, count), (customers.Count, licences.Count));
    }
}
