namespace PartnerBlazor.Store.Demo;

/// <summary>Names that try a list and a search: the first customers of every demo partner have them.</summary>
internal static class DemoOddNames
{
    /// <summary>Length of the longest name a customer can have.</summary>
    public const int Longest = 200;

    private static readonly string[] s_branches = ["Aurivane", "Belémont", "Corissec", "Doravel", "Élandor", "Feroriane", "Galègues", "Joravel"];

    private static readonly string[][] s_names =
    [
        ["Société Méridionale d’Optique", "SOCIETE NOUVELLE DES BRASSEURS REUNIS", "Société de l’Étang d’Or", "Clinique vétérinaire du Cœur-Volant",
            "Weißmühl & Sønderlund Logistik", "Œnothèque de l’Aubépine", "شركة الواحة الخضراء للتجارة", "מאפיית הגבעה הירוקה",
            Long("Association intercommunale pour la sauvegarde, l’étude et la mise en valeur des canaux, écluses, moulins et lavoirs de la haute vallée"),
            "O’Hannigan & Daughters Seafood"],
        ["Society of Bellfounders (Société Campanaire)", "SOCIETE D’EXPORT COLDMERE", "Ðunhaven Smørrebrød", "Larkstead Animal Hospital",
            "Großenfeld Räder UK", "Cœur de Lyonnesse Catering", "مكتبة النخيل الدولية", "גלריית רחוב התאנה",
            Long("The Benevolent and Provident Association of Lighthouse Keepers, Tide Gauge Readers and Harbour Pilots of the North-Western Approaches"),
            "Fitz’Alder’s Teas"],
        ["Société du Vieux-Pressoir", "SOCIETE HORLOGERE DU BOIS NOIR", "Société Ångvik Précision", "Cabinet vétérinaire Les Œillets",
            "Straßner & Køhl Apparate", "Les Sœurs Émaillées", "مخبز الياسمين الدمشقي", "סטודיו שקד",
            Long("Fondation romande pour la recherche, la documentation et l’enseignement des métiers de l’horlogerie, de l’automate et de la boîte à musique"),
            "L’Orée d’Aigue-Belle"],
    ];

    /// <summary>The odd name of a customer; null for those with an ordinary one.</summary>
    public static string? Of(int partner, int index) => index < s_names[partner].Length ? s_names[partner][index] : null;

    // Filled up with branches, so that a name of nearly the longest length is really shown somewhere.
    private static string Long(string start)
    {
        var name = start;
        foreach (var branch in s_branches.TakeWhile(branch => name.Length + branch.Length + 2 <= Longest))
            name += $", {branch}";
        return name;
    }
}
