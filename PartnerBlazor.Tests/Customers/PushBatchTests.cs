using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using PartnerBlazor.Alerts;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>What a change costs an open list: how many batches travel to the browser, what renders in them, and that nothing is read.</summary>
public sealed class PushBatchTests : IAsyncLifetime
{
    // The pump and the counts go by it; it moves when a test says so.
    private readonly FakeTimeProvider _clock = new();
    private readonly Batches _batches = new();
    private TestStore _store = null!;
    private TestTab _tab = null!;
    private IRenderedComponent<Frame> _frame = null!;
    private CustomerList _list = null!;
    private int _partner;
    private Guid _other;
    private Guid _anna;
    private Guid _annabel;
    private Guid _bert;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync();
        _anna = await _store.AddCustomerAsync(_partner, "Anna", c => c.Licence());
        _annabel = await _store.AddCustomerAsync(_partner, "Annabel");
        _bert = await _store.AddCustomerAsync(_partner, "Bert", c => c.Licence());
        _other = (await _store.AddPersonAsync(_partner, name: "Another")).PersonId;
        _tab = await TestTab.OpenAsync(
            _store, await _store.AddPersonAsync(_partner), clock: _clock,
            services: tab => tab.AddSingleton<AlertQueries>().AddScoped<AlertsState>().AddLogging(log => log.SetMinimumLevel(LogLevel.Debug).AddProvider(_batches)));
        _tab.Page.Services.GetRequiredService<NavigationManager>().NavigateTo("/customers?q=anna");
        _tab.Page.Render<MudPopoverProvider>();
        _frame = _tab.Page.Render<Frame>();
        _batches.Of(_frame);
        _list = new CustomerList(_tab, _tab.Page.Render<MudDialogProvider>(), _frame.FindComponent<CustomersPage>());
        await _list.SeesAsync(() => Assert.Equal(["Anna", "Annabel"], _list.Names));
        await SettleAsync();
        // What was told when the page opened is long ago.
        _clock.Advance(TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData("a licence elsewhere")]
    [InlineData("people")]
    public async Task What_alters_nothing_here_renders_nothing(string what)
    {
        var (batches, reads) = (_batches.Count, _tab.Reads.Count);

        await RoundAsync(() => what == "people"
            ? _store.WriteAsync(_partner, async write =>
            {
                (await write.Db.People.SingleAsync(person => person.Id == _other)).Name = "Another name";
                write.JournalOther(JournalKinds.PersonChanged, _other);
            })
            : _store.WriteAsync(_partner, async write =>
            {
                var licence = await write.Db.Licences.SingleAsync(l => l.CustomerId == _bert);
                write.Journal(JournalKinds.LicenceUsage, _bert, licence.Id, licence.ProductName, $"{licence.Usage}", $"{++licence.Usage}");
            }));
        _clock.Advance(TabRender.CountsEvery);
        await SettleAsync();

        Assert.Equal(batches, _batches.Count);
        Assert.Equal(reads, _tab.Reads.Count);
    }

    [Fact]
    public async Task Counts_alone_render_once_a_second_together_and_nothing_else_with_them()
    {
        var (batches, page, table, rows, reads) = (_batches.Count, _list.PageRenders, _list.TableRenders, _list.Renders, _tab.Reads.Count);

        await RoundAsync(() => _store.AddCustomerAsync(_partner, "Hanna"));
        Assert.Equal((batches + 1, 1, "2 of 4"), (_batches.Count, _list.Pill, _list.Count));
        // The first batch took the tiles' word on new terms; the next changes wait for their second.
        await RoundAsync(() => _store.AddCustomerAsync(_partner, "Johanna"));
        await RoundAsync(() => AlertAsync(_bert));
        Assert.Equal((batches + 1, 1, "2 of 4"), (_batches.Count, _list.Pill, _list.Count));

        _clock.Advance(TabRender.CountsEvery);
        await _list.SeesAsync(() => Assert.Equal(2, _list.Pill));
        Assert.Equal("2 of 5", _list.Count);
        Assert.Equal("1", _list.Page.Find("[data-testid=tile-alerts] .pb-tile-number").TextContent);
        Assert.Equal("1", _frame.Find(".pb-bell-count").TextContent);
        await SettleAsync();
        Assert.Equal(batches + 2, _batches.Count);
        Assert.Equal((page, table), (_list.PageRenders, _list.TableRenders));
        Assert.Equal(rows, _list.Renders);
        Assert.Equal(reads, _tab.Reads.Count);
    }

