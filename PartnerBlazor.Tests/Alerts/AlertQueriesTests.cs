using CsCheck;
using PartnerBlazor.Alerts;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Alerts;

/// <summary>Which alerts are shown to whom, in which order, and none twice.</summary>
public sealed class AlertQueriesTests : IAsyncLifetime
{
    private AlertWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await AlertWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Filters_let_through_what_they_say()
    {
        var group = await _world.Store.AddGroupAsync(_world.Partner, "North");
        await _world.CustomerAsync("Société Générale", group: group, alerts:
        [
            alert => (alert.Description, alert.Severity, alert.Product, alert.Category, alert.Device) = ("one", AlertSeverity.High, "endpoint", "malware", "PC-Émile-1"),
            alert => (alert.Description, alert.Severity, alert.Product, alert.State) = ("two", AlertSeverity.Low, "server", AlertState.Acknowledged),
        ]);
        var (acme, _) = await _world.CustomerAsync("Acme", alerts:
        [
            alert => (alert.Description, alert.State, alert.SnoozedUntil) = ("three", AlertState.Snoozed, _world.Now.AddDays(1)),
            alert => (alert.Description, alert.State) = ("four", AlertState.Resolved),
            alert => (alert.Description, alert.ReopenedAt, alert.AssigneeId) = ("five", _world.Now, _world.Admin.PersonId),
        ]);
        await _world.CustomerAsync("Hidden", PartnerAssistance.Unknown, alerts: alert => alert.Description = "six");
        Assert.Equal(["one", "five", "two"], await ShownAsync(new()));
        Assert.Equal(["one", "five", "four", "three", "two"], (await ShownAsync(new() { States = [] })).OrderBy(text => text == "one" ? 0 : 1).ThenBy(text => text, StringComparer.Ordinal));
        Assert.Equal(["three"], await ShownAsync(new() { States = [AlertState.Snoozed] }));
        Assert.Equal(["one"], await ShownAsync(new() { Severities = [AlertSeverity.High] }));
        Assert.Equal(["one"], await ShownAsync(new() { Categories = ["malware"] }));
        Assert.Equal(["two"], await ShownAsync(new() { Products = ["server"] }));
        Assert.Equal(["one", "two"], await ShownAsync(new() { Groups = [group] }));
        Assert.Equal(["five"], await ShownAsync(new() { CustomerId = acme }));
        Assert.Equal(["five"], await ShownAsync(new() { Reopened = true }));
        Assert.Equal(["five"], await ShownAsync(new() { Holders = [AlertHolder.Me] }));
        Assert.Equal(["one", "two"], await ShownAsync(new() { Holders = [AlertHolder.Nobody] }));
        Assert.Equal(["one"], await ShownAsync(new() { Search = "emile" }));
        Assert.Equal(["one", "two"], await ShownAsync(new() { Search = "generale" }));
        Assert.Equal(["two"], await ShownAsync(new() { Search = "TWO soci" }));
        Assert.Equal([], await ShownAsync(new() { Search = "six" }));
        var choices = await _world.Queries.ChoicesAsync(_world.Admin, acme, Stop);
        Assert.Equal(("Acme", false, 1), (choices.Customer, choices.CustomerHidden, choices.Hidden));
        Assert.Equal(["malware"], choices.Categories);
    }

    [Fact]
    public async Task What_is_out_of_scope_or_hidden_is_nowhere()
    {
        var (mine, seen) = await _world.CustomerAsync("Mine");
        var (_, others) = await _world.CustomerAsync("Others");
        var (hidden, secret) = await _world.CustomerAsync("Hidden", PartnerAssistance.Off);
        var help = await _world.Store.AddPersonAsync(_world.Partner, Role.HelpDesk, customers: [mine, hidden]);
        Assert.Equal(seen, await _world.Queries.IdsAsync(help, new AlertFilter(), Stop));
        Assert.NotNull(await _world.Queries.DetailsAsync(help, seen[0], Stop));
        Assert.Null(await _world.Queries.DetailsAsync(help, others[0], Stop));
        Assert.Null(await _world.Queries.DetailsAsync(help, secret[0], Stop));
        Assert.Equal(2, (await _world.Queries.PreviewAsync(help, new AlertAct(AlertActKind.Acknowledge), [.. seen, .. others, .. secret], Stop)).Not[RefusalCodes.NotFound]);
        var none = await _world.Store.AddPersonAsync(_world.Partner, Role.BusinessAdmin);
        Assert.Equal(RefusalCodes.NotAllowed, (await Assert.ThrowsAsync<RefusedException>(() => _world.Queries.IdsAsync(none, new AlertFilter(), Stop))).Code);
    }

