using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Access;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Entry;

/// <summary>Whom an identity provider vouches for, below its redirects.</summary>
public sealed class ProviderPeopleTests
{
    private static readonly Dictionary<string, string> s_settings = new()
    {
        ["Oidc:Authority"] = "http://localhost:9",
        ["Oidc:ClientId"] = "portal",
        ["Oidc:Roles:0:Value"] = "admins",
        ["Oidc:Roles:0:Role"] = "SuperAdmin",
        ["Oidc:Roles:1:Value"] = "desk",
        ["Oidc:Roles:1:Role"] = "HelpDesk",
    };

    [Fact]
    public async Task A_greater_role_leaves_no_customers_behind_when_it_is_lost()
    {
        await using var portal = await RealPortal.StartAsync(s_settings);
        await FindAsync(portal, "7", "bo@nordlys.example", "admins");
        Assert.True((await portal.ScopeAsync("bo@nordlys.example")).AllCustomers);
        await FindAsync(portal, "7", "bo@nordlys.example", "desk");
        Assert.False((await portal.ScopeAsync("bo@nordlys.example")).AllCustomers);
    }

    [Fact]
    public async Task An_address_that_went_to_somebody_else_opens_nobodys_account()
    {
        await using var portal = await RealPortal.StartAsync(s_settings);
        var bo = await FindAsync(portal, "7", "bo@nordlys.example", "desk");
        Assert.Equal(bo, await FindAsync(portal, "7", "bo.lind@nordlys.example", "desk"));
        Assert.Equal(RefusalCodes.ProviderOther, (await Assert.ThrowsAsync<RefusedException>(() => FindAsync(portal, "8", "bo@nordlys.example", "desk"))).Code);
        // The same number at another provider is somebody else.
        Assert.Equal(RefusalCodes.ProviderOther, (await Assert.ThrowsAsync<RefusedException>(() => FindAsync(portal, "7", "bo@nordlys.example", "desk", "https://other.example"))).Code);
    }

    [Fact]
    public async Task Whom_the_provider_alone_vouches_for_gets_no_credentials_that_outlive_it()
    {
        var mails = new Mails();
        await using var portal = await RealPortal.StartAsync(s_settings, services => services.AddSingleton<IMailer>(mails));
        var bo = await FindAsync(portal, "7", "bo@nordlys.example", "desk");
        using var scope = portal.Services.CreateScope();
        var links = scope.ServiceProvider.GetRequiredService<AccountLinks>();
        await links.ForgottenAsync("bo@nordlys.example");
        Assert.Empty(mails.To);
        var account = (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByIdAsync($"{bo}"))!;
        var refused = await Assert.ThrowsAsync<RefusedException>(() => scope.ServiceProvider.GetRequiredService<LoginCommands>().AddPasskeyAsync(account, "{}", "Key", ""));
        Assert.Equal(RefusalCodes.ProviderAccount, refused.Code);
        // Unless a Super Admin wants them to.
        await links.InviteAsync(await portal.ScopeAsync(RealPortal.Email), bo, TestContext.Current.CancellationToken);
        Assert.Equal(["bo@nordlys.example"], mails.To);
    }

    [Fact]
    public async Task A_mailbox_is_not_filled_by_whoever_asks_for_links()
    {
        var mails = new Mails();
        await using var portal = await RealPortal.StartAsync(services: services => services.AddSingleton<IMailer>(mails));
        var forgotten = portal.Services.GetRequiredService<ForgottenMails>();
        for (var i = 0; i < 20; i++)
            forgotten.Send(i % 2 == 0 ? RealPortal.Email : $" {RealPortal.Email.ToUpperInvariant()}");
        await mails.Third.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        forgotten.Send("nobody@nordlys.example");
        Assert.Equal(3, mails.To.Count);
    }

    private static async Task<Guid> FindAsync(PortalHost portal, string subject, string email, string role, string issuer = "https://id.example")
    {
        using var scope = portal.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ProviderPeople>().FindAsync(new ClaimsPrincipal(new ClaimsIdentity(
            [new("iss", issuer), new("sub", subject), new("email", email), new("email_verified", "true"), new("roles", role)])));
    }

    private sealed class Mails : IMailer
    {
        private readonly TaskCompletionSource _third = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _lock = new();

        public List<string> To { get; } = [];

        public Task Third => _third.Task;

        public bool Exists => true;

        public Task<string?> SendAsync(string to, string subject, string text, CancellationToken cancel)
        {
            lock (_lock)
            {
                To.Add(to);
                if (To.Count == 3)
                    _third.SetResult();
            }
            return Task.FromResult<string?>(null);
        }
    }
}
