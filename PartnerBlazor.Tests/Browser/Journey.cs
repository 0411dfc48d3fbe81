using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>What a person does in the portal, found by role and by the words on screen as they would.</summary>
internal static class Journey
{
    /// <summary>Signs in through the sign-in page and waits for the page asked for to be alive.</summary>
    public static async Task SignInAsync(this Tab tab, string person, string path = "/customers")
    {
        await tab.GoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(path)}");
        await tab.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = person }).First.ClickAsync();
        await Expect(tab.Page.Locator(".pb-name-button").First).ToBeVisibleAsync();
    }

    /// <summary>The row of a customer, by the name it shows.</summary>
    public static ILocator Row(this Tab tab, string name) =>
        tab.Page.GetByRole(AriaRole.Row).Filter(new() { Has = tab.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }) });

    /// <summary>The row of a customer, by its id, whatever it shows.</summary>
    public static ILocator Row(this Tab tab, Guid id) => tab.Page.Locator($".pb-row[data-id='{id}']");

    /// <summary>
    /// Types a search and waits until the list is its answer: the address says it, and every row that stood before has been replaced. A click
    /// on a row that is being replaced would reach nobody.
    /// </summary>
    public static async Task SearchAsync(this Tab tab, string text)
    {
        await tab.ReplacedAsync(async () =>
        {
            await tab.Page.Locator("#pb-search").FillAsync(text);
            await tab.AtAsync(text.Length == 0 ? "^((?!q=).)*$" : Regex.Escape($"q={Uri.EscapeDataString(text)}"));
        });
    }

    /// <summary>Does what makes the list show something else, and waits until every row that stood before has been replaced.</summary>
    public static async Task ReplacedAsync(this Tab tab, Func<Task> act)
    {
        await tab.Page.EvaluateAsync("document.querySelectorAll('.pb-body .pb-row').forEach(row => row.toggleAttribute('data-before', true))");
        await act();
        await Expect(tab.Page.Locator(".pb-row[data-before]")).ToHaveCountAsync(0);
    }
}
