using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Access;
using PartnerBlazor.Crm;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Crm;

/// <summary>The page of the accounts in the CRM: those without first, chosen at their line.</summary>
public sealed class SalesforcePageTests : IAsyncLifetime
{
    private CrmWorld _world = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        TestTab.Speak("en");
        _world = await CrmWorld.StartAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_account_is_chosen_at_its_line_and_the_list_follows()
    {
        var (alone, _) = await _world.CustomerAsync("Alone");
        await _world.CustomerAsync("Here", "There", byId: true);
        var account = _world.StandIn.Accounts.Add("Somewhere");
        await _world.MatchAsync();
        await using var tab = await OpenAsync(_world.Admin);
        var page = tab.Page.Render<SalesforcePage>();
        await page.WaitForAssertionAsync(() => Assert.Equal("Ok", page.Find("[data-testid=link]").GetAttribute("data-state")));
        Assert.Contains("of 15,000", page.Find("[data-testid=link]").TextContent, StringComparison.Ordinal);
        Assert.Equal(RefusalCodes.CrmUnmatched, Assert.Single(page.FindAll("[data-testid=accounts] li")).GetAttribute("data-problem"));

        await page.Find("[data-testid=choose]").ClickAsync(new());
        await page.Find("[data-testid=account-id]").ChangeAsync(new() { Value = "nothing" });
        await page.Find(".pb-crm-choose").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.StartsWith("Enter the id of an account", page.Find("li .pb-field-error").TextContent, StringComparison.Ordinal));
        // Nothing is lost.
        Assert.Equal("nothing", page.Find("[data-testid=account-id]").GetAttribute("value"));
        await page.Find("[data-testid=account-id]").ChangeAsync(new() { Value = account.Id });
        await tab.HandedAsync(() => page.Find(".pb-crm-choose").SubmitAsync());
        await page.WaitForAssertionAsync(() => Assert.Equal("Every customer has its account.", page.Find("[data-testid=empty]").TextContent));
        Assert.Equal("Alone has the account Somewhere.", page.Find("[data-testid=told]").TextContent);
        Assert.Equal(account.Id, (await _world.AccountAsync(alone))!.AccountId);

        await page.Find("[data-testid=show-Differing]").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll("[data-testid=accounts] li").Count));
        Assert.Contains("“There” there; found by the vendor’s id.", page.Find("[data-testid=accounts]").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("http://127.0.0.1", page.Find("[data-testid=accounts] a[target=_blank]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_follows_what_is_found_and_is_for_who_manages_people()
    {
        await _world.CustomerAsync("Acme", "Acme");
        await using var tab = await OpenAsync(_world.Admin);
        var page = tab.Page.Render<SalesforcePage>();
        await page.WaitForAssertionAsync(() => Assert.Contains("Not looked for yet.", page.Find("[data-testid=accounts]").TextContent, StringComparison.Ordinal));
        await page.Find("[data-testid=match]").ClickAsync(new());
        await tab.HandedAsync(() => _world.Matcher.RunAsync(Stop));
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll("[data-testid=empty]")));
        await using var other = await OpenAsync(await _world.Store.AddPersonAsync(_world.Partner, Role.Admin));
        var refused = other.Page.Render<SalesforcePage>();
        await refused.WaitForAssertionAsync(() => Assert.Single(refused.FindAll("[data-testid=not-allowed]")));
    }

    [Fact]
    public void Every_state_and_match_is_said_in_both_languages()
    {
        foreach (var culture in new[] { "en", "fr" })
        {
            var texts = new System.Globalization.CultureInfo(culture);
            Assert.All(Enum.GetNames<CrmLinkState>().SelectMany(name => new[] { $"State{name}", $"Mend{name}" }).Concat(Enum.GetNames<CrmMatch>().Select(name => $"By{name}"))
                .Concat(Enum.GetNames<CrmShown>().SelectMany(name => new[] { $"Shown{name}", $"Empty{name}" })), key => Assert.NotNull(PartnerBlazor.Text.CrmTexts.ResourceManager.GetString(key, texts)));
        }
    }

    private Task<TestTab> OpenAsync(PartnerScope scope) => TestTab.OpenAsync(_world.Store, scope, services: services =>
        services.AddSingleton(_world.Link).AddSingleton(_world.Queries).AddSingleton(_world.Commands).AddSingleton<CrmWords>().AddScoped<CrmState>());
}
