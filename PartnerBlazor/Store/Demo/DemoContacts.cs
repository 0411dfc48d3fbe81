using System.Globalization;
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

    // Bogus' own first names are mediaeval in French and its English family names are from nowhere in particular.
    private static readonly string[] s_frenchFirst =
        ["Aïcha", "Adèle", "Anaïs", "Antoine", "Béatrice", "Benoît", "Cécile", "Chloé", "Clément", "Damien", "Éloïse", "Émile", "Étienne", "Fabien", "Fatoumata", "François", "Gaël", "Geneviève", "Hélène", "Hugo", "Inès", "Jérôme", "Joëlle", "Karim", "Léa", "Loïc", "Maëlle", "Mehdi", "Mélanie", "Noé", "Océane", "Rémi", "Salomé", "Sébastien", "Sophie", "Thérèse", "Valérie", "Yasmine", "Zoé"];

    private static readonly string[] s_frenchLast =
        ["Aubépin", "Bélanger", "Besnard", "Boutet", "Château", "Crépin", "Delaunay", "Déchelette", "Estève", "Fénard", "Féraud", "Géraud", "Hébrard", "Jégou", "L’Hermitte", "Lefèvre", "Le Bihan", "Mézière", "Mérieu", "Noël", "Péron", "Pélissier", "Quéré", "Raphanaud", "Sénéchal", "Thévenet", "Tréguier", "Vallée"];

    private static readonly string[] s_englishFirst =
        ["Aisha", "Alistair", "Amelia", "Bethan", "Callum", "Charlotte", "Ciarán", "Daniel", "Eilidh", "Eleanor", "Farah", "Fiona", "George", "Grace", "Harriet", "Imogen", "Isla", "Jack", "Jasmine", "Kieran", "Lewis", "Maeve", "Megan", "Niamh", "Oliver", "Owen", "Poppy", "Rhys", "Rohan", "Ruth", "Saoirse", "Seán", "Thomas", "Yusuf", "Zoë"];

    private static readonly string[] s_englishLast =
        ["Abbott", "Adeyemi", "Ainsworth", "Barlow", "Blackwood", "Brontë", "Carmichael", "Chowdhury", "Crawford", "Dalgleish", "Entwistle", "Fairbairn", "Fitzgerald", "Gallagher", "Hargreaves", "Hollis", "Iqbal", "Kavanagh", "Llewellyn", "MacLeod", "Mistry", "Nightingale", "O’Brien", "Okonkwo", "Ó Súilleabháin", "Pemberton", "Prescott", "Rashid", "Sinclair", "Tregenza", "Underhill", "Whitaker", "Yardley"];

    private readonly Name _french = new("fr");

    /// <summary>A family name; in French every other one with an accent.</summary>
    public string Surname(Randomizer random, bool french)
    {
        if (!french)
            return random.Pick(s_englishLast);
        if (random.Percent(50))
            return random.Pick(s_frenchLast);
        _french.Random = random;
        return CultureInfo.InvariantCulture.TextInfo.ToTitleCase(_french.LastName());
    }

    /// <summary>First and last name of somebody.</summary>
    public (string First, string Last) Person(Randomizer random, bool french) =>
        (random.Pick(french ? s_frenchFirst : s_englishFirst), Surname(random, french));

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
}
