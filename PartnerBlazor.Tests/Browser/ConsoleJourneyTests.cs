using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PartnerBlazor.Store;
using PartnerBlazor.Text;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>Partner, technician and customer, as they meet in one browser.</summary>
public sealed class ConsoleJourneyTests(BrowserFixture browser)
{
    // What SPEC §5 promises of a visit.
    private const float WithinASecond = 1000;

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Switched_off_while_the_launch_dialog_is_open_it_is_refused_at_the_click(string language)
    {
        string Refused(string code) => new ResourceManager(typeof(RefusalTexts)).GetString(code, CultureInfo.GetCultureInfo(language))!;
        await using var portal = await PortalHost.StartAsync();
        await using var partner = await browser.TabAsync(portal, language);
        var id = await OpenAsync(portal);
        await partner.SignInAsync("Camille", $"/customers?q={id}");
        await using var customer = await AdministratorAsync(partner, id);
        var dialog = await LaunchAsync(partner, id);
        await Expect(dialog.Locator("[data-code]")).ToHaveCountAsync(0);
        var launches = 0;
        partner.Page.Context.Request += (_, request) => launches += request.Url.EndsWith("/launch", StringComparison.Ordinal) ? 1 : 0;

        await customer.Page.Locator("#console-switch").ClickAsync();
        await Expect(dialog.Locator("[data-code=partner_assistance_off]")).ToBeVisibleAsync();
        // Impossible, and still there to be pressed.
        await dialog.GetByRole(AriaRole.Button).Last.ClickAsync(new() { Force = true });

        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync(Refused(RefusalCodes.AssistanceOff));
        await Expect(partner.Row(id).Locator(".pb-assist-off")).ToBeVisibleAsync();
        Assert.Equal(0, launches);
        Assert.Empty(partner.Errors);
        Assert.Empty(portal.Complaints);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task One_browser_is_partner_technician_and_customer_and_the_customer_shows_the_technician_out(string language)
    {
        string Say(string key) => new ResourceManager(typeof(ConsoleTexts)).GetString(key, CultureInfo.GetCultureInfo(language))!;
        await using var portal = await PortalHost.StartAsync();
        await using var partner = await browser.TabAsync(portal, language);
        await using var colleague = await browser.TabAsync(portal, language);
        var id = await OpenAsync(portal);
        await partner.SignInAsync("Camille", $"/customers?q={id}");
        await colleague.SignInAsync("Hélène", $"/customers?q={id}");
        await colleague.Row(id).Locator(".pb-open-button").ClickAsync();
        await using var customer = await AdministratorAsync(partner, id);

        var dialog = await LaunchAsync(partner, id);
        await dialog.Locator("#pb-launch-reason").FillAsync("Ticket 4711");
        var visit = await partner.Page.Context.RunAndWaitForPageAsync(() => partner.Page.Keyboard.PressAsync("Enter"));
        await Expect(visit.Locator("#console")).ToBeVisibleAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.EndsWith($"/console/{id}/visit", visit.Url, StringComparison.Ordinal);
        Assert.True(await visit.EvaluateAsync<bool>("window.opener === null && document.referrer === ''"));
        // Each is who they are; the switch is the customer's alone.
        await Expect(visit.GetByTestId("who")).ToContainTextAsync("Camille Aubert");
        await Expect(visit.GetByRole(AriaRole.Switch)).ToHaveCountAsync(0);
        await Expect(customer.Page.GetByTestId("who")).ToHaveTextAsync(Say("AsAdministrator"));
        await Expect(customer.Page.GetByTestId("others")).ToContainTextAsync("Camille Aubert");
        await Expect(colleague.Page.GetByTestId("on-now")).ToContainTextAsync("Camille Aubert");
        await Expect(colleague.Page.Locator(".pb-timeline li").First).ToContainTextAsync("Ticket 4711");

        await customer.Page.Locator("#console-switch").ClickAsync();
        await Expect(visit.GetByTestId("visit-over")).ToBeVisibleAsync(new() { Timeout = WithinASecond });
        await Expect(colleague.Page.GetByTestId("on-now")).ToHaveCountAsync(0);
        await Expect(customer.Page.GetByRole(AriaRole.Switch)).ToHaveAttributeAsync("aria-checked", "false");
        await Expect(customer.Page.Locator("#console-switch")).ToBeVisibleAsync();
        Assert.Empty(partner.Errors);
        Assert.Empty(colleague.Errors);
        Assert.Empty(portal.Complaints);
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("fr", false)]
    public async Task A_request_reaches_the_open_console_and_its_answer_the_open_portal(string language, bool approve)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var partner = await browser.TabAsync(portal, language);
        var id = await OpenAsync(portal);
        await partner.SignInAsync("Camille", $"/customers?q={id}");
        await using var customer = await AdministratorAsync(partner, id);
        await customer.Page.Locator("#console-switch").ClickAsync();
        await Expect(partner.Row(id).Locator(".pb-assist-off")).ToBeVisibleAsync();

        await partner.GoAsync($"/customers/{id}");
        await partner.Page.Locator("[data-act=RequestAssistance]").ClickAsync();
        await partner.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).Last.ClickAsync();
        await Expect(partner.Page.GetByTestId("assistance-request")).ToHaveCountAsync(1);
        await Expect(customer.Page.GetByTestId("request")).ToContainTextAsync("Camille Aubert");
        await customer.Page.Locator(approve ? "#console-approve" : "#console-decline").ClickAsync();

