namespace PartnerBlazor.Customers;

/// <summary>What part of the page must render.</summary>
[Flags]
public enum CustomersParts
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>The frame: what is structurally another; counts and pill are no part of it.</summary>
    Frame = 1,
    /// <summary>The whole table.</summary>
    Table = 2,
    /// <summary>The table's rows must be read anew.</summary>
    Reload = 4,
    /// <summary>The list shows something else, which begins at its top.</summary>
    Top = 8,
}
