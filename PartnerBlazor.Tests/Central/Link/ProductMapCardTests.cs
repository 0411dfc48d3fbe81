using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Access;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central.Link;

/// <summary>Products nobody knows on the connection page, of a partner that is connected to nothing.</summary>
public sealed class ProductMapCardTests : IAsyncLifetime
{
    private VendorWorld _world = null!;
    private PartnerScope _admin = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await VendorWorld.StartAsync(change: options => (options.ClientId, options.ClientSecret) = ("", ""));
        _admin = await _world.Store.AddPersonAsync(_world.Partner);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Where_everything_is_known_there_is_none()
    {
        TestTab.Speak("en");
        await using var tab = await TabAsync();
        var page = tab.Page.Render<ConnectionPage>();
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=link]"));
        Assert.Empty(page.FindAll("[data-testid=product-map]"));
    }

    [Theory]
    [InlineData("en", "Products nobody knows", "WONDER-1 · 2 customers", "Choose…", "Server", "Wonder is now shown as Server.")]
    [InlineData("fr", "Produits inconnus", "WONDER-1 · 2 clients", "Choisir…", "Serveur", "Wonder est maintenant affiché comme Serveur.")]
    public async Task Each_is_a_line_and_what_is_chosen_is_saved_at_once(string language, string title, string meta, string none, string server, string told)
    {
        TestTab.Speak(language);
        await MeetAsync("WONDER-1", "Wonder", null);
        await MeetAsync("ALREADY-1", "Already", LicenceCategory.Email);
        foreach (var name in new[] { "Anna", "Bert" })
            await _world.Store.AddCustomerAsync(_world.Partner, name, c => c.Licence(l => (l.ProductCode, l.ProductName) = ("WONDER-1", "Wonder")));
        await using var tab = await TabAsync();
        var page = tab.Page.Render<ConnectionPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal(title, page.Find("[data-testid=product-map] h2").TextContent));
        Assert.Equal(["WONDER-1", "ALREADY-1"], Codes(page));
        var line = page.Find("[data-code=WONDER-1]");
        Assert.Equal(("Wonder", meta), (line.QuerySelector("label")!.TextContent, line.QuerySelector(".pb-meta")!.TextContent));
        Assert.Equal(line.QuerySelector("label")!.GetAttribute("for"), line.QuerySelector("select")!.Id);
        Assert.Equal((none, ""), (line.QuerySelector("option")!.TextContent, line.QuerySelector("select")!.GetAttribute("value")));
        Assert.Contains(server, line.QuerySelectorAll("option").Select(option => option.TextContent));
        Assert.Equal("Email", page.Find("[data-code=ALREADY-1] select").GetAttribute("value"));

        await page.Find("[data-code=WONDER-1] select").ChangeAsync("Server");
        await page.WaitForAssertionAsync(() => Assert.Equal(told, page.Find("[data-testid=product-told]").TextContent));
        Assert.Equal("Server", page.Find("[data-code=WONDER-1] select").GetAttribute("value"));
        Assert.Equal(12, page.FindAll("[data-code=WONDER-1] option").Count);
        // It stays where it is while the page is open.
        Assert.Equal(["WONDER-1", "ALREADY-1"], Codes(page));
        await using var db = _world.Store.Db();
        Assert.All(db.Licences.Where(l => l.ProductCode == "WONDER-1"), licence => Assert.Equal(LicenceCategory.Server, licence.Category));
    }

    [Fact]
    public async Task A_refusal_is_told_at_its_line_which_shows_what_counts()
    {
        TestTab.Speak("en");
        await MeetAsync("WONDER-1", "Wonder", LicenceCategory.Email);
        await using var tab = await TabAsync();
        var page = tab.Page.Render<ConnectionPage>();
        await page.WaitForAssertionAsync(() => page.Find("[data-code=WONDER-1]"));
        // Gone meanwhile.
        await using (var db = _world.Store.Db())
            await db.ProductMappings.ExecuteDeleteAsync(Stop);
        await page.Find("[data-code=WONDER-1] select").ChangeAsync("Server");
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.Find("[data-code=WONDER-1] [role=alert]").TextContent));
        var choice = page.Find("[data-code=WONDER-1] select");
        Assert.Equal(("Email", "true"), (choice.GetAttribute("value"), choice.GetAttribute("aria-invalid")));
        Assert.Contains(page.Find("[data-code=WONDER-1] [role=alert]").Id!, choice.GetAttribute("aria-describedby")!, StringComparison.Ordinal);
        Assert.Equal("", page.Find("[data-testid=product-told]").TextContent);
    }

    private static IEnumerable<string?> Codes(IRenderedComponent<ConnectionPage> page) => page.FindAll("[data-testid=product]").Select(line => line.GetAttribute("data-code"));

    private Task MeetAsync(string code, string name, LicenceCategory? category) => _world.Store.WriteAsync(_world.Partner, write =>
    {
        write.Db.ProductMappings.Add(new ProductMapping { PartnerId = _world.Partner, Code = code, Name = name, Category = category, SeenAt = write.Now });
    });

    private Task<TestTab> TabAsync() => TestTab.OpenAsync(_world.Store, _admin, services: services => services.AddSingleton(_world.Link).AddSingleton(_world.Get<ConnectionQueries>())
        .AddSingleton(_world.Get<ConnectionCommands>()).AddSingleton(_world.Get<SyncQueries>()).AddSingleton(_world.Get<SyncCommands>())
        .AddSingleton(_world.Sync).AddSingleton<SyncWords>().AddSingleton<ConnectionWords>().AddScoped<ConnectionState>());
}