        await Expect(customer.Page.GetByTestId("request")).ToHaveCountAsync(0);
        await Expect(customer.Page.GetByRole(AriaRole.Switch)).ToHaveAttributeAsync("aria-checked", approve ? "true" : "false");
        await Expect(partner.Page.Locator($".pb-details .pb-assist-{(approve ? "on" : "off")}")).ToBeVisibleAsync();
        await Expect(partner.Page.GetByTestId("assistance-request")).ToContainTextAsync(
            (language, approve) == ("en", true) ? "approved just now" : "refusée à l’instant");
        Assert.Empty(partner.Errors);
        Assert.Empty(portal.Complaints);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task A_customer_starts_a_trial_of_its_own_that_lets_nobody_in(string language)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var partner = await browser.TabAsync(portal, language);
        var id = await OpenAsync(portal);
        await partner.SignInAsync("Camille");
        await using var customer = await AdministratorAsync(partner, id);
        await customer.GoAsync($"/console/{id}/trial");
        var page = customer.Page;
        foreach (var (field, text) in new[]
        {
            ("Company", "Boulangerie Nouvelle"), ("FirstName", "Ada"), ("LastName", "Martin"), ("Email", "not an address"), ("Phone", "+33 1 42 68 53 00"),
            ("Address1", "1 rue Neuve"), ("PostalCode", "75002"), ("City", "Paris"),
        })
            await page.Locator($"[name={field}]").FillAsync(text);
        await page.Locator("[name=CountryCode]").SelectOptionAsync("FR");
        await page.Locator("[name=DataGeography]").SelectOptionAsync("IE");
        await page.Locator("[name=Products]").First.CheckAsync();
        await page.Locator("[name=TermsAccepted]").CheckAsync();
        await page.Locator("form.pb-account-form [type=submit]").ClickAsync();

        // What is wrong is said at its field, and nothing typed is lost.
        await Expect(page.GetByTestId("errors").Locator("a")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-field=Email] [data-code=email_invalid]")).ToBeVisibleAsync();
        await Expect(page.Locator("[name=Company]")).ToHaveValueAsync("Boulangerie Nouvelle");
        await Expect(page.Locator("[name=CountryCode]")).ToHaveValueAsync("FR");
        await Expect(page.Locator("[name=Products]").First).ToBeCheckedAsync();
        await page.Locator("[name=Email]").FillAsync("ada@example.com");
        await page.Locator("form.pb-account-form [type=submit]").ClickAsync();

