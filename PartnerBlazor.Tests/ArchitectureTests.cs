using System.Data.Common;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using PartnerBlazor.Customers;
using PartnerBlazor.Licences;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests;

/// <summary>Who may know whom (DESIGN §4) and who may save (DESIGN §3), read from what was compiled.</summary>
public sealed class ArchitectureTests
{
    private const string Root = nameof(PartnerBlazor);

    private static readonly string[] s_features =
        ["Customers", "Groups", "People", "Accounts", "Assistance", "Licences", "Alerts", "Journal", "Central", "Crm", "Delivery", "Shell"];

    /// <summary>
    /// The one list of those who may save, begin a transaction or speak SQL, each for a reason (DESIGN §3's named exceptions). The road:
    /// PartnerStore, WriteSession, RowWriter. The schema and its index: StoreSetup, SearchIndex, StorePragmas. A read of one moment:
    /// Reading. Values of a person in records that are no customer's business: PersonErasure. Bulk, with prepared commands: the demo seeder's namespace.
    /// </summary>
    private static readonly HashSet<string> s_mayWrite =
    [
        "PartnerBlazor.Store.PartnerStore", "PartnerBlazor.Store.WriteSession", "PartnerBlazor.Store.RowWriter", "PartnerBlazor.Store.BulkInsert`1",
        "PartnerBlazor.Store.StoreSetup", "PartnerBlazor.Store.SearchIndex", "PartnerBlazor.Store.StorePragmas",
        "PartnerBlazor.Store.Reading", "PartnerBlazor.Store.NameKeyUpkeep", "PartnerBlazor.Store.PersonErasure", "PartnerBlazor.Store.ReadAtUpkeep", "PartnerBlazor.Store.ListIndexes",
        "PartnerBlazor.Store.AlertTextUpkeep",
    ];

    private static readonly string[] s_bulkNamespaces = ["PartnerBlazor.Store.Demo"];

    private static readonly Type[] s_ours = [.. typeof(PartnerDb).Assembly.GetTypes()
        .Where(type => type.DeclaringType is null && type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true)];

    [Fact]
    public void The_reader_sees_into_async_methods_lambdas_and_generics()
    {
        // If it went blind, every other test here would pass.
        var store = Dependencies.Of(typeof(PartnerStore));
        Assert.Contains(typeof(ChangeFeed), store.Types);
        Assert.Contains(typeof(ScopeReader), store.Types);
        Assert.Contains(store.Methods, method => method.Name == "SaveChangesAsync");
        Assert.Contains(store.Methods, method => method.Name == "BeginTransactionAsync");
        Assert.Contains(typeof(PersonPreference), store.Types);
        Assert.Contains(typeof(IDbContextFactory<>), Dependencies.Of(typeof(CustomerQueries)).Types);
        Assert.Contains(typeof(CoverRules), Dependencies.Of(typeof(CustomerProjector)).Types);
    }

    [Theory]
    [InlineData("Live")]
    [InlineData("Store")]
    [InlineData("Text")]
    [InlineData("Settings")]
    public void The_ground_knows_no_feature(string ground) =>
        Demand(In(ground), (_, known) => !s_features.Contains(Area(known)), $"{ground} knows no feature");

    [Theory]
    [InlineData("Live")]
    [InlineData("Store")]
    public void Live_and_Store_know_of_Access_only_the_scope_and_its_permissions(string ground) =>
        Demand(In(ground), (_, known) => Area(known) != "Access" || known.Name is "PartnerScope" or "Permission" or "Permissions",
            $"{ground} knows of Access only PartnerScope and Permission");

    [Fact]
    public void Access_knows_only_the_ground() =>
        Demand(In("Access"), (_, known) => Area(known) is null or "Access" or "Settings" or "Store" or "Text", "Access knows only Settings and Store (and its texts)");

    [Theory]
    [InlineData("Text")]
    [InlineData("Settings")]
    public void Text_and_Settings_know_nobody(string ground) =>
        Demand(In(ground), (_, known) => Area(known) is null || Area(known) == ground, $"{ground} knows nobody");

    [Fact]
    public void Components_touch_no_database_no_feed_and_no_request() =>
        Demand(s_ours.Where(IsComponent), (component, known) =>
            known != typeof(PartnerDb) && known != typeof(IDbContextFactory<>) && known != typeof(ChangeFeed)
            && (IsStatic(component) || !typeof(HttpContext).IsAssignableFrom(known)),
            "components go through their state");

    [Fact]
    public void The_five_components_of_the_product_bind_to_a_state_and_call_no_query() =>
        Demand(s_ours.Where(type => IsComponent(type)
            && type.Name is "CustomerTable" or "ContactPopup" or "DetailsPanel" or "GroupSelector" or "MonthlyAccountForm"),
            (_, known) => Area(known) is null || !(known.Name.EndsWith("Queries", StringComparison.Ordinal) || known.Name.EndsWith("Commands", StringComparison.Ordinal)),
            "the five components call no query or command");

