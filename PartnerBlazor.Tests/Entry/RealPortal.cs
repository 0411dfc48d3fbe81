using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PartnerBlazor.Access;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Entry;

/// <summary>A portal without the demo: real accounts, on a database of its own.</summary>
internal static class RealPortal
{
    public const string Email = "ada@nordlys.example";
    public const string Name = "Ada Nyström";
    public const string Password = "otter lamp violet crane";

    private static readonly SetUpForm s_form = new("Nordlys", MspFlex: true, MspFlexConnect: false, Name, Email, Password);

    /// <summary>One that nobody has set up.</summary>
    public static Task<PortalHost> NewAsync(Dictionary<string, string>? settings = null, Action<IServiceCollection>? services = null) =>
        PortalHost.StartAsync(settings: new Dictionary<string, string>(settings ?? []) { ["Demo:Enabled"] = "false" }, services: services);

    /// <summary>One that is set up, with <see cref="Email"/> as its Super Admin.</summary>
    public static async Task<PortalHost> StartAsync(Dictionary<string, string>? settings = null, Action<IServiceCollection>? services = null)
    {
        var portal = await NewAsync(settings, services);
        await portal.SetUpAsync();
        return portal;
    }

    /// <summary>Sets it up.</summary>
    public static Task SetUpAsync(this PortalHost portal)
    {
        var setUp = portal.Services.GetRequiredService<SetUp>();
        return setUp.RunAsync(setUp.Code, s_form, "");
    }

    /// <summary>Adds a person; they have no account yet.</summary>
    public static async Task<Guid> AddAsync(this PortalHost portal, string name, string email, Role role = Role.HelpDesk)
    {
        var admin = await portal.ScopeAsync(Email);
        var id = Guid.NewGuid();
        return await portal.Services.GetRequiredService<PartnerStore>().WriteAsync(admin, Permission.ManagePeople, session =>
        {
            session.Db.People.Add(new Person { Id = id, PartnerId = session.PartnerId, Name = name, Email = email, Role = role, AllCustomers = true });
            session.JournalOther(JournalKinds.PersonInvited, id, name);
            return Task.FromResult(id);
        });
    }

    /// <summary>Deactivates a person.</summary>
    public static async Task DeactivateAsync(this PortalHost portal, Guid id)
    {
        var admin = await portal.ScopeAsync(Email);
        await portal.Services.GetRequiredService<PartnerStore>().WriteAsync(admin, Permission.ManagePeople, async session =>
        {
            var person = await session.Db.People.SingleAsync(p => p.Id == id);
            person.Active = false;
            session.JournalOther(JournalKinds.PersonDeactivated, id, person.Name);
            return 0;
        });
    }

    /// <summary>The scope of a person, by address.</summary>
    public static async Task<PartnerScope> ScopeAsync(this PortalHost portal, string email)
    {
        await using var db = await portal.DbAsync();
        var id = await db.People.Where(p => p.Email == email).Select(p => p.Id).SingleAsync();
        return (await ScopeReader.ReadAsync(db, id, CancellationToken.None))!;
    }

    /// <summary>What the partner demands of everybody's sign-in.</summary>
    public static async Task DemandAsync(this PortalHost portal, SignInRule rule)
    {
        var admin = await portal.ScopeAsync(Email);
        await portal.Services.GetRequiredService<PartnerStore>().WriteAsync(admin, Permission.ManagePeople, async session =>
        {
            (await session.Db.Partners.SingleAsync(p => p.Id == session.PartnerId)).SignInRule = rule;
            session.JournalOther(JournalKinds.PartnerRules, null, after: rule.ToString());
            return 0;
        });
    }

    /// <summary>Gives the partner MSP Flex Connect, or takes it away.</summary>
    public static async Task ProgrammesAsync(this PortalHost portal, bool connect)
    {
        var admin = await portal.ScopeAsync(Email);
        await portal.Services.GetRequiredService<PartnerStore>().WriteAsync(admin, Permission.ManagePeople, async session =>
        {
            var partner = await session.Db.Partners.SingleAsync(p => p.Id == session.PartnerId);
            partner.MspFlexConnect = connect;
            session.JournalOther(JournalKinds.PartnerChanged, null, partner.Name);
            return 0;
        });
    }

    /// <summary>A fresh context on its database.</summary>
    public static Task<PartnerDb> DbAsync(this PortalHost portal) => portal.Services.GetRequiredService<IDbContextFactory<PartnerDb>>().CreateDbContextAsync();

    /// <summary>Types address and password.</summary>
    public static async Task TypeAsync(this Tab tab, string password = Password, string email = Email, string path = "/customers")
    {
        await tab.GoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(path)}");
        await tab.Page.Locator("[name=Email]").FillAsync(email);
        await tab.Page.Locator("[name=Password]").FillAsync(password);
        await tab.Page.Locator("[name=Password]").PressAsync("Enter");
    }

    /// <summary>The same portal by name: no passkey is made for an IP address.</summary>
    public static IPortal ByName(this PortalHost portal) => new Named(new UriBuilder(portal.BaseAddress) { Host = "localhost" }.Uri);

    /// <summary>Gives the browser a device that answers for passkeys.</summary>
    public static async Task AuthenticatorAsync(this Tab tab)
    {
        var session = await tab.Page.Context.NewCDPSessionAsync(tab.Page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    /// <summary>Signs in with a passkey from the sign-in page.</summary>
    public static async Task PasskeyAsync(this Tab tab, string path)
    {
        await tab.GoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(path)}");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
    }

    /// <summary>The stable codes of what is refused on the page.</summary>
    public static async Task<IReadOnlyList<string>> RefusalsAsync(this Tab tab)
    {
        // What was posted may still be on its way.
        await tab.Page.Locator("[data-code]").First.WaitForAsync();
        return await tab.Page.Locator("[data-code]").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.code)");
    }

    private sealed record Named(Uri BaseAddress) : IPortal;
}