    [Theory]
    [InlineData(AlertSort.Severity)]
    [InlineData(AlertSort.Raised)]
    [InlineData(AlertSort.Customer)]
    [InlineData(AlertSort.What)]
    [InlineData(AlertSort.Device)]
    [InlineData(AlertSort.Product)]
    [InlineData(AlertSort.State)]
    [InlineData(AlertSort.Assignee)]
    public async Task Page_after_page_every_alert_comes_once_and_turned_round_the_other_way(AlertSort sort)
    {
        var random = new Random(7);
        for (var customer = 0; customer < 4; customer++)
            await _world.CustomerAsync($"Customer {customer}", alerts: [.. Enumerable.Range(0, 7).Select<int, Action<Alert>>(_ => alert =>
            {
                (alert.Description, alert.Severity, alert.RaisedAt) = ($"What {random.Next(5)}", (AlertSeverity)random.Next(3), _world.Now.AddMinutes(-random.Next(3)));
                (alert.Device, alert.Product, alert.State) = (random.Next(2) == 0 ? "" : $"PC-{random.Next(3)}", random.Next(2) == 0 ? "" : "endpoint", (AlertState)random.Next(2));
                alert.AssigneeId = random.Next(2) == 0 ? null : _world.Admin.PersonId;
            })]);
        foreach (var turned in new[] { false, true })
        {
            var filter = new AlertFilter { Sort = sort, Turned = turned };
            var whole = await _world.Queries.WindowAsync(_world.Admin, filter, NameLanguage.Fr, [], 100, Stop);
            Assert.Equal((28, 28, false), (whole.Total, whole.Lines.Count, whole.More));
            List<Guid> paged = [];
            for (AlertWindow page; paged.Count < 28; Assert.Equal(paged.Count < 28, page.More))
                paged.AddRange((page = await _world.Queries.WindowAsync(_world.Admin, filter, NameLanguage.Fr, paged, 5, Stop)).Lines.Select(line => line.Id));
            Assert.Equal(whole.Lines.Select(line => line.Id), paged);
            // What has none comes last, either way.
            List<string> keys = [.. whole.Lines.Select(line => KeyOf(sort, line)).SkipWhile(key => key.Length == 0).TakeWhile(key => key.Length > 0)];
            var first = sort is AlertSort.Severity or AlertSort.Raised;
            Assert.Equal(keys.Order(StringComparer.Ordinal), first == turned ? keys : Enumerable.Reverse(keys));
            Assert.Equal(keys.Count, whole.Lines.Count(line => KeyOf(sort, line).Length > 0));
            Assert.NotEqual("", KeyOf(sort, whole.Lines[0]));
        }
    }

    [Fact]
    public async Task What_is_new_is_what_stands_among_the_listed_ones_by_now()
    {
        var (_, alerts) = await _world.CustomerAsync(alerts: [_ => { }, _ => { }]);
        var window = await _world.Queries.WindowAsync(_world.Admin, new AlertFilter(), default, [], 1, Stop);
        var listed = window.Lines.Select(line => line.Id).ToList();
        Assert.Equal(0, (await NewsAsync(listed)).New);
        await _world.CustomerAsync("Another", alerts: alert => alert.Severity = AlertSeverity.High);
        await _world.ActAsync(_world.Admin, new AlertAct(AlertActKind.Acknowledge), [.. alerts]);
        var news = await NewsAsync(listed);
        // The one that came stands before the listed one; that the other, further down, was touched is nothing new.
        Assert.Equal((1, 3), (news.New, news.Total));
        Assert.Equal(AlertState.Acknowledged, Assert.Single(news.Lines).Alert.State);
        // Where all were listed, all that came are counted, wherever they stand.
        Assert.Equal(1, (await _world.Queries.NewsAsync(_world.Admin, new AlertFilter(), default, [], [.. alerts], 2000, Stop)).New);
    }

    [Fact]
    public void A_link_opens_the_view_it_was_made_of()
    {
        string[] known = ["endpoint", "malware", "pua"];
        var words = Gen.Int[0, 2].Array[0, 3].Select(some => some.Distinct().Select(i => known[i]).ToArray());
        Gen.Select(
            Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 0, 12], Gen.Enum<AlertSeverity>().Array[0, 3], Gen.Enum<AlertState>().Array[0, 4], words, words),
            Gen.Select(Gen.Guid.Array[0, 3], Gen.Select(Gen.Int[0, 2], Gen.Guid).Select((which, id) => which == 0 ? AlertHolder.Me : which == 1 ? AlertHolder.Nobody : new AlertHolder(id)).Array[0, 3], Gen.Bool, Gen.Enum<AlertSort>(), Gen.Bool),
            Gen.Guid).Sample((texts, others, open) =>
        {
            var (search, severities, states, categories, products) = texts;
            var (groups, holders, reopened, sort, turned) = others;
            var link = new AlertLink(new AlertFilter
            {
                Search = search,
                Severities = [.. severities.Distinct()],
                States = [.. states.Distinct()],
                Categories = categories,
                Products = products,
                Groups = [.. groups.Distinct()],
                Holders = [.. holders.Distinct()],
                Reopened = reopened,
                Sort = sort,
                Turned = turned,
            }, open).ToString();
            return AlertLink.Parse(new Uri("https://localhost" + link).Query).ToString() == link;
        }, iter: 1000);
        Assert.Equal("/alerts", new AlertLink(new AlertFilter()).ToString());
        Assert.Equal("/alerts", AlertLink.Parse("?severity=worst&state=none&sort=x&category=a,<b>&group=1&assigned=him&open=2").ToString().Replace("?category=a", "", StringComparison.Ordinal));
    }

    private static string KeyOf(AlertSort sort, AlertLine line) => sort switch
    {
        AlertSort.Severity => $"{(int)line.Alert.Severity}",
        AlertSort.Raised => $"{line.Alert.RaisedAt:O}",
        AlertSort.Customer => line.Customer,
        AlertSort.What => line.Alert.Description,
        AlertSort.Device => line.Alert.Device,
        AlertSort.Product => line.Alert.Product,
        AlertSort.State => $"{(int)line.Alert.State}",
        _ => line.Assignee ?? "",
    };

    private Task<IReadOnlyList<string>> ShownAsync(AlertFilter filter) => _world.ShownAsync(_world.Admin, filter);

    private Task<AlertNews> NewsAsync(List<Guid> listed) => _world.Queries.NewsAsync(_world.Admin, new AlertFilter(), default, listed, listed, null, Stop);
}