    [Fact]
    public void Queries_and_commands_know_no_component_and_no_state() =>
        Demand(s_ours.Where(type => type.Name.EndsWith("Queries", StringComparison.Ordinal) || type.Name.EndsWith("Commands", StringComparison.Ordinal)),
            (_, known) => Area(known) is null || !(IsComponent(known) || known.Name.EndsWith("State", StringComparison.Ordinal) && known is { IsEnum: false, IsAbstract: false }),
            "queries and commands are below states and components");

    [Fact]
    public void Rules_depend_on_nothing_but_records() =>
        Demand(s_ours.Where(type => type.Name.EndsWith("Rules", StringComparison.Ordinal)),
            (_, known) => Area(known) is null or "Store" && known != typeof(PartnerDb) && known != typeof(PartnerStore)
                // What a rule says and what it is asked about are plain values.
                || known.Name.EndsWith("Rules", StringComparison.Ordinal) || known.Name is "AccountDraft" or "FieldError" or "ToldName" or "NameVerdict"
                // The folding of text is as pure as they are.
                || known == typeof(SearchText),
            "rules are pure");

    [Fact]
    public void Nobody_reaches_for_the_request_from_afar_or_for_a_hub_client() =>
        Demand(s_ours, (_, known) => known.FullName is not ("Microsoft.AspNetCore.Http.IHttpContextAccessor" or "Microsoft.AspNetCore.SignalR.Client.HubConnection"),
            "no IHttpContextAccessor, no HubConnection");

    [Fact]
    public void Nobody_puts_Redis_under_SignalR() =>
        DemandCalls(s_ours, method => method.Name == "AddStackExchangeRedis", "AddStackExchangeRedis freezes circuits");

    [Fact]
    public void Only_the_named_ones_save() =>
        DemandCalls(s_ours.Where(type => !s_mayWrite.Contains(type.FullName!) && !s_bulkNamespaces.Contains(type.Namespace)), IsWrite,
            "PartnerStore.WriteAsync is the only road to save");

    private static bool IsWrite(MethodBase method) =>
        method.DeclaringType is { } on
        && ((typeof(DbContext).IsAssignableFrom(on) && Starts(method, "SaveChanges"))
            || Starts(method, "ExecuteUpdate") || Starts(method, "ExecuteDelete")
            || ((on == typeof(DatabaseFacade) || on == typeof(RelationalDatabaseFacadeExtensions))
                && (Starts(method, "BeginTransaction") || Starts(method, "UseTransaction") || Starts(method, "CommitTransaction") || Starts(method, "ExecuteSql")))
            || (typeof(DbConnection).IsAssignableFrom(on) && (Starts(method, "BeginTransaction") || method.Name == "CreateCommand"))
            || (typeof(DbCommand).IsAssignableFrom(on) && Starts(method, "ExecuteNonQuery")));

    private static bool Starts(MethodBase method, string name) => method.Name.StartsWith(name, StringComparison.Ordinal);

    private static bool IsComponent(Type type) => typeof(ComponentBase).IsAssignableFrom(type);

    // Rendered with the request at hand: App.razor and the static pages (sign-in).
    private static bool IsStatic(Type component) =>
        component.FullName == $"{Root}.Shell.App" || component.GetCustomAttribute<ExcludeFromInteractiveRoutingAttribute>() is not null;

    private static IEnumerable<Type> In(string area) => s_ours.Where(type => Area(type) == area);

    /// <summary>The folder of one of our types; null for everybody else's.</summary>
    private static string? Area(Type type) =>
        type.Assembly == typeof(PartnerDb).Assembly && type.Namespace?.Split('.') is [Root, var area, ..] ? area : null;

    private static void Demand(IEnumerable<Type> types, Func<Type, Type, bool> allowed, string rule) =>
        Report(rule, types.SelectMany(type => Dependencies.Of(type).Types.Where(known => !allowed(type, known)).Select(known => $"{type.FullName} knows {known.FullName}")));

    private static void DemandCalls(IEnumerable<Type> types, Func<MethodBase, bool> forbidden, string rule) =>
        Report(rule, types.SelectMany(type => Dependencies.Of(type).Methods.Where(forbidden).Select(method => $"{type.FullName} calls {method.DeclaringType!.Name}.{method.Name}")));

    private static void Report(string rule, IEnumerable<string> violations)
    {
        var lines = violations.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(lines.Count == 0, $"{rule}:\n  {string.Join("\n  ", lines)}");
    }
}
