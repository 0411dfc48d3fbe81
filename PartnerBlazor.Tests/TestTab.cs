using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MudBlazor.Services;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Accounts.ToDo;
using PartnerBlazor.Accounts.Usage;
using PartnerBlazor.Alerts;
using PartnerBlazor.Assistance;
using PartnerBlazor.Central;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Customers;
using PartnerBlazor.Delivery;
using PartnerBlazor.Groups;
using PartnerBlazor.Journal;
using PartnerBlazor.Live;
using PartnerBlazor.People;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Central;
using PartnerBlazor.Tests.Store;
using PartnerBlazor.Tests.Text;
using PartnerBlazor.Text;

namespace PartnerBlazor.Tests;

/// <summary>An open tab of one person: the real states on the real feed, with bUnit in place of the browser.</summary>
public sealed class TestTab : IAsyncDisposable
{
    private readonly TestStore _store;
    private readonly PartnerScope _scope;

    private TestTab(TestStore store, PartnerScope scope, FakeCentral central, TimeProvider clock)
    {
        _store = store;
        _scope = scope;
        BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        Live = new LiveSession(store.Feed, clock, NullLogger<LiveSession>.Instance);
        Reads = new TestReads(store.Factory);
        var services = Page.Services;
        services.AddLogging().AddLocalization().AddMudServices();
        services.AddSingleton<IStringLocalizer<CustomerTexts>>(tab => Texts = new SpokenTexts(tab.GetRequiredService<IStringLocalizerFactory>()));
        services.AddSingleton<TimeProvider>(store.Time).AddSingleton<IDbContextFactory<PartnerDb>>(Reads);
        services.AddSingleton(store.Store).AddSingleton(store.Feed).AddSingleton(Live);
        services.AddSingleton(new ListCounts(store.Feed)).AddSingleton<CustomerQueries>().AddSingleton<CatchUpQueries>().AddSingleton<DetailsQueries>().AddSingleton<CustomerTallies>().AddSingleton<PartnerGroups>().AddSingleton<CustomerPreferences>();
        services.AddSingleton<CustomerCommands>().AddSingleton<CustomerWords>().AddSingleton<DetailsWords>().AddSingleton<DayWords>().AddSingleton<RefusalWords>();
        services.AddSingleton<GroupQueries>().AddSingleton<GroupCommands>().AddSingleton<MembershipCommands>();
        services.AddSingleton<UnlinkQueries>().AddSingleton<UnlinkCommands>().AddSingleton<AssistanceCommands>().AddScoped<AssistanceActs>().AddSingleton<UnlinkWords>();
        services.AddSingleton<RequestQueries>().AddSingleton<RequestCommands>().AddSingleton<RequestWords>().AddScoped<RequestNoticeState>();
        services.AddSingleton<ToDoQueries>().AddSingleton<ToDoCommands>().AddSingleton<ToDoWords>().AddScoped<ToDoState>();
        services.AddSingleton(Options.Create(new CentralOptions { ConsoleUrl = "https://console.example/customers/{id}" }));
        services.AddSingleton(Visits).AddSingleton<AntiforgeryStateProvider, Antiforgery>();
        services.AddScoped<ActRunner>().AddScoped<UnlinkedState>().AddSingleton<PartnerQueries>().AddSingleton<PartnerCommands>().AddScoped<SettingsState>();
        services.AddSingleton<UsageQueries>().AddSingleton<UsageLicences>().AddSingleton<UsageWords>();
        services.AddScoped<Func<UsageState>>(tab => () => ActivatorUtilities.CreateInstance<UsageState>(tab));
        services.AddScoped<Func<UnlinkState>>(tab => () => ActivatorUtilities.CreateInstance<UnlinkState>(tab));
        services.AddScoped<Func<OneActState>>(tab => () => ActivatorUtilities.CreateInstance<OneActState>(tab));
        services.AddSingleton<ICentral>(Central = central).AddSingleton<BillingQueries>().AddSingleton<BillingCommands>();
        services.AddScoped<Func<UpdateBillingState>>(tab => () => ActivatorUtilities.CreateInstance<UpdateBillingState>(tab));
        services.AddScoped<Func<ChangeLicencesState>>(tab => () => ActivatorUtilities.CreateInstance<ChangeLicencesState>(tab));
        services.AddSingleton<AccountCommands>().AddSingleton<FormDraftCommands>();
        services.AddScoped<Func<MonthlyAccountState>>(tab => () => ActivatorUtilities.CreateInstance<MonthlyAccountState>(tab));
        services.AddSingleton(new Receivers(store.Receivers)).AddSingleton<Outbox>().AddSingleton(store.Deliveries).AddSingleton<DeliveryOutcomes>().AddSingleton<DueDeliveries>().AddSingleton<DeliveryPump>();
        services.AddSingleton<DeliveryQueries>().AddSingleton<DeliveryCommands>().AddSingleton<DeliveryWords>().AddScoped<DeliveryActs>().AddScoped<DeliveriesState>().AddScoped<RefusedState>();
        services.AddSingleton<AlertQueries>().AddSingleton<AlertCommands>().AddSingleton<LoudCommands>().AddSingleton<AlertWords>().AddScoped<AlertCells>().AddScoped<AlertActs>();
        services.AddScoped<Func<AlertListState>>(tab => () => ActivatorUtilities.CreateInstance<AlertListState>(tab));
        services.AddScoped<Func<AlertDetailsState>>(tab => () => ActivatorUtilities.CreateInstance<AlertDetailsState>(tab));
        services.AddScoped<Func<AlertActState>>(tab => () => ActivatorUtilities.CreateInstance<AlertActState>(tab));
        services.AddScoped<Func<LoudState>>(tab => () => ActivatorUtilities.CreateInstance<LoudState>(tab));
        services.AddSingleton<ProductMapQueries>().AddSingleton<ProductMapCommands>();
        services.AddScoped<CustomersState>().AddScoped<CustomerCells>().AddScoped<GroupsState>();
        store.Feed.Listen(Pulse);
        services.AddSingleton(store.JournalKey).AddSingleton(Pulse).AddSingleton<AuditQueries>().AddSingleton<AuditWords>().AddSingleton<JournalCommands>().AddSingleton<JournalQueries>();
        services.AddScoped<RetentionState>().AddScoped<Func<AuditState>>(tab => () => ActivatorUtilities.CreateInstance<AuditState>(tab));
        services.AddScoped<Func<EraseState>>(tab => () => ActivatorUtilities.CreateInstance<EraseState>(tab));
        services.AddSingleton<PeopleQueries>().AddSingleton<PeopleCommands>().AddSingleton<RoleCommands>().AddSingleton<PeopleWords>();
        services.AddScoped<IInviter, DemoInviter>().AddScoped<PeopleState>();
        services.AddScoped<Func<RightsState>>(tab => () => ActivatorUtilities.CreateInstance<RightsState>(tab));
        services.AddScoped<Func<CustomerDetailsState>>(tab => () => ActivatorUtilities.CreateInstance<CustomerDetailsState>(tab));
        services.AddScoped<Func<DetailsState>>(tab => () => ActivatorUtilities.CreateInstance<DetailsState>(tab));
        Page.JSInterop.Mode = JSRuntimeMode.Loose;
        Page.JSInterop.SetupModule("./focus.js").Mode = JSRuntimeMode.Loose;
        Script = Page.JSInterop.SetupModule("./groups.js");
        Script.Mode = JSRuntimeMode.Loose;
    }

