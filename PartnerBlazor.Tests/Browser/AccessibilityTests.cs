using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using PartnerBlazor.Accounts;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Accounts;
using PartnerBlazor.Tests.Entry;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>No page breaks a rule of WCAG 2.2 A or AA, light or dark, in either language.</summary>
public sealed class AccessibilityTests(BrowserFixture browser)
{
    private readonly List<string> _violations = [];

    internal static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    // Each scan takes a second or more: every theme and every width once, not every pair.
    [Theory]
    [InlineData("en", false, 1440)]
    [InlineData("fr", true, 390)]
    public async Task Pages_are_accessible(string language, bool dark, int width)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await TabAsync(portal, language, dark, width);
        await tab.GoAsync("/sign-in");
        await DemandAsync(tab, "sign-in");
        await tab.SignInAsync("Camille");
        await DemandAsync(tab, "customers");
        if (width < 500)
            await tab.Page.Locator(".pb-filters").ClickAsync();
        await tab.Page.Locator(".pb-facets .pb-chip").Nth(1).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Menuitemcheckbox).First).ToBeVisibleAsync();
        await DemandAsync(tab, "a filter menu");
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.GoAsync("/customers?q=xyzxyz");
        await Expect(tab.Page.GetByTestId("empty")).ToBeVisibleAsync();
        await DemandAsync(tab, "the empty list");
        await tab.GoAsync("/customers?state=expiring");
        await tab.Page.Locator(".pb-name-button").First.ClickAsync();
        await tab.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new("^(Edit|Modifier)$") }).ClickAsync();
        await Expect(tab.Page.Locator("#pb-show-as")).ToBeFocusedAsync();
        await DemandAsync(tab, "the contact popup");
        await DetailsAsync(tab);
        await GroupsAsync(tab);
        await PeopleAsync(tab);
        await AccountsAsync(tab);
        await FormsAsync(tab);
        await ConsoleAsync(tab);
        await FrameAsync(tab);
        await tab.GoAsync("/no-such-page");
        await Expect(tab.Page.Locator(".pb-message")).ToBeVisibleAsync();
        await DemandAsync(tab, "not found");
        Assert.True(_violations.Count == 0, string.Join("\n\n", _violations));
    }

    [Theory]
    [InlineData("fr", true, 1440)]
    [InlineData("en", false, 390)]
    public async Task Pages_of_signing_in_are_accessible(string language, bool dark, int width)
    {
        await using var portal = await RealPortal.NewAsync();
        await using var tab = await TabAsync(portal, language, dark, width);
        await tab.GoAsync("/set-up");
        await tab.Page.Locator(".pb-act-main").ClickAsync();
        await DemandAsync(tab, "set-up with errors");
        await portal.SetUpAsync();
        await tab.GoAsync("/forgotten");
        await DemandAsync(tab, "forgotten password");
        await tab.GoAsync("/password?person=x&token=x");
        await DemandAsync(tab, "a link that is good no more");
        await tab.TypeAsync("not this one at all");
        await DemandAsync(tab, "sign-in refused");
        await tab.TypeAsync(path: "/account");
        await tab.Page.Locator("form:has([value=app-begin]) button").ClickAsync();
        await Expect(tab.Page.Locator(".pb-authenticator")).ToBeVisibleAsync();
        await DemandAsync(tab, "one's own account");
        await portal.DemandAsync(SignInRule.SecondFactor);
        await tab.TypeAsync();
        await Expect(tab.Page.Locator(".pb-authenticator")).ToBeVisibleAsync();
        await DemandAsync(tab, "setting up a second factor");
        Assert.True(_violations.Count == 0, string.Join("\n\n", _violations));
    }

    private async Task<Tab> TabAsync(IPortal portal, string language, bool dark, int width)
    {
        var tab = await browser.TabAsync(portal, language, dark, width, width < 500 ? 844 : 900);
        // What fades in would be judged half transparent.
        await tab.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        return tab;
    }

    private async Task ConsoleAsync(Tab tab)
    {
        await tab.GoAsync("/customers?assistance=on&billing=usage");
        var id = await tab.Page.Locator(".pb-row[data-id]").First.GetAttributeAsync("data-id");
        await tab.GoAsync($"/customers/{id}");
        await tab.Page.Locator("[data-act=Launch]").ClickAsync();
        await Expect(tab.Page.Locator("#pb-launch-reason")).ToBeFocusedAsync();
        await DemandAsync(tab, "the launch dialog");
        await tab.GoAsync("/launch?refused=partner_assistance_off");
        await DemandAsync(tab, "a refused launch");
        await tab.GoAsync($"/console/{id}/visit");
        await DemandAsync(tab, "a visit that is over");
        await tab.GoAsync($"/console/{id}");
        await DemandAsync(tab, "the sign-in of a console");
        await tab.Page.GetByTestId("console-sign-in").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(tab.Page.Locator("#console")).ToBeVisibleAsync();
        await DemandAsync(tab, "a customer's console");
        await tab.Page.Locator("#console-switch").ClickAsync();
        await tab.GoAsync($"/customers/{id}");
        await tab.Page.Locator("[data-act=RequestAssistance]").ClickAsync();
        await tab.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).Last.ClickAsync();
        await Expect(tab.Page.GetByTestId("assistance-request")).ToBeVisibleAsync();
        await tab.GoAsync($"/console/{id}");
        await Expect(tab.Page.GetByTestId("request")).ToBeVisibleAsync();
        await DemandAsync(tab, "a console with a request");
        await tab.GoAsync($"/console/{id}/trial");
        await tab.Page.Locator("form.pb-account-form [type=submit]").ClickAsync();
        await Expect(tab.Page.GetByTestId("errors")).ToBeVisibleAsync();
        await DemandAsync(tab, "a trial of the customer's own");
    }

    private async Task DetailsAsync(Tab tab)
    {
        await OpenListAsync(tab);
        var id = await tab.Page.Locator(".pb-row[data-id]").First.GetAttributeAsync("data-id");
        await tab.Page.Locator(".pb-open-button").First.ClickAsync();
        await Expect(tab.Page.Locator(".pb-side .pb-sections")).ToBeVisibleAsync();
        await DemandAsync(tab, "the details beside the list");
        await tab.GoAsync($"/customers/{id}");
        await Expect(tab.Page.Locator(".pb-details-page .pb-sections")).ToBeVisibleAsync();
        await DemandAsync(tab, "the details page");
    }

    private async Task AccountsAsync(Tab tab)
    {
        await OpenListAsync(tab);
        foreach (var box in (int[])[0, 1, 2])
            await tab.Page.Locator(".pb-body .pb-check input").Nth(box).ClickAsync();
        await Expect(tab.Page.Locator(".pb-selection [data-act=Unlink]")).ToBeVisibleAsync();
        await DemandAsync(tab, "what can be done with the chosen ones");
        await tab.Page.Locator(".pb-selection [data-act=Unlink]").ClickAsync();
        await Expect(tab.Page.Locator(".pb-plans li")).ToHaveCountAsync(3);
        await DemandAsync(tab, "the unlink planner");
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.Page.Locator(".pb-menu-button").Nth(3).ClickAsync();
        await Expect(tab.Page.Locator(".pb-row-menu [role=menuitem]").First).ToBeFocusedAsync();
        await DemandAsync(tab, "a row's menu");
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.Page.Locator(".pb-selection [data-act=UpdateBilling]").ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Checkbox).First).ToBeVisibleAsync();
        await DemandAsync(tab, "an update of the billing type");
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.GoAsync("/usage?unprotected=1&sort=-usage");
        await Expect(tab.Page.Locator(".pb-unprotected").First).ToBeVisibleAsync();
        await DemandAsync(tab, "the managed usage");
        await tab.GoAsync("/usage?q=xyzxyz");
        await Expect(tab.Page.GetByTestId("empty")).ToBeVisibleAsync();
        await DemandAsync(tab, "the managed usage of nobody");
        await tab.GoAsync("/unlinked");
        await Expect(tab.Page.GetByTestId("empty")).ToBeVisibleAsync();
        await DemandAsync(tab, "the unlinked");
        await DeliveriesAsync(tab);
        await AlertsAsync(tab);
        await tab.GoAsync("/audit");
        await Expect(tab.Page.Locator(".pb-audit-row[data-seq]").First).ToBeVisibleAsync();
        await DemandAsync(tab, "the audit log");
        await tab.GoAsync("/audit?q=xyzxyz");
        await Expect(tab.Page.GetByTestId("empty")).ToBeVisibleAsync();
        await DemandAsync(tab, "the audit log with nothing found");
        await tab.Page.GetByTestId("erase-person").ClickAsync();
        await Expect(tab.Page.GetByTestId("effect").Locator("p")).ToBeVisibleAsync();
        await DemandAsync(tab, "the erasure of a person's values");
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.GoAsync("/settings");
        await tab.Page.GetByTestId("connect").ClickAsync();
        // Else it is looked at while it is drawn from disabled to enabled.
        await Expect(tab.Page.Locator(".pb-settings-form [type=submit]").First).ToBeEnabledAsync();
        await DemandAsync(tab, "the settings");
    }

    private async Task AlertsAsync(Tab tab)
    {
        await tab.GoAsync("/alerts");
        await Expect(tab.Page.Locator(".pb-alert-row[data-id]").First).ToBeVisibleAsync();
        await tab.Page.Locator(".pb-body .pb-check input").First.ClickAsync();
        await Expect(tab.Page.GetByTestId("selection")).ToBeVisibleAsync();
        await DemandAsync(tab, "the alerts, one chosen");
        await tab.Page.GetByTestId("selection").Locator(".pb-act").Nth(1).ClickAsync();
        await Expect(tab.Page.GetByTestId("effect").Locator("p:not(.pb-none)")).ToBeVisibleAsync();
        await tab.Page.GetByRole(AriaRole.Dialog).Locator(".mud-button-filled").ClickAsync();
        await Expect(tab.Page.Locator("#pb-snooze-why-error")).ToBeVisibleAsync();
        await DemandAsync(tab, "a snooze without a reason");
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.GoAsync("/alerts");
        await tab.Page.Locator(".pb-open-button").First.ClickAsync();
        await Expect(tab.Page.GetByTestId("loud")).ToBeVisibleAsync();
        await DemandAsync(tab, "the details of an alert");
        await tab.Page.GetByTestId("loud").ClickAsync();
        await Expect(tab.Page.GetByTestId("add-loud")).ToBeVisibleAsync();
        await DemandAsync(tab, "what is always loud");
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.GoAsync("/alerts?q=xyzxyz");
        await Expect(tab.Page.GetByTestId("empty")).ToBeVisibleAsync();
        await DemandAsync(tab, "the alerts with nothing found");
    }

    private async Task DeliveriesAsync(Tab tab)
    {
        await tab.GoAsync("/deliveries");
        await Expect(tab.Page.GetByTestId("empty")).ToBeVisibleAsync();
        await tab.GoAsync("/crm");
        await tab.Page.Locator("input[name=crm-mode][value=Refuses]").CheckAsync();
        await Expect(tab.Page.GetByTestId("accounts")).ToBeVisibleAsync();
        await DemandAsync(tab, "the demo's CRM");
        await OpenListAsync(tab);
        await tab.Page.Locator(".pb-name-button").First.ClickAsync();
        var popup = tab.Page.GetByRole(AriaRole.Dialog);
        await popup.Locator(".pb-facts-names .pb-link").First.ClickAsync();
        await popup.Locator("#pb-show-as").FillAsync("Renamed to be refused");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(popup.Locator(".pb-delivery-failed")).ToBeVisibleAsync();
        await DemandAsync(tab, "the contact of somebody whose name was refused elsewhere");
        await tab.GoAsync("/deliveries");
        await Expect(tab.Page.GetByTestId("mine-refused")).ToBeVisibleAsync();
        await DemandAsync(tab, "the deliveries");
    }

    private async Task GroupsAsync(Tab tab)
    {
        await tab.GoAsync("/groups");
        await tab.Page.Locator(".pb-group-name .pb-link").First.ClickAsync();
        await Expect(tab.Page.Locator(".pb-inline-form input")).ToBeFocusedAsync();
        await DemandAsync(tab, "the groups, one being renamed");
        await tab.Page.Locator(".pb-danger").Nth(1).ClickAsync();
        await Expect(tab.Page.GetByTestId("effect").Locator("p")).ToHaveCountAsync(3);
        await DemandAsync(tab, "the deletion of a group");
        await OpenListAsync(tab);
        await tab.Page.Locator(".pb-edit-groups").First.ClickAsync();
        await Expect(tab.Page.GetByTestId("group-selector").GetByRole(AriaRole.Checkbox).First).ToBeVisibleAsync();
        await DemandAsync(tab, "the group selector");
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(tab.Page.GetByTestId("group-selector")).ToHaveCountAsync(0);
        await tab.Page.Locator(".pb-body .pb-check input").First.CheckAsync();
        await tab.Page.Locator(".pb-selection .pb-act").Nth(1).ClickAsync();
        await tab.Page.GetByTestId("group").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Expect(tab.Page.GetByTestId("effect").Locator("p").First).ToBeVisibleAsync();
        await DemandAsync(tab, "a group for many, with the selection behind it");
    }

    private async Task PeopleAsync(Tab tab)
    {
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await tab.GoAsync("/people/roles");
        await tab.Page.GetByTestId("new-role").ClickAsync();
        await dialog.GetByTestId("name").FillAsync("Quiet desk");
        await dialog.Locator("[data-permission=SeeAlerts]").UncheckAsync();
        await DemandAsync(tab, "a new role");
        await dialog.GetByRole(AriaRole.Button).Last.ClickAsync();
        await Expect(tab.Page.Locator(".pb-role-row[data-id]")).ToHaveCountAsync(1);
        await DemandAsync(tab, "the custom roles");
        await tab.GoAsync("/people");
        await Expect(tab.Page.Locator(".pb-people-row[data-id]").First).ToBeVisibleAsync();
        await DemandAsync(tab, "the people");
        await tab.Page.GetByTestId("invite").ClickAsync();
        await Expect(dialog.GetByTestId("name")).ToBeFocusedAsync();
        await dialog.GetByRole(AriaRole.Button).Last.ClickAsync();
        await Expect(dialog.GetByTestId("name")).ToHaveAttributeAsync("aria-invalid", "true");
        await DemandAsync(tab, "a refused invitation");
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.Page.Locator(".pb-people-name a", new() { HasText = "Tom" }).ClickAsync();
        await tab.Page.GetByTestId("customer-search").FillAsync("soc");
        await Expect(tab.Page.Locator(".pb-found button").First).ToBeVisibleAsync();
        await DemandAsync(tab, "a person, with customers found");
        await tab.Page.Locator(".pb-found button").First.ClickAsync();
        await Expect(tab.Page.Locator(".pb-verdicts li").First).ToBeVisibleAsync();
        await tab.Page.Locator("[data-act=access]").ClickAsync();
        await Expect(dialog.Locator(".pb-chosen li").First).ToBeVisibleAsync();
        await DemandAsync(tab, "a role and a scope");
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await tab.Page.Locator("[data-act=view]").ClickAsync();
        await Expect(tab.Page.Locator(".pb-name-button").First).ToBeVisibleAsync();
        await DemandAsync(tab, "the list as somebody else sees it");
    }

    private async Task FormsAsync(Tab tab)
    {
        await OpenListAsync(tab);
        await tab.Page.Locator(".pb-new-button").ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Menuitem).First).ToBeVisibleAsync();
        await DemandAsync(tab, "the menu of a new customer");
        foreach (var form in new[] { "new-monthly", "new-trial" })
        {
            await tab.GoAsync($"/customers/{form}");
            foreach (var step in Enum.GetValues<AccountStep>())
            {
                await Expect(tab.Page.Locator($"[data-step={step}]")).ToBeVisibleAsync();
                if (step < AccountStep.Create)
                {
                    await tab.Page.GetByTestId("next").ClickAsync();
                    await Expect(tab.Page.GetByTestId("errors")).ToBeVisibleAsync();
                }
                await DemandAsync(tab, $"{form}, {step} with what is wrong");
                if (step == AccountStep.Details)
                    await tab.FillDetailsAsync(AccountRulesTests.Draft);
                else if (step < AccountStep.Create)
                    await tab.Page.Locator(".pb-account-form input").First.CheckAsync();
                if (step < AccountStep.Create)
                    await tab.Page.GetByTestId("next").ClickAsync();
            }
            await tab.Page.Locator(".pb-product").ClickAsync();
            await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
            await DemandAsync(tab, $"{form}, leaving");
            await tab.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).Nth(1).ClickAsync();
            await Expect(tab.Page.Locator(".pb-name-button").First).ToBeVisibleAsync();
        }
    }

    private async Task FrameAsync(Tab tab)
    {
        await OpenListAsync(tab);
        await tab.Page.GetByTestId("bell").ClickAsync();
        await Expect(tab.Page.GetByTestId("bell-panel").GetByRole(AriaRole.Listitem).First).ToBeVisibleAsync();
        await DemandAsync(tab, "the alert bell");
        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(tab.Page.GetByTestId("bell-panel")).ToHaveCountAsync(0);
        await tab.Page.Locator(".pb-person").ClickAsync();
        await Expect(tab.Page.Locator("#pb-person-menu")).ToBeVisibleAsync();
        await DemandAsync(tab, "the person menu");
    }

    private static async Task OpenListAsync(Tab tab)
    {
        await tab.GoAsync("/customers");
        await Expect(tab.Page.Locator(".pb-name-button").First).ToBeVisibleAsync();
    }

    // All places are looked at before the test fails, so that one run tells everything.
    private async Task DemandAsync(Tab tab, string where)
    {
        var result = await tab.Page.RunAxe(Rules);
        if (result.Violations.Length > 0)
            _violations.Add($"{where}:\n" + string.Join('\n', result.Violations.Select(v =>
            $"{v.Id}: {v.Help}\n  " + string.Join("\n  ", v.Nodes.Take(4).Select(n => $"{n.Html} – {string.Join("; ", n.Any.Select(c => c.Message))}")))));
    }
}
