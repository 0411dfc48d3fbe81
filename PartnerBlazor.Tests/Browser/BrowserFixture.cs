using Microsoft.Playwright;

namespace PartnerBlazor.Tests.Browser;

/// <summary>
/// One headless Chromium for the whole run. A test class takes it in its constructor;
/// each <see cref="TabAsync"/> is a person of their own, with cookies of their own.
/// </summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    // What is expected comes in milliseconds, and how fast is the bench's to say. This has to outlast a machine that runs builds and several
    // browsers, and the second for which what is not on screen may rest (Watch.Rest). Nothing but a push brings what a journey waits for.
    static BrowserFixture() => Assertions.SetDefaultExpectTimeout(15_000);

    /// <summary>Opens an empty tab in a browser profile of its own.</summary>
    /// <param name="portal">The portal; addresses such as <c>/customers</c> are read against it.</param>
    /// <param name="locale">Language of the browser: <c>en</c>, <c>fr</c>, or with a region.</param>
    /// <param name="dark">Whether its system is dark.</param>
    /// <param name="width">Width in CSS pixels; 390 is a phone.</param>
    /// <param name="height">Height in CSS pixels.</param>
    public async Task<Tab> TabAsync(IPortal portal, string locale = "en", bool dark = false, int width = 1440, int height = 900)
    {
        ArgumentNullException.ThrowIfNull(portal);
        var browser = await BrowserAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = portal.BaseAddress.ToString(),
            Locale = locale,
            TimezoneId = "UTC",
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(15_000);
        return await Tab.FirstAsync(context);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _gate.Dispose();
    }

    // By the first test that needs it: a run of rules alone starts no browser.
    private async Task<IBrowser> BrowserAsync()
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = await Chromium.FindOrInstallAsync(_playwright),
                Headless = true,
                Args = Chromium.Arguments,
            });
        }
        finally
        {
            _gate.Release();
        }
    }
}