        await Expect(page.Locator("#console h1")).ToHaveTextAsync("Boulangerie Nouvelle");
        await Expect(page.GetByRole(AriaRole.Switch)).ToHaveAttributeAsync("aria-checked", "false");
        await partner.SearchAsync("boulangerie nouvelle");
        await Expect(partner.Page.Locator(".pb-body .pb-row .pb-assist-off")).ToHaveCountAsync(1);
        Assert.Empty(partner.Errors);
        Assert.Empty(portal.Complaints);
    }

    [Fact]
    public async Task A_console_that_is_open_changes_by_itself_and_keeps_the_focus()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var partner = await browser.TabAsync(portal);
        var id = await OpenAsync(portal);
        await partner.SignInAsync("Camille");
        await using var customer = await AdministratorAsync(partner, id);
        await customer.Page.Locator("#console-switch").FocusAsync();
        await portal.Services.GetRequiredService<PartnerStore>().WriteAsync(1, Actor.Vendor, async write =>
        {
            (await write.CustomerAsync(id, TestContext.Current.CancellationToken)).ShowAs = "Shown anew";
            write.Journal(JournalKinds.CustomerRenamed, id);
            return true;
        }, TestContext.Current.CancellationToken);
        await Expect(customer.Page.Locator("#console h1")).ToHaveTextAsync("Shown anew");
        await Expect(customer.Page.Locator("#console-switch")).ToBeFocusedAsync();
        // The portal's sign-out ends no console, and the console's no portal.
        await customer.Page.Locator(".pb-details-acts [type=submit]").ClickAsync();
        await Expect(customer.Page.GetByTestId("console-sign-in")).ToBeVisibleAsync();
        await partner.Page.ReloadAsync();
        await Expect(partner.Page.Locator(".pb-name-button").First).ToBeVisibleAsync();
        Assert.Empty(partner.Errors);
    }

    [Fact]
    public async Task A_tab_that_is_closed_is_nobody_and_pressed_twice_it_launches_once()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var partner = await browser.TabAsync(portal);
        await using var colleague = await browser.TabAsync(portal);
        var id = await OpenAsync(portal);
        await partner.SignInAsync("Camille", $"/customers?q={id}");
        await colleague.SignInAsync("Hélène", $"/customers?q={id}");
        await colleague.Row(id).Locator(".pb-open-button").ClickAsync();
        var dialog = await LaunchAsync(partner, id);
        var visit = await partner.Page.Context.RunAndWaitForPageAsync(() => dialog.GetByRole(AriaRole.Button).Last.DblClickAsync());
        await Expect(visit.Locator("#console")).ToBeVisibleAsync();
        await Expect(colleague.Page.GetByTestId("on-now")).ToBeVisibleAsync();
        await Expect(colleague.Page.Locator(".pb-timeline li").Filter(new() { HasText = "Console opened" })).ToHaveCountAsync(1);
        await visit.CloseAsync();
        await Expect(colleague.Page.GetByTestId("on-now")).ToHaveCountAsync(0);

        // Launched twice, the first visit is over: one is left to end.
        await LaunchAsync(partner, id);
        var first = await partner.Page.Context.RunAndWaitForPageAsync(() => partner.Page.Keyboard.PressAsync("Enter"));
        await Expect(first.Locator("#console")).ToBeVisibleAsync();
        await LaunchAsync(partner, id);
        var second = await partner.Page.Context.RunAndWaitForPageAsync(() => partner.Page.Keyboard.PressAsync("Enter"));
        await second.Locator(".pb-details-acts [type=submit]").ClickAsync();
        await Expect(second.GetByTestId("visit-over")).ToBeVisibleAsync();
        await Expect(first.GetByTestId("visit-over")).ToBeVisibleAsync();
        Assert.Empty(partner.Errors);
        Assert.Empty(portal.Complaints);
    }

    [Fact]
    public async Task A_console_without_its_portal_says_so()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var customer = await browser.TabAsync(portal);
        await customer.GoAsync($"/console/{await OpenAsync(portal)}");
        // The page shows before its script runs; only once it follows the portal can it tell that it is gone.
        await customer.Page.RunAndWaitForWebSocketAsync(
            () => customer.Page.GetByTestId("console-sign-in").GetByRole(AriaRole.Button).ClickAsync());
        await Expect(customer.Page.Locator("#console")).ToBeVisibleAsync();
        await Expect(customer.Page.Locator("#console-away")).ToBeHiddenAsync();
        await portal.DisposeAsync();
        await Expect(customer.Page.Locator("#console-away")).ToBeVisibleAsync();
        await Expect(customer.Page.Locator("#console")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Seven_open_consoles_leave_room_for_the_portal()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var partner = await browser.TabAsync(portal);
        var id = await OpenAsync(portal);
        await partner.SignInAsync("Camille");
        for (var i = 0; i < 7; i++)
        {
            var console = await partner.BesideAsync();
            await console.GoAsync($"/console/{id}");
            if (i == 0)
                await console.Page.GetByTestId("console-sign-in").GetByRole(AriaRole.Button).ClickAsync();
            await Expect(console.Page.Locator("#console")).ToBeVisibleAsync();
        }
        await partner.GoAsync("/groups");
        await Expect(partner.Page.Locator("h1")).ToBeVisibleAsync();
    }

    private static async Task<ILocator> LaunchAsync(Tab partner, Guid id)
    {
        await partner.Row(id).Locator(".pb-menu-button").ClickAsync();
        await partner.Page.Locator(".pb-row-menu [data-act=Launch]").ClickAsync();
        await Expect(partner.Page.Locator("#pb-launch-reason")).ToBeFocusedAsync();
        return partner.Page.GetByRole(AriaRole.Dialog);
    }

    // The customer's administrator, in another tab of the same browser.
    private static async Task<Tab> AdministratorAsync(Tab partner, Guid id)
    {
        var tab = await partner.BesideAsync();
        await tab.GoAsync($"/console/{id}");
        await tab.Page.GetByTestId("console-sign-in").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(tab.Page.Locator("#console")).ToBeVisibleAsync();
        return tab;
    }

    // A customer that lets the partner in.
    private static async Task<Guid> OpenAsync(PortalHost portal)
    {
        await using var db = portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContext();
        return await db.CustomerRows.Where(r => r.PartnerId == 1 && r.Assistance == PartnerAssistance.On && r.Activated && r.Status == CustomerStatus.Active && !r.ManagedOrder)
            .OrderBy(r => r.Id).Select(r => r.Id).FirstAsync(TestContext.Current.CancellationToken);
    }
}
