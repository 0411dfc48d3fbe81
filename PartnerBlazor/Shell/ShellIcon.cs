using Microsoft.AspNetCore.Components;

namespace PartnerBlazor.Shell;

/// <summary>The frame's own line icons, 20 px, in the colour of the text. Markup: as components their frames weighed 20 KB in every open tab.</summary>
public static class ShellIcon
{
    /// <summary>Two buildings.</summary>
    public static readonly MarkupString Customers = Line("M4 20V6.5A1.5 1.5 0 0 1 5.5 5h7A1.5 1.5 0 0 1 14 6.5V20M14 10h4.5a1.5 1.5 0 0 1 1.5 1.5V20M2.5 20h19M7.5 9h3M7.5 12.5h3M7.5 16h3M17 14h.01M17 17h.01");
    /// <summary>A triangle with a mark.</summary>
    public static readonly MarkupString Alerts = Line("M12 4.5l8.5 15h-17zM12 10.5v4M12 17h.01");
    /// <summary>Two people.</summary>
    public static readonly MarkupString Groups = Line("M9 11.5a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5zM2.5 19.5a6.5 6.5 0 0 1 13 0M15.5 5.3a3.25 3.25 0 0 1 0 5.9M17.8 14.4a6.5 6.5 0 0 1 3.7 5.1");
    /// <summary>A person and a shield.</summary>
    public static readonly MarkupString People = Line("M8.5 10.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 19a6 6 0 0 1 11-3.3M14.5 12.5l4-1.5 3 1.1v2.7c0 2.3-1.4 4-3.5 5.2-2-1.1-3.5-2.9-3.5-5.2z");
    /// <summary>A diagram.</summary>
    public static readonly MarkupString Usage = Line("M4 20V4M4 20h16.5M8 16.5V12M12.5 16.5V7.5M17 16.5v-6M6.5 5.5h14");
    /// <summary>A broken chain.</summary>
    public static readonly MarkupString Unlinked = Line("M9.5 14.5l-2 2a3.2 3.2 0 0 1-4.5-4.5l2-2M14.5 9.5l2-2a3.2 3.2 0 0 1 4.5 4.5l-2 2M8 3.5v2.5M3.5 8H6M16 20.5V18M20.5 16H18");
    /// <summary>Two lines of a list, the first ticked.</summary>
    public static readonly MarkupString ToDo = Line("M3.5 7l2 2 3.5-4M12 7h8.5M4.5 14.5h4v4h-4zM12 16.5h8.5");
    /// <summary>A letter on its way.</summary>
    public static readonly MarkupString Deliveries = Line("M8 6.5h12a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H9M8.5 8l6 4.5L20.5 8M2.5 9.5h3M4 13h3M2.5 16.5h3");
    /// <summary>A plug and its socket.</summary>
    public static readonly MarkupString Connection = Line("M9 4v4M15 4v4M6.5 8h11v3.5a5.5 5.5 0 0 1-11 0zM12 17v3.5");
    /// <summary>A list on a board.</summary>
    public static readonly MarkupString Audit = Line("M8.5 4.5H6A1.5 1.5 0 0 0 4.5 6v13A1.5 1.5 0 0 0 6 20.5h12a1.5 1.5 0 0 0 1.5-1.5V6A1.5 1.5 0 0 0 18 4.5h-2.5M9 3.5h6v3H9zM8 11.5h8M8 15.5h5");
    /// <summary>Two sliders.</summary>
    public static readonly MarkupString Settings = Line("M4 7h9M17 7h3M13 4.5v5M4 17h3M11 17h9M7 14.5v5");
    /// <summary>A screen.</summary>
    public static readonly MarkupString System = Line("M4 5.5h16v10.5H4zM9 20h6M12 16v4");
    /// <summary>A sun.</summary>
    public static readonly MarkupString Sun = Line("M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4");
    /// <summary>A moon.</summary>
    public static readonly MarkupString Moon = Line("M20 14.2A8.2 8.2 0 0 1 9.8 4 8.2 8.2 0 1 0 20 14.2z");
    /// <summary>A person.</summary>
    public static readonly MarkupString Account = Line("M12 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20a7 7 0 0 1 14 0");
    /// <summary>A door and the way out.</summary>
    public static readonly MarkupString SignOut = Line("M10 4.5H6A1.5 1.5 0 0 0 4.5 6v12A1.5 1.5 0 0 0 6 19.5h4M15 8l4 4-4 4M19 12H9.5");
    /// <summary>A connection struck through.</summary>
    public static readonly MarkupString Lost = Line("M3 3l18 18M8.5 16.5a5 5 0 0 1 7 0M5 12.8a10 10 0 0 1 5-2.7M19 12.8a10 10 0 0 0-2.3-1.7M12 20h.01M2 8.8a15 15 0 0 1 4.2-2.6M22 8.8a15 15 0 0 0-11.3-3.7");

    private static MarkupString Line(string path) => new(
        $"<svg class=\"pb-icon\" viewBox=\"0 0 24 24\" width=\"20\" height=\"20\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\" focusable=\"false\"><path d=\"{path}\" /></svg>");
}
