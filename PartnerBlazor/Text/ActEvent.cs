using Microsoft.AspNetCore.Components;

namespace PartnerBlazor.Text;

/// <summary>
/// A button written as markup was pressed. Markup has no handlers: it says what it does (<c>data-pb-act</c>), and the element round it that
/// listens (<c>@onpbact</c>) is told (acts.js). Who may is checked where the act is done, as with any click.
/// </summary>
public sealed class ActEventArgs : EventArgs
{
    /// <summary>What the button says it does.</summary>
    public string Act { get; set; } = "";

    /// <summary>To what: the button's own <c>data-value</c>; empty when it has none.</summary>
    public string Value { get; set; } = "";

    /// <summary>Whether it is checked now, where it can be.</summary>
    public bool Checked { get; set; }
}

/// <summary>Tells the Razor compiler of our event; it looks for this name.</summary>
[EventHandler("onpbact", typeof(ActEventArgs), enableStopPropagation: true, enablePreventDefault: true)]
public static class EventHandlers;