    public BunitContext Page { get; } = new();
    public LiveSession Live { get; }

    /// <summary>The vendor, as the test plays it.</summary>
    public FakeCentral Central { get; }
    public BunitJSModuleInterop Script { get; }

    /// <summary>How far the journals go.</summary>
    public JournalPulse Pulse { get; } = new();

    /// <summary>Who is in which customer's console.</summary>
    public ConsoleVisits Visits { get; } = new();

    /// <summary>How this tab reads; it can be made to fail.</summary>
    public TestReads Reads { get; }

    /// <summary>What was said on the customers pages, by key.</summary>
    public SpokenTexts Texts { get; private set; } = null!;

    /// <summary>Opens the tab; the vendor says yes to everything unless the test plays it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="scope">Whose tab.</param>
    /// <param name="central">The vendor.</param>
    /// <param name="services">Services to put in place of the real ones.</param>
    /// <param name="clock">The clock of its pump; the real one unless the test plays it.</param>
    public static async Task<TestTab> OpenAsync(
        TestStore store, PartnerScope scope, FakeCentral? central = null, Action<IServiceCollection>? services = null, TimeProvider? clock = null)
    {
        var tab = new TestTab(store, scope, central ?? new FakeCentral(), clock ?? TimeProvider.System);
        services?.Invoke(tab.Page.Services);
        await tab.Page.Renderer.Dispatcher.InvokeAsync(() => tab.Live.StartAsync(scope, () => Task.FromResult<PartnerScope?>(scope)));
        return tab;
    }

    /// <summary>The language of what is opened from here on.</summary>
    public static void Speak(string culture) =>
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo(culture), CultureInfo.GetCultureInfo(culture));

    /// <summary>Lets the feed tick once, so that what was committed is on its way to every tab.</summary>
    public async Task PushAsync()
    {
        // A letter that nobody is in a hurry for comes with the tick, and so does everybody else's mail.
        using var probe = _store.Feed.Watch(_scope);
        var letter = new ChangeSet { PartnerId = _scope.PartnerId, At = TestStore.Start.UtcDateTime, Changes = [], Rows = [], LastSeq = 0 };
        probe.Post(letter, _ => letter);
        await _store.NextAsync(probe);
    }

    /// <summary>Does something that concerns this tab, and waits until every state of it was handed the change.</summary>
    public async Task HandedAsync(Func<Task> act)
    {
        // Joined last: what it hears was handed to the others before.
        var probe = new Probe();
        using var membership = await Page.Renderer.Dispatcher.InvokeAsync(() => Live.Join(probe));
        await act();
        await PushAsync();
        await probe.Heard.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        await Page.Renderer.Dispatcher.InvokeAsync(async () => await Live.DisposeAsync());
    }

    private sealed class Antiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }

    private sealed class Probe : ILiveState
    {
        private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Heard => _heard.Task;

        public Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
        {
            _heard.TrySetResult();
            return Task.CompletedTask;
        }

        public Task OnResyncAsync() => OnChangesAsync([]);
    }
}
