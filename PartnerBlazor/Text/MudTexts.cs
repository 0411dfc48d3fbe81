using Microsoft.Extensions.Localization;
using MudBlazor;

namespace PartnerBlazor.Text;

/// <summary>Names the resource with MudBlazor's own texts; only French, English is built in.</summary>
public sealed class MudTexts
{
    private MudTexts() { }
}

/// <summary>MudBlazor's own texts in the language of the circuit.</summary>
public sealed class PortalMudLocalizer(IStringLocalizer<MudTexts> texts) : MudLocalizer
{
    /// <inheritdoc/>
    public override LocalizedString this[string key] => texts[key];

    /// <inheritdoc/>
    public override LocalizedString this[string key, params object[] arguments] => texts[key, arguments];
}
