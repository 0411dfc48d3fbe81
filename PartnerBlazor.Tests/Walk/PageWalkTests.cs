using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Walk;

/// <summary>
/// Every page that lives in a circuit, opened in a real browser as everybody (<see cref="WalkTable"/> says how to add one): <c>page</c>;
/// <c>not-allowed</c>: it says that the role does not allow it; <c>not-found</c>: the same, byte for byte, as for a customer that does not exist.
/// </summary>
public sealed class PageWalkTests(WalkWorld world, BrowserFixture browser) : IClassFixture<WalkWorld>
{
    private const string Table = """
        /customers             | page        | SignedOut=sign-in
        /customers/{Id}        | page        | OtherPartner=not-found OutOfScope=not-found SignedOut=sign-in
        /customers/new-monthly | not-allowed | SuperAdmin=page BusinessAdmin=page OtherPartner=page SignedOut=sign-in
        /customers/new-trial   | not-allowed | SuperAdmin=page BusinessAdmin=page OtherPartner=page SignedOut=sign-in
        /groups                | not-allowed | SuperAdmin=page OtherPartner=page SignedOut=sign-in
        /connection            | not-allowed | SuperAdmin=page OtherPartner=page SignedOut=sign-in
        /salesforce            | not-allowed | SuperAdmin=page OtherPartner=page SignedOut=sign-in
        /settings              | not-allowed | SuperAdmin=page OtherPartner=page SignedOut=sign-in
        /unlinked              | not-allowed | SuperAdmin=page OtherPartner=page SignedOut=sign-in
        /to-do                 | not-allowed | SuperAdmin=page BusinessAdmin=page OtherPartner=page SignedOut=sign-in
        /deliveries            | not-allowed | SuperAdmin=page Admin=page BusinessAdmin=page OtherPartner=page OutOfScope=page SignedOut=sign-in
        /crm                   | page        | SignedOut=sign-in
        /usage                 | page        | SignedOut=sign-in
        /alerts                | page        | BusinessAdmin=not-allowed Stripped=not-allowed SignedOut=sign-in
        /audit                 | page        | Stripped=not-allowed SignedOut=sign-in
        /people                | not-found   | SuperAdmin=page OtherPartner=page SignedOut=sign-in
        /people/{Id}           | not-found   | SignedOut=sign-in
        /people/roles          | not-found   | SuperAdmin=page OtherPartner=page SignedOut=sign-in
        """;

    [Fact]
    public void Every_page_of_a_circuit_has_a_row() => WalkTable.DemandComplete(
        WalkTable.Read(Table).Select(row => row.What),
        typeof(PartnerDb).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<ExcludeFromInteractiveRoutingAttribute>() is null)
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template)
            // What is shown for everything else.
            .Where(path => path != "/not-found"));

    [Theory]
    [MemberData(nameof(Walkers))]
    public async Task Everybody_opens_every_page(Walker walker)
    {
        List<string> wrong = [];
        await using var tab = await world.TabAsync(browser, walker);
        var unknown = walker == Walker.SignedOut ? "" : Bare(await ShownAsync(tab, $"/customers/{Guid.NewGuid()}"));
        foreach (var (path, answers) in WalkTable.Read(Table))
        {
            var shown = await ShownAsync(tab, path.Replace("{Id}", $"{world.Customer}", StringComparison.Ordinal));
            WalkTable.DemandEqual(path, walker, answers[walker], Bare(shown) == unknown ? "not-found" : await KindAsync(tab), wrong);
            // What is not this person's to see and what does not exist, byte for byte.
            if (answers[walker] == "not-found" && path.Contains("{Id}", StringComparison.Ordinal))
                Assert.Equal(await ShownAsync(tab, path.Replace("{Id}", $"{Guid.NewGuid()}", StringComparison.Ordinal)), shown);
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.Empty(tab.Errors);
    }

    /// <summary>Everybody.</summary>
    public static TheoryData<Walker> Walkers { get; } = [.. Enum.GetValues<Walker>()];

    // What the page shows, its title included, once it shows anything.
    private static async Task<string> ShownAsync(Tab tab, string path)
    {
        await tab.GoAsync(path);
        await Expect(tab.Page.Locator("main h1")).ToBeVisibleAsync();
        return await tab.Page.TitleAsync() + await tab.Page.Locator("main").InnerHTMLAsync();
    }

    // Without Blazor's own marks, which say where in its tree of components something stands.
    private static string Bare(string html) => Regex.Replace(Regex.Replace(html, "<!--.*?-->", ""), @"\s+", " ").Replace("> ", ">", StringComparison.Ordinal).Trim();

    private static async Task<string> KindAsync(Tab tab)
    {
        if (new Uri(tab.Page.Url).AbsolutePath == "/sign-in")
            return "sign-in";
        if (await tab.Page.GetByTestId("not-allowed").CountAsync() > 0)
            return "not-allowed";
        return await tab.Page.Locator("main .pb-message").CountAsync() == 0 ? "page" : await tab.Page.Locator("main .pb-message").InnerTextAsync();
    }
}
