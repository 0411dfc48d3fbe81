using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PartnerBlazor.Access;
using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>A sign-in that grows too old, in a page left open over night.</summary>
public sealed class SessionAgeTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_page_left_open_goes_to_the_sign_in_page_when_its_sign_in_is_too_old_and_not_before()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var portal = await PortalHost.StartAsync(services: services => services.AddSingleton<TimeProvider>(clock));
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille", "/customers?sort=-expiry");

        clock.Advance(SignInRegistry.Lifetime - TimeSpan.FromMinutes(1));
        await tab.Page.GetByTestId("tile-trial").ClickAsync();
        await Expect(tab.Page.GetByTestId("tile-trial")).ToHaveAttributeAsync("aria-pressed", "true");
        clock.Advance(TimeSpan.FromMinutes(2));

        await tab.AtAsync(@"/sign-in\?returnUrl=");
        // It leads back to the view that was open.
        Assert.Contains(Uri.EscapeDataString("/customers?billing=trial&sort=-expiry"), tab.Page.Url, StringComparison.Ordinal);
        await tab.GoAsync("/customers");
        await Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
    }
}
