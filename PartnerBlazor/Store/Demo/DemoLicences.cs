using Bogus;

namespace PartnerBlazor.Store.Demo;

/// <summary>Draws the licences of one customer. All days count from the seeding day.</summary>
internal sealed class DemoLicences(Randomizer random, Customer customer, DateOnly today)
{
    private const int TrialDays = 30;
    private readonly List<Licence> _licences = [];

    /// <summary>The licences that tell the story, the first one leading, the others calm.</summary>
    /// <param name="story">What is going on.</param>
    /// <param name="lead">Category of the first licence; null: any.</param>
    public IReadOnlyList<Licence> Draw(Story story, LicenceCategory? lead)
    {
        if (story == Story.NotActivated && random.Percent(70))
            return [];
        var products = Choose(lead);
        Lead(story, products[0]);
        foreach (var product in products.Skip(1))
            Other(story, product);
        return _licences;
    }

    private List<Product> Choose(LicenceCategory? lead)
    {
        var products = new List<Product> { lead is { } category ? DemoProducts.Of(category)[0] : random.Pick(DemoProducts.Weighted) };
        var count = random.Pick<int>([(1, 26), (2, 30), (3, 24), (4, 13), (5, 7)]);
        for (var tries = 0; products.Count < count && tries < 20; tries++)
        {
            var product = random.Pick(DemoProducts.Weighted);
            if (!products.Contains(product))
                products.Add(product);
        }
        return products;
    }

    private LicenceType Type => customer.BillingType switch
    {
        BillingType.Trial => LicenceType.Trial,
        BillingType.Term => LicenceType.Term,
        BillingType.Usage => LicenceType.Usage,
        _ => LicenceType.Ordered,
    };

    private bool RollsOver => Type is LicenceType.Usage or LicenceType.Ordered;

    private void Lead(Story story, Product product)
    {
        switch (story)
        {
            case Story.Expiring:
                EndsIn(product, random.Number(0, 30));
                break;
            case Story.Renewing:
                var renewed = EndsIn(product, random.Number(2, 29));
                renewed.ReplacedFrom = renewed.EndDate!.Value.AddDays(1);
                Term(product, renewed.ReplacedFrom.Value, 1);
                break;
            case Story.OverUsed:
                var over = Calm(product);
                over.Quantity = Seats();
                over.Usage = over.Quantity + random.Number(1, 2 + over.Quantity.Value / 4);
                break;
            case Story.Grace:
                EndsIn(product, -random.Number(1, 59));
                break;
            case Story.Expired:
                EndsIn(product, -random.Number(60, 240));
                break;
            case Story.Revoked:
                Calm(product).Revoked = true;
                break;
            case Story.Gap:
                EndsIn(product, -random.Number(5, 50));
                Term(product, today.AddDays(random.Number(3, 25)), 1);
                break;
            case Story.Scheduled:
                Term(product, today.AddDays(random.Number(1, 40)), 1);
                break;
            case Story.Replaced:
                var since = today.AddDays(-random.Number(10, 150));
                var old = Add(product, LicenceType.Term, since.AddDays(-365), since.AddDays(-1));
                old.ReplacedFrom = since;
                Term(product, since, 1);
                break;
            case Story.Perpetual:
                Add(product, LicenceType.Term, today.AddDays(-random.Number(200, 1500)), null);
                break;
            case Story.Unlimited:
                Calm(product).Quantity = null;
                break;
            case Story.SameCategory:
                Calm(product);
                if (Type == LicenceType.Term)
                    EndsIn(product, random.Number(3, 30));
                else
                    Calm(DemoProducts.Of(product.Category)[^1]);
                break;
            case Story.PastEnd:
                Calm(product).EndDate = today.AddDays(-random.Number(5, 200));
                break;
            case Story.Converted:
                var day = today.AddDays(-random.Number(1, 120));
                var trial = Add(product, LicenceType.Trial, day.AddDays(-random.Number(5, TrialDays - 1)), day);
                trial.ReplacedFrom = day;
                Add(product, LicenceType.Usage, day, null, rollsOver: true);
                break;
            default:
                Calm(product);
                break;
        }
    }

    private void Other(Story story, Product product)
    {
        // When one licence of a customer has run out, the others mostly have too.
        if (story is Story.Grace or Story.Expired && (Type == LicenceType.Trial || random.Percent(60)))
            EndsIn(product, story == Story.Grace ? -random.Number(1, 59) : -random.Number(60, 240));
        else if (story == Story.Converted)
            Add(product, LicenceType.Usage, today.AddDays(-random.Number(0, 100)), null, rollsOver: true);
        else
            Calm(product);
    }

    private Licence Calm(Product product)
    {
        switch (Type)
        {
            case LicenceType.Trial:
                var day = today.AddDays(-random.Number(2, TrialDays - 3));
                return Add(product, LicenceType.Trial, day, day.AddDays(TrialDays - 1));
            case LicenceType.Term:
                var left = random.Number(31, 700);
                return EndsIn(product, left, years: left > 360 ? 3 : random.Pick<int>([(1, 3), (3, 1)]));
            default:
                var start = today.AddDays(-random.Number(20, 900));
                start = start.AddDays(1 - start.Day);
                DateOnly? end = Type == LicenceType.Ordered || random.Percent(25) ? today.AddDays(random.Number(1, 360)) : null;
                return Add(product, Type, start, end, RollsOver);
        }
    }

    // A licence that runs out so many days from now, or did.
    private Licence EndsIn(Product product, int days, int years = 1)
    {
        var end = today.AddDays(days);
        return Type == LicenceType.Trial
            ? Add(product, LicenceType.Trial, end.AddDays(1 - TrialDays), end)
            : Add(product, Type, end.AddDays(1 - 365 * years), end);
    }

    private void Term(Product product, DateOnly start, int years) => Add(product, Type, start, start.AddDays(365 * years - 1));

    private Licence Add(Product product, LicenceType type, DateOnly start, DateOnly? end, bool rollsOver = false)
    {
        var seats = Seats();
        var licence = new Licence
        {
            Id = random.Id(customer.Id),
            PartnerId = customer.PartnerId,
            CustomerId = customer.Id,
            ProductCode = product.Code,
            ProductName = product.Name,
            Category = product.Category,
            Type = type,
            Number = random.Fill("D#########"),
            StartDate = start,
            EndDate = end,
            RollsOver = rollsOver,
            Quantity = type == LicenceType.Usage && random.Percent(45) ? null : seats,
            Usage = start > today ? 0 : random.Percent(5) ? null : random.Number(seats / 2, seats),
        };
        _licences.Add(licence);
        return licence;
    }

    private int Seats() => random.Pick<int>([(5, 20), (10, 24), (15, 14), (25, 16), (50, 12), (100, 8), (250, 4), (500, 2)]) + random.Number(0, 4);
}
