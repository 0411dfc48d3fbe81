using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PartnerBlazor.Access;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Entry;

/// <summary>Sign-in at a real OpenID provider, in a real browser.</summary>
public sealed class ProviderJourneyTests(BrowserFixture browser)
{
    private static readonly (string, string)[] s_bo = [("sub", "1007"), ("name", "Bo Lind"), ("email", "bo@nordlys.example"), ("email_verified", "true")];

    [Fact]
    public async Task Somebody_new_gets_the_role_the_provider_gives_and_nothing_more()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var portal = await RealPortal.StartAsync(provider.Settings);
        provider.Who = [.. s_bo, ("roles", "everybody"), ("roles", "service-desk")];
        await using var tab = await browser.TabAsync(portal);
        await EnterAsync(tab);
        await Expect(tab.Page.Locator(".pb-person")).ToBeVisibleAsync();
        var bo = await portal.ScopeAsync("bo@nordlys.example");
        Assert.Equal((Role.HelpDesk, false, 0, 0), (bo.Role, bo.AllCustomers, bo.GroupIds.Count, bo.CustomerIds.Count));

        // A role given or lost there is given or lost here.
        provider.Who = [.. s_bo, ("roles", "service-desk"), ("roles", "portal-admins")];
        await EnterAsync(tab);
        await Expect(tab.Page.Locator(".pb-person")).ToBeVisibleAsync();
        Assert.Equal(Role.SuperAdmin, (await portal.ScopeAsync("bo@nordlys.example")).Role);
        provider.Who = [.. s_bo, ("roles", "everybody")];
        await EnterAsync(tab);
        await Expect(tab.Page.Locator("[data-code=provider_no_role]")).ToBeVisibleAsync();
        await using var db = await portal.DbAsync();
        Assert.Equal(2, await db.People.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(ActorKind.Provider, (await db.Journal.SingleAsync(e => e.Kind == JournalKinds.PersonInvited, TestContext.Current.CancellationToken)).ActorKind);
    }

    [Fact]
    public async Task An_address_the_provider_has_not_verified_opens_nobodys_account()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var portal = await RealPortal.StartAsync(provider.Settings);
        await using var tab = await browser.TabAsync(portal);
        foreach (var verified in new[] { "false", null })
        {
            provider.Who = [("sub", "666"), ("email", RealPortal.Email), .. verified is null ? Array.Empty<(string, string)>() : [("email_verified", verified)], ("roles", "portal-admins")];
            await EnterAsync(tab);
            await Expect(tab.Page.Locator("[data-code=provider_no_email]")).ToBeVisibleAsync();
        }
        provider.Who = null;
        await EnterAsync(tab);
        await Expect(tab.Page.Locator("[data-code=provider_failed]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_verified_address_is_the_person_who_was_invited_and_a_deactivated_one_stays_out()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var portal = await RealPortal.StartAsync(provider.Settings);
        var id = await portal.AddAsync("Bo Lind", "Bo@nordlys.example", Role.ReadOnly);
        provider.Who = [.. s_bo, ("roles", "service-desk")];
        await using var tab = await browser.TabAsync(portal);
        await EnterAsync(tab);
        await Expect(tab.Page.Locator(".pb-person")).ToBeVisibleAsync();
        var bo = await portal.ScopeAsync("Bo@nordlys.example");
        Assert.Equal((id, Role.HelpDesk, true), (bo.PersonId, bo.Role, bo.AllCustomers));
        await portal.DeactivateAsync(id);
        await Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"), new() { Timeout = 5000 });
        await EnterAsync(tab);
        await Expect(tab.Page.Locator("[data-code=provider_deactivated]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Passwords_are_for_super_admins_alone_where_the_provider_is_the_only_way_and_the_last_one_stays()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var portal = await RealPortal.StartAsync(new(provider.Settings) { ["Oidc:OnlyProvider"] = "true" });
        await using var tab = await browser.TabAsync(portal);
        // The provider would make the last Super Admin a help desk.
        provider.Who = [("sub", "1"), ("email", RealPortal.Email), ("email_verified", "true"), ("roles", "service-desk")];
        await EnterAsync(tab);
        await Expect(tab.Page.Locator("[data-code=last_super_admin]")).ToBeVisibleAsync();
        provider.Who = null;
        await tab.TypeAsync();
        await Expect(tab.Page.Locator(".pb-person")).ToBeVisibleAsync();

        // Whoever else is invited is told where to sign in, and gets no password that would open nothing.
        var bo = await portal.AddAsync("Bo Lind", "bo@nordlys.example");
        using var scope = portal.Services.CreateScope();
        var links = scope.ServiceProvider.GetRequiredService<AccountLinks>();
        var admin = await portal.ScopeAsync(RealPortal.Email);
        Assert.Equal(new InvitationSent("/sign-in", false, null, "Nordlys ID"), await links.InviteAsync(admin, bo, TestContext.Current.CancellationToken));
        var cy = await portal.AddAsync("Cy Moe", "cy@nordlys.example", Role.SuperAdmin);
        Assert.StartsWith("/password?", (await links.InviteAsync(admin, cy, TestContext.Current.CancellationToken)).Link, StringComparison.Ordinal);
    }

    private static async Task EnterAsync(Tab tab)
    {
        await tab.GoAsync("/sign-in?returnUrl=%2Fcustomers");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Nordlys ID" }).ClickAsync(new() { Timeout = 30_000 });
    }
}
