using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Access;
using PartnerBlazor.Shell;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Shell;

/// <summary>What a person sees when a page or a dialog fails: a notice with a code in its place, never a frozen tab.</summary>
public sealed class PageGuardTests : IAsyncLifetime
{
    private readonly BunitContext _tab = new();
    private TestStore _store = null!;
    private PersonSession _session = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _session = new PersonSession(new Nobody(), new SignInRegistry(_store.Factory, _store.Store, _store.Time), _store.Factory, _store.Time);
        _tab.Services.AddLogging().AddLocalization().AddSingleton(_session);
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        _session.Dispose();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_page_that_fails_can_be_tried_again()
    {
        var guard = Render(reloads: false);
        await guard.Find("#fails").ClickAsync();
        Assert.Matches("support: [0-9a-f]{8}", guard.Find("[role=alert]").TextContent);
        await guard.Find("[role=alert] button").ClickAsync();
        Assert.NotNull(guard.Find("#fails"));
    }

    [Fact]
    public async Task A_dialog_that_fails_takes_itself_away_and_offers_the_page_anew()
    {
        var navigation = _tab.Services.GetRequiredService<BunitNavigationManager>();
        var guard = Render(reloads: true);
        await guard.Find("#fails").ClickAsync();
        Assert.Empty(guard.FindAll("#fails"));
        await guard.Find("[role=alert] button").ClickAsync();
        Assert.True(navigation.History.First().Options.ForceLoad);
    }

    [Fact]
    public async Task What_fails_while_the_sign_in_ends_leads_to_the_sign_in_page()
    {
        var ended = new TaskCompletionSource();
        using var heard = _session.Ended.Register(ended.SetResult);
        _session.End();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), Xunit.TestContext.Current.CancellationToken);
        var guard = Render(reloads: false);
        await guard.Find("#fails").ClickAsync();
        Assert.Empty(guard.FindAll("[role=alert]"));
        Assert.StartsWith("/sign-in?returnUrl=", (string?)Assert.Single(_tab.JSInterop.Invocations["location.assign"]).Arguments[0], StringComparison.Ordinal);
    }

    private IRenderedComponent<PageGuard> Render(bool reloads) =>
        _tab.Render<PageGuard>(parameters => parameters.Add(p => p.Reloads, reloads).AddChildContent<Fails>());

    private sealed class Fails : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "id", "fails");
            builder.AddAttribute(2, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, () => throw new InvalidOperationException("It failed.")));
            builder.CloseElement();
        }
    }

    private sealed class Nobody : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal()));
    }
}
