using Bunit;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Tests.Customers;

/// <summary>What a push does to the open list: one row, its mark, its language, and nothing else.</summary>
public sealed class CustomerTablePushTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private TestTab _tab = null!;
    private int _partner;
    private Guid _anna;
    private Guid _bert;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync();
        _anna = await _store.AddCustomerAsync(_partner, "Anna", c => c.Licence());
        _bert = await _store.AddCustomerAsync(_partner, "Bert", c => c.Licence().Licence(l => l.Category = LicenceCategory.Email));
        _tab = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner));
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Only_the_changed_row_renders()
    {
        var list = await CustomerList.OpenAsync(_tab);
        Assert.Equal(["Anna", "Bert"], list.Names);
        var (before, table, reads) = (list.Renders, list.TableRenders, _tab.Reads.Count);

        await UseAsync(_bert, 15);
        await list.SeesAsync(() => Assert.Contains("pb-overused", list.Row(_bert).InnerHtml, StringComparison.Ordinal));

        Assert.Equal(before[_anna], list.Renders[_anna]);
        Assert.Equal(before[_bert] + 1, list.Renders[_bert]);
        Assert.Equal(table, list.TableRenders);
        // The change carries its row: nothing was read.
        Assert.Equal(reads, _tab.Reads.Count);
    }

    [Fact]
    public async Task Tiles_render_only_with_their_numbers_and_the_filters_only_with_theirs()
    {
        var list = await CustomerList.OpenAsync(_tab);
        var (tiles, filters) = (_tab.Texts.Said(nameof(CustomerTexts.Tiles)), _tab.Texts.Said(nameof(CustomerTexts.FilterBilling)));

        // Over-used: the page speaks of it, no tile counts it.
        await UseAsync(_bert, 15);
        await list.SeesAsync(() => Assert.NotEmpty(list.Page.Find("[data-testid=announcement]").TextContent));
        Assert.Equal(tiles, _tab.Texts.Said(nameof(CustomerTexts.Tiles)));
        Assert.Equal(filters, _tab.Texts.Said(nameof(CustomerTexts.FilterBilling)));

        await list.ClickAsync("[data-testid=tile-term]");
        await list.SeesAsync(() => Assert.Equal("true", list.Page.Find("[data-testid=tile-term]").GetAttribute("aria-pressed")));
        Assert.Equal(tiles + 1, _tab.Texts.Said(nameof(CustomerTexts.Tiles)));
        Assert.Equal(filters + 1, _tab.Texts.Said(nameof(CustomerTexts.FilterBilling)));
    }

    [Fact]
    public async Task Several_rows_changed_at_once_render_once_each()
    {
        var list = await CustomerList.OpenAsync(_tab);
        var before = list.Renders;

        await _store.WriteAsync(_partner, async write =>
        {
            foreach (var id in (Guid[])[_anna, _bert])
            {
                (await write.CustomerAsync(id, CancellationToken.None)).PartnerAssistance = PartnerAssistance.Off;
                write.Journal(JournalKinds.AssistanceChanged, id, before: "On", after: "Off");
            }
        });
        await list.SeesAsync(() => Assert.Contains("2 customers changed", list.Page.Find("[data-testid=announcement]").TextContent, StringComparison.Ordinal));

        Assert.Equal(before.Values.Select(count => count + 1), list.Renders.Values);
    }

    [Theory]
    [InlineData("assistance")]
    [InlineData("name")]
    public async Task The_changed_cell_says_what_who_and_when_until_it_is_pointed_at(string cell)
    {
        var list = await CustomerList.OpenAsync(_tab);

        await SwitchOffAsync(_anna);
        await list.SeesAsync(() => Assert.Contains("pb-changed", list.Row(_anna).QuerySelector(".pb-assistance")!.ClassName, StringComparison.Ordinal));
        var mark = list.Row(_anna).QuerySelector(".pb-assistance .pb-dot")!.GetAttribute("aria-label")!;
        foreach (var word in (string[])["On → Off", "the vendor", "just now"])
            Assert.Contains(word, mark, StringComparison.Ordinal);
        Assert.Empty(list.Row(_bert).QuerySelectorAll(".pb-dot"));

        await CustomerList.PointAsync(list.Row(_anna).QuerySelector($".pb-cell.pb-{cell}")!);
        Assert.Empty(list.Row(_anna).QuerySelectorAll(".pb-dot, .pb-changed"));
    }

    [Fact]
    public async Task The_changed_badge_is_marked_and_one_that_went_leaves_a_mark()
    {
        var list = await CustomerList.OpenAsync(_tab);

        await UseAsync(_bert, 15);
        await list.SeesAsync(() => Assert.Single(list.Row(_bert).QuerySelectorAll(".pb-badge.pb-changed")));
        Assert.Contains("the vendor", list.Row(_bert).QuerySelector(".pb-badge.pb-changed")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        await CustomerList.PointAsync(list.Row(_bert).QuerySelector(".pb-licences")!);
        Assert.Empty(list.Row(_bert).QuerySelectorAll(".pb-dot"));

        await _store.WriteAsync(_partner, async write =>
        {
            var mail = await write.Db.Licences.SingleAsync(l => l.CustomerId == _bert && l.Category == LicenceCategory.Email);
            mail.ReplacedFrom = write.Today;
            write.Journal(JournalKinds.LicenceReplaced, _bert, mail.Id, mail.ProductName);
        });
        await list.SeesAsync(() => Assert.Single(list.Row(_bert).QuerySelectorAll(".pb-badge")));
        Assert.Single(list.Row(_bert).QuerySelectorAll(".pb-licences .pb-dot"));
    }

    [Fact]
    public async Task French_stays_French_after_a_push_from_a_thread_of_another_culture()
    {
        TestTab.Speak("fr-FR");
        await using var tab = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner));
        var list = await CustomerList.OpenAsync(tab);

        // A thread of its own, as a vendor's poll or another person's request would be.
        await InEnglishAsync(() => SwitchOffAsync(_anna));

        await list.SeesAsync(() => Assert.Equal("Désactivée", list.Row(_anna).QuerySelector(".pb-assist")!.TextContent));
        Assert.Contains("l’éditeur", list.Row(_anna).QuerySelector(".pb-dot")!.GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_partners_change_renders_nothing()
    {
        var elsewhere = await _store.AddPartnerAsync(name: "Other");
        var foreign = await _store.AddCustomerAsync(elsewhere, "Foreign");
        var list = await CustomerList.OpenAsync(_tab);
        // Even asked for by its id, it is not handed over.
        _tab.Live.Show(list.State, [_anna, _bert, foreign]);
        var (page, table, rows) = (list.PageRenders, list.TableRenders, list.Renders);

        await _store.RenameAsync(elsewhere, foreign, "Foreign renamed");
        await _tab.PushAsync();
        Assert.Equal(page, list.PageRenders);
        await _tab.HandedAsync(() => SwitchOffAsync(_anna));

        Assert.Equal(rows[_anna] + 1, list.Renders[_anna]);
        Assert.Equal(page, list.PageRenders);
        Assert.Equal(table, list.TableRenders);
        Assert.Equal(rows[_bert], list.Renders[_bert]);
        Assert.DoesNotContain("Foreign", list.Page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_is_not_on_screen_renders_nothing_of_the_table()
    {
        var list = await CustomerList.OpenAsync(_tab, "?q=anna");
        Assert.Equal(["Anna"], list.Names);
        var (table, rows) = (list.TableRenders, list.Renders);

        await _tab.HandedAsync(() => SwitchOffAsync(_bert));

        Assert.Equal(table, list.TableRenders);
        Assert.Equal(rows, list.Renders);
        Assert.Equal(0, list.Pill);
    }

    [Fact]
    public async Task A_closed_page_renders_no_more_and_a_closed_tab_watches_nothing()
    {
        var list = await CustomerList.OpenAsync(_tab);
        Assert.Equal(1, _store.Feed.WatchCount);
        await _tab.Page.DisposeComponentsAsync();
        var renders = list.Page.RenderCount;

        await _tab.HandedAsync(() => SwitchOffAsync(_anna));
        Assert.Equal(renders, list.Page.RenderCount);

        await _tab.Page.Renderer.Dispatcher.InvokeAsync(async () => await _tab.Live.DisposeAsync());
        Assert.Equal(0, _store.Feed.WatchCount);
    }

    private static async Task InEnglishAsync(Func<Task> act)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            TestTab.Speak("en-US");
            act().ContinueWith(_ => done.SetResult(), TaskScheduler.Default);
        }).Start();
        await done.Task;
    }

    private Task UseAsync(Guid customer, int usage) => _store.WriteAsync(_partner, async write =>
    {
        var licence = await write.Db.Licences.SingleAsync(l => l.CustomerId == customer && l.Category == LicenceCategory.Endpoint);
        write.Journal(JournalKinds.LicenceUsage, customer, licence.Id, licence.ProductName, $"{licence.Usage}", $"{usage}");
        licence.Usage = usage;
    });

    private Task SwitchOffAsync(Guid customer) => _store.WriteAsync(_partner, async write =>
    {
        (await write.CustomerAsync(customer, CancellationToken.None)).PartnerAssistance = PartnerAssistance.Off;
        write.Journal(JournalKinds.AssistanceChanged, customer, before: "On", after: "Off");
    });
}
