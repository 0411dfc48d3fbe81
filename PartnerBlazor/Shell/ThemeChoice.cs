namespace PartnerBlazor.Shell;

/// <summary>The colours a person may choose. Kept in a cookie of the browser, so that the first paint has them.</summary>
public static class ThemeChoice
{
    /// <summary>Name of the cookie; theme.js writes it.</summary>
    public const string Cookie = "pb-theme";
    /// <summary>Follows the system.</summary>
    public const string System = "system";
    /// <summary>Light.</summary>
    public const string Light = "light";
    /// <summary>Dark.</summary>
    public const string Dark = "dark";

    /// <summary>The choice the cookie's value means; anything unknown follows the system.</summary>
    public static string Of(string? value) => value is Light or Dark ? value : System;
}

/// <summary>The document's form for acts that leave the circuit; buttons anywhere name it in their <c>form</c> attribute.</summary>
public static class FrameForm
{
    /// <summary>Id of the form.</summary>
    public const string Id = "pb-frame-form";
}
