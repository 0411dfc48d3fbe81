using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>What proves the journal and is kept outside the database.</summary>
/// <param name="Heads">Full path of the file that says how far each journal goes.</param>
public sealed record JournalFiles(string Heads)
{
    /// <summary>Full path of the key's file, beside it.</summary>
    public string Key => Heads + ".key";

    /// <summary>Where the settings put them.</summary>
    public static JournalFiles Of(StoreFile store, JournalOptions options, string contentRoot)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        return new JournalFiles(Path.GetFullPath(options.HeadFile.Replace(JournalOptions.Database, store.Path, StringComparison.Ordinal), contentRoot));
    }
}
