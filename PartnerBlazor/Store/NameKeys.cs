using System.Globalization;

namespace PartnerBlazor.Store;

/// <summary>Stored sort keys: the order of names in each language (SPEC §3), as bytes that SQLite can order.</summary>
public static class NameKeys
{
    private static readonly CompareInfo s_en = CultureInfo.GetCultureInfo("en").CompareInfo;
    private static readonly CompareInfo s_fr = CultureInfo.GetCultureInfo("fr").CompareInfo;

    /// <summary>Key in English.</summary>
    public static byte[] En(string name) => s_en.GetSortKey(name).KeyData;

    /// <summary>Key in French.</summary>
    public static byte[] Fr(string name) => s_fr.GetSortKey(name).KeyData;

    /// <summary>Version of the collations that built the keys; when it changes, the keys are rebuilt.</summary>
    public static string Collation => $"{s_en.Version.FullVersion}/{s_en.Version.SortId};{s_fr.Version.FullVersion}/{s_fr.Version.SortId}";
}
