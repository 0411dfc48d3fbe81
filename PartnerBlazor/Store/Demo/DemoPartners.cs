namespace PartnerBlazor.Store.Demo;

/// <summary>A demo partner as it is laid out before chance fills it.</summary>
/// <param name="Id">Number of the partner.</param>
/// <param name="Name">Invented name.</param>
/// <param name="Domain">Reserved email domain of its people.</param>
/// <param name="MspFlex">Holds MSP Flex.</param>
/// <param name="MspFlexConnect">Holds MSP Flex Connect.</param>
/// <param name="FrenchPercent">How many of its customers are French-speaking.</param>
/// <param name="Origins">Where its customers come from, by weight.</param>
/// <param name="Groups">Its customer groups.</param>
/// <param name="People">Its people.</param>
internal sealed record DemoPartner(
    int Id, string Name, string Domain, bool MspFlex, bool MspFlexConnect, int FrenchPercent,
    IReadOnlyList<(CustomerOrigin Item, int Weight)> Origins, IReadOnlyList<DemoGroup> Groups, IReadOnlyList<DemoPerson> People);

/// <summary>A customer group: for those it fits, or, without a rule, for anybody.</summary>
internal sealed record DemoGroup(string Name, string Description, Func<Sector, DemoPlace, bool>? Fits = null);

/// <summary>A person; scope is all customers unless groups or customers (by number) are named.</summary>
internal sealed record DemoPerson(string Name, Role Role, string[]? Groups = null, int[]? Customers = null);

/// <summary>The three demo partners: both programmes, MSP Flex only, none.</summary>
internal static class DemoPartners
{
    private static readonly string[] s_parisians = ["Paris", "Montreuil", "Versailles", "Créteil", "Saint-Denis", "Évry-Courcouronnes"];

    public static IReadOnlyList<DemoPartner> All { get; } =
    [
        new(1, "Lumenor Infogérance", "lumenor.example", true, true, 80,
            [(CustomerOrigin.MonthlyAccount, 40), (CustomerOrigin.Term, 34), (CustomerOrigin.ManagedOrder, 15), (CustomerOrigin.PartnerTrial, 7), (CustomerOrigin.CustomerTrial, 4)],
            [
                new("Santé", "Cliniques, pharmacies et cabinets : astreinte 24 h/24", (sector, _) => sector == Sector.Health),
                new("Industrie", "Sites de production, postes d’atelier compris", (sector, _) => sector == Sector.Industry),
                new("Collectivités", "Communes, syndicats et offices publics", (sector, _) => sector == Sector.Public),
                new("Île-de-France", "Interventions sur place depuis l’agence de Montreuil", (_, place) => s_parisians.Contains(place.City)),
                new("Gold", "Contrat Gold : réponse sous une heure"),
                new("Pilot ring", "Reçoivent les nouveautés une semaine avant les autres"),
                new("Reprise 2026", "Clients repris d’un confrère, audit en cours"),
            ],
            [
                new("Camille Aubert", Role.SuperAdmin), new("Théo Delacroix-Nguyen", Role.SuperAdmin),
                new("Karim Benali", Role.Admin, ["Industrie", "Île-de-France", "Gold"]),
                new("Inès Laurent", Role.HelpDesk, ["Santé"]), new("Yann Le Goff", Role.HelpDesk, ["Collectivités"]),
                new("Tom Whitfield", Role.ReadOnly, ["Pilot ring"], [0, 4, 9, 12]),
                new("Hélène Garnier", Role.BusinessAdmin),
            ]),
        new(2, "Harbourlight Managed IT", "harbourlight.example", true, false, 15,
            [(CustomerOrigin.MonthlyAccount, 50), (CustomerOrigin.Term, 35), (CustomerOrigin.PartnerTrial, 8), (CustomerOrigin.CustomerTrial, 5), (CustomerOrigin.ManagedOrder, 2)],
            [
                new("Healthcare", "Surgeries, pharmacies and care homes", (sector, _) => sector == Sector.Health),
                new("Manufacturing", "Plants and workshops", (sector, _) => sector == Sector.Industry),
                new("Schools", "Term-time change freeze", (sector, _) => sector == Sector.Education),
                new("London", "Covered from the Southwark office", (_, place) => place.City == "London"),
                new("Gold", "One-hour response"),
                new("Pilot ring", "First to get new policies"),
                new("On boarding", "Signed in the last quarter"),
            ],
            [
                new("Priya Raman", Role.SuperAdmin),
                new("Owen Pritchard", Role.Admin, ["Manufacturing", "London"]),
                new("Siobhán Kearney", Role.HelpDesk, ["Healthcare"]),
                new("Daniel Okafor", Role.ReadOnly, ["Gold"], [1, 5, 10]),
                new("Margaret Ellison", Role.BusinessAdmin),
            ]),
        new(3, "Quai Vingt-Trois Informatique", "quai23.example", false, false, 70,
            [(CustomerOrigin.Term, 78), (CustomerOrigin.CustomerTrial, 9), (CustomerOrigin.PartnerTrial, 9), (CustomerOrigin.MonthlyAccount, 2), (CustomerOrigin.ManagedOrder, 2)],
            [
                new("Santé", "Cabinets et pharmacies", (sector, _) => sector == Sector.Health),
                new("Industrie", "Ateliers et manufactures", (sector, _) => sector == Sector.Industry),
                new("Commerces", "Boutiques et restauration", (sector, _) => sector == Sector.Trade),
                new("Suisse romande", "Suivis depuis Lausanne", (_, place) => place.Country == "CH"),
                new("Gold", "Contrat Gold"),
                new("Cercle pilote", "Essaient les nouvelles règles en premier"),
                new("À surveiller", "Renouvellement incertain"),
            ],
            [
                new("Élodie Perrin", Role.SuperAdmin),
                new("Marc-Antoine Duval", Role.Admin, ["Industrie", "Commerces"]),
                new("Noémie Schaller", Role.HelpDesk, ["Santé"]),
                new("Luca Bernasconi", Role.ReadOnly, ["Gold"], [0, 3, 11]),
                new("Béatrice Vuillemin", Role.BusinessAdmin),
            ]),
    ];

    /// <summary>How many customers each has.</summary>
    public static int CountOf(DemoPartner partner, int first) => partner.Id switch { 1 => first, 2 => 60, _ => 40 };
}
