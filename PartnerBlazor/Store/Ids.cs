namespace PartnerBlazor.Store;

/// <summary>How many ids go into one query.</summary>
public static class Ids
{
    /// <summary>Every id is a parameter of the query, and a database takes only so many.</summary>
    public const int Batch = 500;
}
