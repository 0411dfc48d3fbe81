using MudBlazor;

namespace PartnerBlazor.Shell;

/// <summary>How dialogs look: their own title in them, closed by Escape, as wide as their size allows.</summary>
public static class Popups
{
    /// <summary>For a question or a choice.</summary>
    public static DialogOptions Narrow { get; } = Of(MaxWidth.ExtraSmall);

    /// <summary>For everything else.</summary>
    public static DialogOptions Wide { get; } = Of(MaxWidth.Small);

    private static DialogOptions Of(MaxWidth width) => new() { MaxWidth = width, FullWidth = true, CloseOnEscapeKey = true, NoHeader = true };
}
