using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using OtpNet;
using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Entry;

/// <summary>Real accounts in a real browser: set-up, password, authenticator app, passkey, what the partner demands, sessions.</summary>
public sealed class EntryJourneyTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task The_first_start_is_set_up_once_and_its_super_admin_signs_in(string language)
    {
        await using var portal = await RealPortal.NewAsync();
        await using var tab = await browser.TabAsync(portal, language);
        await tab.GoAsync("/");
        await Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/set-up$"));
        await FillAsync(tab, ("Code", "WRONG"), ("Partner", "Nordlys"), ("Name", RealPortal.Name), ("Email", RealPortal.Email), ("Password", "password1234"), ("Repeated", "password1234"));
        await tab.Page.Locator(".pb-act-main").ClickAsync();
        // Everything that is wrong, in one round.
        Assert.Equal(["set_up_code_wrong", "password_common"], await tab.RefusalsAsync());
        await Expect(tab.Page.Locator("[name=Code]")).ToBeFocusedAsync();
        await Expect(tab.Page.Locator("[name=Partner]")).ToHaveValueAsync("Nordlys");
        // The other language finds what was typed, passwords aside.
        await tab.Page.Locator("[name=Name]").FillAsync("Ada");
        await tab.Page.Locator("[name=Password]").FillAsync(RealPortal.Password);
        await tab.Page.Locator("[formaction^='/language/en']").First.ClickAsync();
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Set up the portal");
        await tab.Page.Locator($"[formaction^='/language/{language}']").First.ClickAsync();
        await Expect(tab.Page.Locator("[name=Partner]")).ToHaveValueAsync("Nordlys");
        await Expect(tab.Page.Locator("[name=Name]")).ToHaveValueAsync("Ada");
        await Expect(tab.Page.Locator("[name=Password]")).ToHaveValueAsync("");
        await tab.Page.Locator("[name=Name]").FillAsync(RealPortal.Name);
        await FillAsync(tab, ("Code", portal.Services.GetRequiredService<SetUp>().Code), ("Password", RealPortal.Password), ("Repeated", RealPortal.Password));
        await tab.Page.Locator(".pb-act-main").ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();

        // Who has just set it up need not type the address again.
        await Expect(tab.Page.Locator("[name=Email]")).ToHaveValueAsync(RealPortal.Email);

        await tab.TypeAsync();
        await Expect(tab.Page.Locator("h1").First).ToHaveTextAsync(language == "fr" ? "Clients" : "Customers");
        Assert.Empty(tab.Errors);
        Assert.Equal(404, (await tab.GoAsync("/set-up")).Status);
        Assert.DoesNotContain(portal.Complaints, line => line.Contains(RealPortal.Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_authenticator_app_protects_the_account_and_each_recovery_code_helps_once()
    {
        await using var portal = await RealPortal.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.TypeAsync(path: "/account");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Set it up" }).ClickAsync();
        await tab.Page.Locator(".pb-authenticator summary").ClickAsync();
        var key = new Totp(Base32Encoding.ToBytes((await tab.Page.GetByTestId("key").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()));
        await tab.Page.Locator("[name=Code]").FillAsync("000000");
        await tab.Page.Locator("[name=Code]").PressAsync("Enter");
        Assert.Equal(["code_wrong"], await tab.RefusalsAsync());
        var used = key.ComputeTotp();
        await tab.Page.Locator("[name=Code]").FillAsync(used);
        await tab.Page.Locator("[name=Code]").PressAsync("Enter");
        var codes = await tab.Page.GetByTestId("recovery").Locator("li").AllTextContentsAsync();
        Assert.Equal(LoginCommands.RecoveryCodes, codes.Count);
        // Others are made only after a question, and not once more by F5.
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "New recovery codes" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Replace them" }).ClickAsync();
        await Expect(tab.Page.GetByTestId("recovery").Locator("li").First).Not.ToHaveTextAsync(codes[0]);
        codes = await tab.Page.GetByTestId("recovery").Locator("li").AllTextContentsAsync();
        await tab.Page.ReloadAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Nothing was changed");

        await using var other = await browser.TabAsync(portal);
        await other.TypeAsync();
        await Expect(other.Page.Locator("[name=Code]")).ToBeFocusedAsync();
        // The password alone opens nothing.
        await other.GoAsync("/customers");
        await Expect(other.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        foreach (var (code, enters) in new[] { ("111111", false), (used, false), (Next(key), true), (codes[0], true), (codes[0], false) })
        {
            await other.TypeAsync();
            await other.Page.Locator("[name=Code]").FillAsync(code);
            await other.Page.Locator("[name=Code]").PressAsync("Enter");
            if (enters)
                await Expect(other.Page.Locator(".pb-person")).ToBeVisibleAsync();
            else
                await Expect(other.Page.Locator("[data-code=code_wrong]")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task A_passkey_signs_in_without_a_password_and_no_longer_once_it_is_removed()
    {
        await using var portal = await RealPortal.StartAsync();
        await using var tab = await browser.TabAsync(portal.ByName());
        await tab.AuthenticatorAsync();
        await tab.TypeAsync(path: "/account");
        await tab.Page.Locator("[name=PasskeyName]").FillAsync("Laptop");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(tab.Page.GetByTestId("passkeys").Locator("li")).ToContainTextAsync(["Laptop"]);

        await tab.PasskeyAsync("/account");
        await Expect(tab.Page.GetByTestId("sessions")).ToContainTextAsync("passkey");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey Laptop" }).ClickAsync();
        await Expect(tab.Page.GetByTestId("passkeys")).ToHaveCountAsync(0);

        await tab.PasskeyAsync("/account");
        await Expect(tab.Page.Locator("[data-code=passkey_refused]")).ToBeVisibleAsync();
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task What_the_partner_demands_is_set_up_before_anybody_is_let_in()
    {
        await using var portal = await RealPortal.StartAsync();
        await portal.DemandAsync(SignInRule.SecondFactor);
        await using var tab = await browser.TabAsync(portal);
        await tab.TypeAsync();
        await tab.Page.Locator(".pb-authenticator summary").ClickAsync();
        var key = new Totp(Base32Encoding.ToBytes((await tab.Page.GetByTestId("key").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()));
        await tab.GoAsync("/customers");
        await Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        await tab.TypeAsync();
        await tab.Page.Locator("[name=Code]").FillAsync(key.ComputeTotp());
        await tab.Page.Locator("[name=Code]").PressAsync("Enter");
        await Expect(tab.Page.GetByTestId("recovery")).ToBeVisibleAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Continue" }).ClickAsync();
        await Expect(tab.Page.Locator(".pb-person")).ToBeVisibleAsync();

        await portal.DemandAsync(SignInRule.Passkey);
        await using var other = await browser.TabAsync(portal.ByName());
        await other.AuthenticatorAsync();
        await other.TypeAsync();
        // The app they have comes first, then the passkey they have not.
        await other.Page.Locator("[name=Code]").FillAsync(Next(key));
        await other.Page.Locator("[name=Code]").PressAsync("Enter");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(other.Page.Locator(".pb-person")).ToBeVisibleAsync();
        await other.TypeAsync();
        await Expect(other.Page.Locator("[name=Code]")).ToHaveCountAsync(0);
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await Expect(other.Page.Locator(".pb-person")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_session_ended_in_one_browser_is_dead_in_the_other()
    {
        await using var portal = await RealPortal.StartAsync();
        await using var here = await browser.TabAsync(portal);
        await using var there = await browser.TabAsync(portal);
        await there.TypeAsync();
        await Expect(there.Page.Locator(".pb-person")).ToBeVisibleAsync();
        await here.TypeAsync(path: "/account");
        await Expect(here.Page.GetByTestId("sessions").Locator("li")).ToHaveCountAsync(2);
        // A program with the same cookie.
        var cookies = await there.Page.Context.CookiesAsync();
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(portal.BaseAddress, LiveHub.Path), options =>
        {
            foreach (var cookie in cookies)
                options.Cookies.Add(portal.BaseAddress, new System.Net.Cookie(cookie.Name, cookie.Value));
        }).Build();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Closed += _ => { closed.TrySetResult(); return Task.CompletedTask; };
        await hub.StartAsync(TestContext.Current.CancellationToken);
        await hub.InvokeAsync<long>(nameof(LiveHub.Seq), TestContext.Current.CancellationToken);

        await here.Page.GetByTestId("sessions").GetByRole(AriaRole.Button).ClickAsync();

        await Expect(there.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"), new() { Timeout = 5000 });
        await Expect(there.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Your sign-in was ended here or elsewhere.");
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        await Expect(here.Page.GetByTestId("sessions").Locator("li")).ToHaveCountAsync(1);
        await using var db = await portal.DbAsync();
        Assert.Contains(JournalKinds.SessionsEnded, await db.Journal.Select(e => e.Kind).ToListAsync(TestContext.Current.CancellationToken));

        // Whoever signs out themselves is told so, though the tab hears that its sign-in is over.
        await here.GoAsync("/customers");
        await here.Page.Locator(".pb-person").ClickAsync();
        await here.Page.Locator("[formaction='/sign-out']").ClickAsync();
        await Expect(here.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("You are signed out.");
    }

    [Fact]
    public async Task The_journal_says_from_where_also_once_rights_have_changed()
    {
        await using var portal = await RealPortal.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.TypeAsync(path: "/groups");
        foreach (var name in new[] { "North", "South" })
        {
            var field = tab.Page.GetByTestId("new-group").Locator("input").Nth(0);
            await field.FillAsync(name);
            await field.PressAsync("Enter");
            await Expect(field).ToHaveValueAsync("");
            // Another programme is another scope for everybody.
            await portal.ProgrammesAsync(name == "North");
        }
        await using var db = await portal.DbAsync();
        var payloads = await db.Journal.Where(e => e.Kind == JournalKinds.GroupCreated).Select(e => e.Payload).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["127.0.0.1", "127.0.0.1"], payloads.Select(payload => StoreJson.Read<JournalPayload>(payload).Address));
    }

    // That of the next half minute, which a clock may be fast by: the present one is used up.
    private static string Next(Totp key) => key.ComputeTotp(DateTime.UtcNow.AddSeconds(30));

    private static async Task FillAsync(Tab tab, params (string Field, string Text)[] fields)
    {
        foreach (var (field, text) in fields)
            await tab.Page.Locator($"[name={field}]").FillAsync(text);
    }
}
