using System.Globalization;
using Bogus;

namespace PartnerBlazor.Store.Demo;

/// <summary>What a demo customer does; groups and names follow it.</summary>
internal enum Sector
{
    Health,
    Industry,
    Public,
    Trade,
    Services,
    Education,
}

/// <summary>Invented company names in French and English, each once within a partner.</summary>
internal sealed class DemoNames(DemoContacts contacts)
{
    private static readonly string[] s_frenchStarts =
        ["Val", "Brin", "Cor", "Lum", "Mar", "Sel", "Ter", "Ven", "Aur", "Bel", "Dor", "Fer", "Gal", "Hél", "Jor", "Kel", "Lor", "Mél", "Nor", "Or", "Prad", "Ros", "Sor", "Tal", "Ver", "Xan", "Zél", "Él"];

    private static readonly string[] s_frenchEnds =
        ["oriane", "issange", "évance", "irelle", "ivane", "ombreuil", "avel", "issec", "urnac", "émont", "ônel", "ègues", "audie", "enval", "istère", "andor", "ilois", "ançon", "œuvres", "ajac"];

    private static readonly string[] s_englishStarts =
        ["Ash", "Bram", "Cold", "Dun", "Elder", "Fen", "Glen", "Hart", "Iron", "Kestrel", "Lark", "Moss", "North", "Oak", "Pen", "Quill", "Raven", "Stone", "Thorn", "Wren"];

    private static readonly string[] s_englishEnds =
        ["brook", "bury", "combe", "dale", "field", "fold", "ford", "gate", "haven", "hurst", "ley", "marsh", "mere", "port", "stead", "wick", "worth"];

    // {R} an invented word, {dR} the same after "de", {U} in capitals, {S} a family name.
    private static readonly Dictionary<Sector, string[]> s_french = new()
    {
        [Sector.Health] = ["Clinique {R}", "Pharmacie {S}", "Laboratoires {R}", "Cabinet dentaire {S}", "Résidence médicalisée {R}", "Centre d’imagerie {dR}", "Société de soins {R}", "Maternité {dR}"],
        [Sector.Industry] = ["Mécanique de précision {R}", "Fonderies {dR}", "Société {R} Emballage", "SOCIETE {U} INDUSTRIE", "Tôlerie {S}", "Ateliers {R}", "{R} Énergie", "Chaudronnerie {S} & Fils", "Société nouvelle {R}", "Manufacture {dR}"],
        [Sector.Public] = ["Commune {dR}", "Syndicat des eaux {dR}", "Office de tourisme {dR}", "Communauté de communes {R}", "Régie des transports {dR}"],
        [Sector.Trade] = ["Maison {S}", "Épicerie {R}", "Brûlerie {R}", "Œnothèque {R}", "{S} Frères", "Pâtisserie {S}", "Société {S} Négoce", "Comptoir {dR}", "SOCIETE {U} DISTRIBUTION", "Les Sœurs {S}", "L’Atelier {dR}"],
        [Sector.Services] = ["Cabinet {S} et associés", "Étude notariale {S}", "{R} Conseil", "Société d’avocats {S}", "Agence {R}", "Société {R} Générations", "Architectes {S} & {R}", "{R} Logistique", "Hôtel {R}"],
        [Sector.Education] = ["École {R}", "Institut {R}", "Lycée {R}", "Conservatoire {dR}"],
    };

    private static readonly Dictionary<Sector, string[]> s_english = new()
    {
        [Sector.Health] = ["{R} Dental Care", "{R} Surgery", "{S} Veterinary Practice", "{R} Care Homes", "{R} Pharmacy"],
        [Sector.Industry] = ["{R} Engineering Ltd", "{S} & Sons Castings", "{R} Packaging", "{R} Precision Tools", "{S}’s Brewery", "{R} Timber"],
        [Sector.Public] = ["{R} Parish Council", "{R} Harbour Authority", "{R} Housing Trust", "{R} Museum"],
        [Sector.Trade] = ["{S} & Daughters", "{R} Garden Centre", "{S}’s Bakery", "{R} Outdoor Supplies", "{R} Café", "The {R} Bookshop"],
        [Sector.Services] = ["{S} Solicitors LLP", "{R} Accountants", "{R} Architects", "{S} Freight", "{R} Hotels", "{R} Wealth Planning"],
        [Sector.Education] = ["{R} Primary School", "{R} College", "{R} Nursery"],
    };

    private static readonly string[] s_forms = ["", "", "", "", " SARL", " SAS", " SA"];

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A name nobody of the partner has yet.</summary>
    public string Company(Randomizer random, bool french, Sector sector, DemoPlace place)
    {
        var name = Fill(random, random.Pick((french ? s_french : s_english)[sector]), french);
        if (french && sector is Sector.Industry or Sector.Trade or Sector.Services)
            name += random.Pick(s_forms);
        return Once(name, place);
    }

    /// <summary>The name itself, or with the city and a number when the partner has it already.</summary>
    public string Once(string name, DemoPlace place)
    {
        if (_taken.Add(name))
            return name;
        var there = $"{name} – {place.City}";
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? there : $"{there} {number}";
            if (_taken.Add(candidate))
                return candidate;
        }
    }

    /// <summary>Another name for the company: what somebody calls it, or what it was called before.</summary>
    public string Nickname(Randomizer random, bool french, string name) => random.Number(0, 2) switch
    {
        0 => Word(random, french) + (french ? " Groupe" : " Group"),
        1 => $"{contacts.Surname(random, french)} ({Word(random, french)})",
        _ => $"{name[..Math.Min(name.Length, 60)].Trim()} – {(french ? "siège" : "head office")}",
    };

    private string Fill(Randomizer random, string pattern, bool french)
    {
        var word = Word(random, french);
        var ofWord = "AEIOUYÉŒH".Contains(word[0], StringComparison.Ordinal) ? $"d’{word}" : $"de {word}";
        return pattern
            .Replace("{R}", word, StringComparison.Ordinal)
            .Replace("{dR}", ofWord, StringComparison.Ordinal)
            .Replace("{U}", DemoRandom.Slug(word).ToUpper(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{S}", contacts.Surname(random, french), StringComparison.Ordinal);
    }

    private static string Word(Randomizer random, bool french) => french
        ? random.Pick(s_frenchStarts) + random.Pick(s_frenchEnds)
        : random.Pick(s_englishStarts) + random.Pick(s_englishEnds);
}
