using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PartnerBlazor.Text;

namespace PartnerBlazor.Shell;

/// <summary>Chooses system, light or dark.</summary>
public sealed partial class ThemeSwitch
{
    /// <summary>Name of the radio group, unique in the page.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [CascadingParameter(Name = "Theme")]
    private string Theme { get; set; } = ThemeChoice.System;

    private (string Value, MarkupString Icon, string Label)[] Choices =>
    [
        (ThemeChoice.System, ShellIcon.System, Loc[nameof(ShellTexts.ThemeSystem)]),
        (ThemeChoice.Light, ShellIcon.Sun, Loc[nameof(ShellTexts.ThemeLight)]),
        (ThemeChoice.Dark, ShellIcon.Moon, Loc[nameof(ShellTexts.ThemeDark)]),
    ];

    /// <summary>A layout drawn later than the document shows what was chosen meanwhile.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            await Js.InvokeVoidAsync("pbTheme.show");
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }
    }
}
