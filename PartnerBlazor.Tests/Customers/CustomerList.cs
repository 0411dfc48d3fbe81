using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Text;

namespace PartnerBlazor.Tests.Customers;

/// <summary>The customers page in a tab, as a person sees it.</summary>
public sealed class CustomerList
{
    public CustomerList(TestTab tab, IRenderedComponent<MudDialogProvider> dialogs, IRenderedComponent<CustomersPage> page) =>
        (Tab, Dialogs, Page) = (tab, dialogs, page);

    public TestTab Tab { get; }
    public IRenderedComponent<MudDialogProvider> Dialogs { get; }
    public IRenderedComponent<CustomersPage> Page { get; }
    public CustomersState State => Tab.Page.Services.GetRequiredService<CustomersState>();
    public NavigationManager Navigation => Tab.Page.Services.GetRequiredService<NavigationManager>();

    /// <summary>Opens the address in the tab and waits until the list is read.</summary>
    public static async Task<CustomerList> OpenAsync(TestTab tab, string query = "")
    {
        tab.Page.Services.GetRequiredService<NavigationManager>().NavigateTo($"/customers{query}");
        tab.Page.Render<MudPopoverProvider>();
        tab.Page.Render<RenderTogether>();
        var list = new CustomerList(tab, tab.Page.Render<MudDialogProvider>(), tab.Page.Render<CustomersPage>());
        await list.SeesAsync(() => Assert.True(list.State.Loaded));
        return list;
    }

    /// <summary>Names in order; "–" for a place whose customer is no longer available.</summary>
    public IReadOnlyList<string> Names =>
        [.. Page.FindAll(".pb-body .pb-row:not(.pb-skeleton)").Select(row => row.QuerySelector(".pb-name-button")?.TextContent ?? "–")];

    public string Count => Page.Find("[data-testid=count]").TextContent;

    /// <summary>The number in the pill; 0 without one.</summary>
    public int Pill => Page.FindAll("[data-testid=pending]") is [var pill] ? int.Parse(pill.TextContent.Trim().Split(' ')[0], null) : 0;

    public IElement Row(Guid id) => Page.Find($"[data-id='{id}']");

    /// <summary>How often the row of each customer rendered.</summary>
    public Dictionary<Guid, int> Renders =>
        Page.FindComponents<CustomerTableRow>().ToDictionary(row => row.Instance.Slot.Id, row => row.RenderCount);

    // A component's own count in bUnit counts its children's renders too; these texts are said once each time the component itself renders.
    public int TableRenders => Tab.Texts.Said(nameof(CustomerTexts.SelectAll));
    public int PageRenders => Tab.Texts.Said(nameof(CustomerTexts.ProtectionOnly));
    public int CountRenders => Tab.Texts.Said(nameof(CustomerTexts.ShownOf));
    public int TileRenders => Tab.Texts.Said(nameof(CustomerTexts.Tiles));

    public Task ClickAsync(string selector) => Page.Find(selector).ClickAsync(new());

    /// <summary>Points at an element with the mouse.</summary>
    public static Task PointAsync(IElement element) => element.TriggerEventAsync("onmouseover", new Microsoft.AspNetCore.Components.Web.MouseEventArgs());

    public Task SeesAsync(Action met) => Page.WaitForAssertionAsync(met);
}
