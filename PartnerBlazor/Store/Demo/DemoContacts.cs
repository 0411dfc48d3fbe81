using Bogus;
using Bogus.DataSets;

namespace PartnerBlazor.Store.Demo;

/// <summary>Contacts that cannot be reached: invented people, reserved example domains, numbers kept for fiction.</summary>
internal sealed class DemoContacts
{
    private static readonly string[] s_frenchStreets =
        ["rue des Tilleuls", "avenue de la République", "place du Marché", "quai des Tanneurs", "rue de l’Église", "chemin des Vignes", "allée des Érables", "boulevard Voltaire"];

    private static readonly string[] s_englishStreets =
        ["High Street", "Mill Lane", "Station Road", "Church Row", "Quayside", "Orchard Close", "Foundry Street", "Castle Terrace"];

    private readonly Name _french = new("fr");
    private readonly Name _english = new("en_GB");

    /// <summary>A family name.</summary>
    public string Surname(Randomizer random, bool french) => Names(random, french).LastName();

    /// <summary>First and last name of somebody.</summary>
    public (string First, string Last) Person(Randomizer random, bool french)
    {
        var names = Names(random, french);
        return (names.FirstName(), names.LastName());
    }

    /// <summary>The contact of a company; the email address is the only one with it.</summary>
    public Contact Contact(Randomizer random, bool french, DemoPlace place, string company, int number)
    {
        var (first, last) = Person(random, french);
        var slug = DemoRandom.Slug(company);
        var local = $"{DemoRandom.Slug(first)}.{DemoRandom.Slug(last)}";
        var domain = slug[..Math.Min(slug.Length, 40)].Trim('-');
        return new Contact
        {
            FirstName = first,
            LastName = last,
            Email = random.Percent(12) || domain.Length == 0
                ? $"{local}.{number}@example.{random.Pick(["com", "org", "net"])}"
                : $"{local}.{number}@{domain}.example",
            Phone = random.Percent(94) ? random.Fill(place.Phone) : "",
            Mobile = random.Percent(60) ? random.Fill(place.Mobile) : "",
            Address1 = french
                ? $"{random.Number(1, 148)} {random.Pick(s_frenchStreets)}"
                : $"{random.Number(1, 148)} {random.Pick(s_englishStreets)}",
            Address2 = random.Percent(15) ? french ? "Bâtiment B" : "Unit 4" : "",
            City = place.City,
            State = place.State,
            CountryCode = place.Country,
            PostalCode = random.Fill(place.Postcode),
        };
    }

    private Name Names(Randomizer random, bool french)
    {
        var names = french ? _french : _english;
        names.Random = random;
        return names;
    }
}
