namespace PartnerBlazor.Store;

/// <summary>Facts about the database, by name.</summary>
internal static class StoreFacts
{
    /// <summary>A fact, tracked; new and empty when there is none of that name.</summary>
    public static async Task<StoreFact> FactAsync(this PartnerDb db, string name)
    {
        if (await db.Facts.FindAsync(name) is { } known)
            return known;
        var fact = new StoreFact { Name = name, Value = "" };
        db.Facts.Add(fact);
        return fact;
    }
}
