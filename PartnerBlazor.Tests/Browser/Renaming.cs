using System.Globalization;
using System.Resources;
using Microsoft.Playwright;
using PartnerBlazor.Text;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>Renames a customer as a person does: in its contact popup, from the list.</summary>
internal static class Renaming
{
    private static readonly ResourceManager s_texts = new(typeof(CustomerTexts));

    /// <summary>Renames it; the popup stays open.</summary>
    public static async Task RenameAsync(this Tab tab, Guid id, string name, string language)
    {
        string Say(string key) => s_texts.GetString(key, CultureInfo.GetCultureInfo(language))!;
        await tab.Row(id).Locator(".pb-name-button").ClickAsync();
        var popup = tab.Page.GetByRole(AriaRole.Dialog);
        await popup.GetByRole(AriaRole.Button, new() { Name = Say(nameof(CustomerTexts.Edit)), Exact = true }).ClickAsync();
        await popup.GetByRole(AriaRole.Textbox, new() { Name = Say(nameof(CustomerTexts.ShowAs)) }).FillAsync(name);
        await popup.GetByRole(AriaRole.Button, new() { Name = Say(nameof(CustomerTexts.Save)), Exact = true }).ClickAsync();
        await Expect(popup.GetByTestId("show-as")).ToHaveTextAsync(name);
    }
}