    [Fact]
    public async Task Rows_counts_bell_and_announcement_travel_together()
    {
        var (batches, page, table, rows, reads) = (_batches.Count, _list.PageRenders, _list.TableRenders, _list.Renders, _tab.Reads.Count);

        // No second has passed since the counts were told: they go along all the same.
        await RoundAsync(() => _store.AddCustomerAsync(_partner, "Hanna"));
        await RoundAsync(() => _store.WriteAsync(_partner, async write =>
        {
            foreach (var id in (Guid[])[_anna, _annabel])
            {
                (await write.CustomerAsync(id, CancellationToken.None)).BillingType = BillingType.Usage;
                write.Db.Add(new Alert { Id = Guid.NewGuid(), PartnerId = _partner, CustomerId = id, Cause = "c", Description = "d", RaisedAt = write.Now });
                write.Journal(JournalKinds.AlertRaised, id, after: "Low");
            }
        }));

        Assert.Equal(batches + 2, _batches.Count);
        Assert.Equal(rows.Values.Select(count => count + 1), _list.Renders.Values);
        Assert.Single(_list.Row(_anna).QuerySelectorAll(".pb-severity"));
        Assert.Contains("2 customers changed", _list.Page.Find("[data-testid=announcement]").TextContent, StringComparison.Ordinal);
        Assert.Equal("2", _list.Page.Find("[data-testid=tile-usage] .pb-tile-number").TextContent);
        Assert.Equal("2", _frame.Find(".pb-bell-count").TextContent);
        Assert.Equal((page, table), (_list.PageRenders, _list.TableRenders));
        Assert.Equal(reads, _tab.Reads.Count);
    }

    [Fact]
    public async Task A_thousand_changes_in_a_second_are_ten_batches_and_the_last_of_them_stays()
    {
        var customer = await CustomerAsync(_anna);
        var (batches, before) = (_batches.Count, Row(customer, "Anna"));

        // As many sets as a mailbox holds without being told to read anew, of five changes each.
        for (var i = 5; i <= 1000; i += 5)
        {
            var after = Row(customer, $"Anna {i}");
            _store.Feed.Publish(new ChangeSet
            {
                PartnerId = _partner,
                At = TestStore.Start.UtcDateTime,
                Changes = [.. Enumerable.Repeat(new Change(after.Seq, Actor.Vendor, JournalKinds.CustomerRenamed, _anna, null, new JournalPayload()), 5)],
                Rows = [new RowChange(_anna, before, after)],
                LastSeq = after.Seq,
            });
            before = after;
            _clock.Advance(TimeSpan.FromMilliseconds(5));
            await SettleAsync();
        }
        // However long a busy machine lets it wait for its turn.
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var patience = new CancellationTokenSource(BunitContext.DefaultWaitTimeout);
        while (_list.Names[0] != "Anna 1000" && await often.WaitForNextTickAsync(patience.Token))
        {
            _clock.Advance(TimeSpan.FromMilliseconds(20));
            await SettleAsync();
        }
        Assert.Equal("Anna 1000", _list.Names[0]);
        await SettleAsync();

        Assert.InRange(_batches.Count - batches, 1, 10);
    }

    [Fact]
    public async Task A_closed_page_and_a_closed_tab_leave_nothing_behind()
    {
        var slots = (await _list.Page.InvokeAsync(() => _list.State.ReadAsync(0, 10, CancellationToken.None))).Slots;
        Assert.All(slots, slot => Assert.NotNull(slot.Changed));

        await _tab.Page.DisposeComponentsAsync();

        Assert.All(slots, slot => Assert.Null(slot.Changed));
        // The tab's scope goes with its circuit, and takes its states along.
        var services = _tab.Page.Services;
        Assert.NotEqual((0, 0), (_tab.Live.StateCount, services.GetRequiredService<CustomerTallies>().Count));
        services.GetRequiredService<CustomersState>().Dispose();
        services.GetRequiredService<AlertsState>().Dispose();
        Assert.Equal((0, 0), (_tab.Live.StateCount, services.GetRequiredService<CustomerTallies>().Count));
    }

    private Task AlertAsync(Guid customer) => _store.WriteAsync(_partner, write =>
    {
        write.Db.Add(new Alert { Id = Guid.NewGuid(), PartnerId = _partner, CustomerId = customer, Cause = "c", Description = "d", RaisedAt = write.Now });
        write.Journal(JournalKinds.AlertRaised, customer, after: "Low");
    });

    private async Task<Customer> CustomerAsync(Guid id)
    {
        await using var db = await _store.Factory.CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        return await db.Customers.AsNoTracking().Include(c => c.FormerNames).Include(c => c.Groups).SingleAsync(c => c.Id == id);
    }

    private CustomerRow Row(Customer customer, string name)
    {
        (customer.ShowAs, customer.Version) = (name, customer.Version + 1);
        return _store.Projector.Build(customer, [], _ => 0, _store.Today, 1_000_000 + customer.Version);
    }

    // One round of the pump: rested before, over after.
    private async Task RoundAsync(Func<Task> act)
    {
        _clock.Advance(LiveSession.BusyPace);
        await SettleAsync();
        await _tab.HandedAsync(act);
        await SettleAsync();
    }

    // What is on its way to the tab's own context has been done there.
    private async Task SettleAsync()
    {
        for (var i = 0; i < 5; i++)
        {
            await Task.Run(() => { });
            await _tab.Page.Renderer.Dispatcher.InvokeAsync(() => { });
        }
    }

    /// <summary>The bar and the page under one root, as in the frame of the portal: its renders are the tab's batches.</summary>
    private sealed class Frame : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<RenderTogether>(0);
            builder.CloseComponent();
            builder.OpenComponent<AlertBell>(1);
            builder.CloseComponent();
            builder.OpenComponent<CustomersPage>(2);
            builder.CloseComponent();
        }
    }
}
