using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor.Services;
using PartnerBlazor.Access;
using PartnerBlazor.Groups;
using PartnerBlazor.Live;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Groups;

/// <summary>An open tab of one person: the real states on the real feed, with bUnit in place of the browser.</summary>
public sealed class GroupTab : IAsyncDisposable
{
    private readonly TestStore _store;
    private readonly PartnerScope _scope;

    private GroupTab(TestStore store, PartnerScope scope)
    {
        _store = store;
        _scope = scope;
        BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        Live = new LiveSession(store.Feed, TimeProvider.System, NullLogger<LiveSession>.Instance);
        Page.Services.AddLogging();
        Page.Services.AddLocalization();
        Page.Services.AddMudServices();
        Page.Services.AddSingleton(new GroupsState(
            new GroupQueries(store.Factory), new GroupCommands(store.Store), new MembershipCommands(store.Store), Live));
        Page.JSInterop.Mode = JSRuntimeMode.Loose;
        Script = Page.JSInterop.SetupModule("./groups.js");
        Script.Mode = JSRuntimeMode.Loose;
    }

    public BunitContext Page { get; } = new();
    public LiveSession Live { get; }
    public BunitJSModuleInterop Script { get; }

    public static async Task<GroupTab> OpenAsync(TestStore store, PartnerScope scope)
    {
        var tab = new GroupTab(store, scope);
        await tab.Page.Renderer.Dispatcher.InvokeAsync(() => tab.Live.Start(scope));
        return tab;
    }

    /// <summary>Lets the feed tick once, so that what was committed is on its way to every tab.</summary>
    public async Task PushAsync()
    {
        // A letter that nobody is in a hurry for comes with the tick, and so does everybody else's mail.
        using var probe = _store.Feed.Watch(_scope);
        var letter = new ChangeSet { PartnerId = _scope.PartnerId, At = TestStore.Start.UtcDateTime, Changes = [], Rows = [], LastSeq = 0 };
        probe.Post(letter, _ => letter);
        await _store.NextAsync(probe);
    }

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        await Page.Renderer.Dispatcher.InvokeAsync(async () => await Live.DisposeAsync());
    }
}
