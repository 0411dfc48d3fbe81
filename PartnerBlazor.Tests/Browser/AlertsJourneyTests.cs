using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PartnerBlazor.Store;
using PartnerBlazor.Text;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>A technician's morning with the alerts, by the keyboard alone, while a colleague looks on.</summary>
public sealed class AlertsJourneyTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_mornings_triage_needs_no_mouse(string language)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal, language);
        await using var colleague = await browser.TabAsync(portal, language);
        await tab.SignInAsync("Camille", "/alerts");
        await colleague.SignInAsync("Camille", "/alerts");
        var ids = await tab.Page.Locator(".pb-body .pb-alert-row").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.id)");
        ILocator Row(Tab whose, int at) => whose.Page.Locator($".pb-alert-row[data-id='{ids[at]}']");
        var keys = tab.Page.Keyboard;

        // Two are chosen and acknowledged at once; the colleague sees it, and no row moves.
        await keys.PressAsync("j");
        await Expect(Row(tab, 0)).ToBeFocusedAsync();
        await keys.PressAsync("x");
        await keys.PressAsync("j");
        await keys.PressAsync("j");
        await keys.PressAsync("k");
        await Expect(Row(tab, 1)).ToBeFocusedAsync();
        await keys.PressAsync("x");
        await Expect(tab.Page.GetByTestId("selection").Locator("span").First).ToHaveTextAsync(Say("Chosen", language, 2));
        await keys.PressAsync("a");
        await Expect(tab.Page.GetByTestId("undo")).ToContainTextAsync(Say("AcknowledgedMany", language, 2));
        foreach (var whose in new[] { tab, colleague })
            await Expect(Row(whose, 1).Locator(".pb-alert-state")).ToContainTextAsync(Say<CustomerTexts>("AlertStateAcknowledged", language));
        Assert.Equal(ids, await colleague.Page.Locator(".pb-body .pb-alert-row").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.id)"));

        // Undone, and one of them snoozed instead.
        await keys.PressAsync("u");
        await Expect(Row(tab, 1).Locator(".pb-alert-state")).ToContainTextAsync(Say<CustomerTexts>("AlertStateOpen", language));
        await keys.PressAsync("k");
        await keys.PressAsync("s");
        await Expect(tab.Page.GetByTestId("reason")).ToBeFocusedAsync();
        // Letters that are typed are no keys of the list.
        await keys.TypeAsync("a part is ordered");
        await Expect(tab.Page.GetByTestId("effect")).ToContainTextAsync(Say("WillOne", language));
        await keys.PressAsync("Enter");
        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(Row(tab, 0)).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("pb-stale"));
        await Expect(colleague.Page.GetByTestId("pending")).ToBeVisibleAsync();

        // Details, a comment, and back to the row.
        await Expect(Row(tab, 0)).ToBeFocusedAsync();
        await keys.PressAsync("j");
        await keys.PressAsync("Enter");
        await Expect(tab.Page.Locator(".pb-side h2")).ToBeFocusedAsync();
        await tab.AtAsync($"open={ids[1]}$");
        await tab.Page.GetByTestId("note").FocusAsync();
        await keys.TypeAsync("Asked the customer");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await Expect(tab.Page.Locator(".pb-alert-notes p")).ToHaveTextAsync("Asked the customer");
        await keys.PressAsync("Escape");
        await Expect(tab.Page.Locator(".pb-side")).ToHaveCountAsync(0);
        await Expect(Row(tab, 1).Locator(".pb-open-button")).ToBeFocusedAsync();

        // To a colleague.
        await keys.PressAsync("g");
        await Expect(tab.Page.GetByTestId("assignee")).ToBeFocusedAsync();
        await keys.PressAsync("ArrowDown");
        await Expect(tab.Page.GetByTestId("effect")).ToContainTextAsync(Say("WillOne", language));
        await keys.PressAsync("Tab");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await Expect(tab.Page.GetByTestId("undo")).ToContainTextAsync(Say("AssignedOne", language));
        await Expect(Row(colleague, 1).Locator(".pb-alert-holder")).Not.ToHaveTextAsync("–");

        // Resolved: said before that it cannot be undone, and by whom after.
        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await keys.PressAsync("j");
        await Expect(Row(tab, 2)).ToBeFocusedAsync();
        await keys.PressAsync("r");
        await Expect(tab.Page.GetByRole(AriaRole.Dialog).Locator("h2")).ToBeFocusedAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(Say("ResolveFinal", language));
        await Expect(tab.Page.GetByTestId("effect")).ToContainTextAsync(Say("WillOne", language));
        await tab.Page.GetByRole(AriaRole.Dialog).Locator(".mud-button-filled").FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(Row(colleague, 2).Locator(".pb-alert-state")).ToContainTextAsync("Camille Aubert");
        await Expect(tab.Page.GetByTestId("undo").Locator(".pb-act")).ToHaveCountAsync(0);

        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await keys.PressAsync("?");
        var help = tab.Page.GetByRole(AriaRole.Dialog, new() { Name = Say("KeysTitle", language) });
        await Expect(help.GetByRole(AriaRole.Button)).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await colleague.Page.GetByTestId("pending").ClickAsync();
        await Expect(Row(colleague, 0)).ToHaveCountAsync(0);
        Assert.Empty(tab.Errors);
        Assert.Empty(colleague.Errors);
        Assert.Empty(portal.Complaints);
    }

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("fr", 1280)]
    [InlineData("fr", 1024)]
    [InlineData("fr", 390)]
    public async Task Nothing_is_cut_or_out_of_reach(string language, int width)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal, language, width: width, height: width < 500 ? 844 : 900);
        await tab.SignInAsync("Camille", "/alerts");
        Assert.True(await tab.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        if (width > 1200)
            Assert.True(await tab.Page.EvaluateAsync<bool>("() => { const frame = document.querySelector('.pb-table-frame'); return frame.scrollWidth <= frame.clientWidth; }"));
        // What is written into a column stays in it.
        Assert.Empty(await tab.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.pb-body .pb-alert-row > .pb-cell')].filter(cell => cell.offsetWidth).filter(cell => {
              const box = cell.getBoundingClientRect();
              return [...cell.querySelectorAll('*')].some(inner => inner.getBoundingClientRect().width && (inner.getBoundingClientRect().right > box.right + 1 || inner.getBoundingClientRect().bottom > box.bottom + 1));
            }).map(cell => `${cell.className}: ${cell.textContent}`)
            """));
        if (width < 500)
            Assert.Empty(await tab.Page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll('.pb-body .pb-alert-row :is(.pb-hit, .pb-open-button, .pb-tick-button, .pb-alert-open)')].slice(0, 20)
                  .filter(target => target.getBoundingClientRect().height < 43.5).map(target => target.className)
                """));
        await tab.Page.Locator(".pb-open-button").First.ClickAsync();
        await Expect(tab.Page.Locator(".pb-side .pb-alert-facts")).ToBeVisibleAsync();
        Assert.True(await tab.Page.EvaluateAsync<bool>("() => { const side = document.querySelector('.pb-side'); return side.scrollWidth <= side.clientWidth; }"));
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task What_the_vendor_raises_rings_here_and_a_link_opens_what_it_was_copied_from()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille", "/alerts?severity=high");
        await tab.Page.Keyboard.PressAsync("j");
        await tab.Page.Keyboard.PressAsync("j");
        var customer = Guid.Parse(await tab.Page.Locator(".pb-alert-customer a").First.EvaluateAsync<string>("link => link.pathname.split('/').pop()"));
        var id = Guid.NewGuid();
        await portal.Services.GetRequiredService<PartnerBlazor.Central.CentralCommands>().RaiseAsync(1, new Alert
        {
            Id = id,
            PartnerId = 1,
            CustomerId = customer,
            Cause = "Event::Test|PC-NEW",
            Severity = AlertSeverity.High,
            Description = "Something quite new on PC-NEW",
            RaisedAt = DateTime.UtcNow,
        });
        await tab.Page.GetByTestId("pending").ClickAsync();
        await Expect(tab.Page.Locator(".pb-alert-row .pb-alert-open").First).ToHaveTextAsync("Something quite new on PC-NEW");
        await tab.Page.Locator(".pb-alert-row .pb-alert-open").First.ClickAsync();
        await tab.AtAsync($"open={id}$");
        // A key is for the alert that is open, also where the keyboard was on another row before.
        await tab.Page.Keyboard.PressAsync("a");
        await Expect(tab.Page.Locator($".pb-alert-row[data-id='{id}'] .pb-alert-state")).ToContainTextAsync("Camille Aubert");
        await using var other = await tab.BesideAsync();
        await other.GoAsync(new Uri(tab.Page.Url).PathAndQuery);
        await Expect(other.Page.Locator(".pb-side h2")).ToHaveTextAsync("Something quite new on PC-NEW");
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.True(await db.Alerts.AnyAsync(a => a.Id == id, TestContext.Current.CancellationToken));
    }

    private static string Say(string key, string language, params object[] values) => string.Format(CultureInfo.GetCultureInfo(language), Say<AlertListTexts>(key, language), values);

    private static string Say<T>(string key, string language) => new ResourceManager(typeof(T)).GetString(key, CultureInfo.GetCultureInfo(language))!;
}
