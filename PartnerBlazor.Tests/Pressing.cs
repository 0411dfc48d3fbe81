using AngleSharp.Dom;
using Bunit;
using PartnerBlazor.Text;

namespace PartnerBlazor.Tests;

/// <summary>Presses buttons written as markup, as acts.js does in a browser: what they say they do is told to what listens round them.</summary>
internal static class Pressing
{
    /// <summary>Presses it; what can be checked is checked then, or no more.</summary>
    public static Task PressAsync(this IElement button) => button.TriggerEventAsync("onpbact", new ActEventArgs
    {
        Act = button.GetAttribute("data-pb-act") ?? throw new InvalidOperationException("It says nothing that it does."),
        Value = button.GetAttribute("data-value") ?? "",
        Checked = button.LocalName == "input" && !button.HasAttribute("checked"),
    });
}
