namespace PartnerBlazor.Store.Demo;

/// <summary>Where a demo customer can be.</summary>
/// <param name="City">City.</param>
/// <param name="Country">Country, ISO 3166-1 alpha-2.</param>
/// <param name="Postcode">Pattern: # is a digit, ? a letter.</param>
/// <param name="State">State or region, where addresses have one.</param>
/// <param name="Phone">Pattern of a landline number from a range reserved for fiction.</param>
/// <param name="Mobile">Pattern of a mobile number from a range reserved for fiction.</param>
internal sealed record DemoPlace(string City, string Country, string Postcode, string State, string Phone, string Mobile);

/// <summary>Cities with postcodes that look like theirs. No number can ring anywhere: all ranges are kept for fiction.</summary>
internal static class DemoPlaces
{
    // ARCEP keeps these ranges for fiction.
    private const string Paris = "+33 1 99 00 ## ##";
    private const string NorthWest = "+33 2 61 91 ## ##";
    private const string NorthEast = "+33 3 53 01 ## ##";
    private const string SouthEast = "+33 4 65 71 ## ##";
    private const string SouthWest = "+33 5 36 49 ## ##";
    private const string FrenchMobile = "+33 6 39 98 ## ##";
    // Ofcom keeps these for drama.
    private const string London = "+44 20 7946 0###";
    private const string BritishMobile = "+44 7700 900###";
    // Belgium, Switzerland and Ireland keep none: people there have a French or British number.

    public static IReadOnlyList<DemoPlace> French { get; } =
    [
        Fr("Paris", "750##", Paris), Fr("Montreuil", "93100", Paris), Fr("Versailles", "78000", Paris), Fr("Créteil", "94000", Paris),
        Fr("Saint-Denis", "93200", Paris), Fr("Évry-Courcouronnes", "91000", Paris),
        Fr("Nantes", "44000", NorthWest), Fr("Rennes", "35000", NorthWest), Fr("Orléans", "45000", NorthWest), Fr("Rouen", "76000", NorthWest),
        Fr("Angers", "49000", NorthWest), Fr("Saint-Malo", "35400", NorthWest),
        Fr("Lille", "59000", NorthEast), Fr("Strasbourg", "67000", NorthEast), Fr("Besançon", "25000", NorthEast), Fr("Reims", "51100", NorthEast),
        Fr("Lyon", "6900#", SouthEast), Fr("Grenoble", "38000", SouthEast), Fr("Saint-Étienne", "42000", SouthEast), Fr("Marseille", "1300#", SouthEast),
        Fr("Nîmes", "30000", SouthEast), Fr("Ajaccio", "20000", SouthEast),
        Fr("Bordeaux", "33000", SouthWest), Fr("Toulouse", "31000", SouthWest), Fr("Pau", "64000", SouthWest), Fr("Angoulême", "16000", SouthWest),
        new("Namur", "BE", "5000", "", FrenchMobile, FrenchMobile), new("Liège", "BE", "4000", "", FrenchMobile, FrenchMobile),
        new("Lausanne", "CH", "100#", "VD", FrenchMobile, FrenchMobile), new("Genève", "CH", "120#", "GE", FrenchMobile, FrenchMobile),
        new("Neuchâtel", "CH", "2000", "NE", FrenchMobile, FrenchMobile),
        // 555-0100 to 555-0199 is kept for fiction in North America.
        new("Québec", "CA", "G1R #?#", "QC", "+1 418 555 01##", "+1 418 555 01##"),
        new("Montréal", "CA", "H2Y #?#", "QC", "+1 514 555 01##", "+1 514 555 01##"),
    ];

    public static IReadOnlyList<DemoPlace> English { get; } =
    [
        Gb("London", "SE1 #??"), Gb("London", "EC2A #??"), Gb("Leeds", "LS1 #??"), Gb("Bristol", "BS1 #??"), Gb("Norwich", "NR2 #??"),
        Gb("Glasgow", "G2 #??"), Gb("Cardiff", "CF10 #??"), Gb("Belfast", "BT1 #??"), Gb("Sheffield", "S3 #??"), Gb("Exeter", "EX4 #??"),
        new("Dublin", "IE", "D02 ?#?#", "", BritishMobile, BritishMobile), new("Galway", "IE", "H91 ?#?#", "", BritishMobile, BritishMobile),
        new("Toronto", "CA", "M5V #?#", "ON", "+1 416 555 01##", "+1 416 555 01##"),
    ];

    private static DemoPlace Fr(string city, string postcode, string phone) => new(city, "FR", postcode, "", phone, FrenchMobile);

    private static DemoPlace Gb(string city, string postcode) => new(city, "GB", postcode, "", London, BritishMobile);
}
