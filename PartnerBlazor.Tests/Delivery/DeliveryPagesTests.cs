using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Customers;
using PartnerBlazor.Delivery;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Delivery;

/// <summary>What an open tab shows of deliveries, and that it follows them.</summary>
public sealed class DeliveryPagesTests : DeliveryWorld
{
    private TestTab _tab = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tab = await TestTab.OpenAsync(Store, Admin);
    }

    public override async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task The_details_say_where_the_name_is_and_let_it_be_sent_again()
    {
        Crm.Answers(DeliveryAnswer.Refused);
        var panel = _tab.Page.Render<DetailsPanel>(p => p.Add(d => d.CustomerId, Customer));
        await panel.WaitForAssertionAsync(() => panel.Find("h1"));
        Assert.Empty(panel.FindAll("[data-testid=deliveries]"));
        await _tab.HandedAsync(() => RenameAsync("Renamed"));
        await panel.WaitForAssertionAsync(() => Assert.Equal(["Central Admin is being told the name", "Salesforce is being told the name"], Lines(panel)));
        Assert.Empty(panel.FindAll("[data-testid=deliveries] button"));
        await _tab.HandedAsync(() => Pump.RunAsync(Stop));
        await panel.WaitForAssertionAsync(() => Assert.Equal(
            ["Central Admin got the name just now", "Salesforce refused the name just now."], Lines(panel)));

        Crm.Answers(DeliveryAnswer.Silent);
        await panel.Find("[data-target=Crm] button").ClickAsync();
        await _tab.PushAsync();
        await panel.WaitForAssertionAsync(() => Assert.Equal("Salesforce is being told the name", Lines(panel)[1]));
        await _tab.HandedAsync(() => Pump.RunAsync(Stop));
        await panel.WaitForAssertionAsync(() => Assert.Equal("Salesforce does not have the name yet. It does not answer. It will be told again automatically.", Lines(panel)[1]));
        await panel.FindAll("[data-target=Crm] button")[1].ClickAsync();
        await _tab.PushAsync();
        await panel.WaitForAssertionAsync(() => Assert.Equal("Salesforce is not told the name: given up just now", Lines(panel)[1]));
        Assert.Single(panel.FindAll("[data-target=Crm] button"));
    }

    [Fact]
    public async Task Who_may_not_rename_sees_where_it_is_and_no_button()
    {
        Crm.Answers(DeliveryAnswer.Refused);
        await RenameAsync("Renamed");
        await Pump.RunAsync(Stop);
        await using var tab = await TestTab.OpenAsync(Store, await Store.AddPersonAsync(Partner, Role.HelpDesk));
        var panel = tab.Page.Render<DetailsPanel>(p => p.Add(d => d.CustomerId, Customer));
        await panel.WaitForAssertionAsync(() => Assert.StartsWith("Salesforce refused", Lines(panel)[1], StringComparison.Ordinal));
        Assert.Empty(panel.FindAll("[data-testid=deliveries] button"));
    }

    [Fact]
    public async Task The_page_follows_every_attempt_and_says_when_the_next_one_is()
    {
        Crm.Answers(DeliveryAnswer.Silent);
        await RenameAsync("Renamed");
        var page = _tab.Page.Render<DeliveriesPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal(["Central Admin is being told the name", "Salesforce is being told the name"], Lines(page)));
        await Pump.RunAsync(Stop);
        await FollowAsync(page, "Salesforce does not have the name yet. It does not answer. Tried once, next time ");
        await Pump.RunAsync(Stop);
        // Of an attempt in vain the feed says nothing; the page hears of it by the pulse.
        await FollowAsync(page, "Salesforce does not have the name yet. It does not answer. Tried 2 times, next time ");
    }

    [Fact]
    public async Task The_filter_is_the_address_and_ones_own_refusals_can_be_dismissed()
    {
        Crm.Answers(DeliveryAnswer.Refused);
        await RenameAsync("Renamed");
        await Pump.RunAsync(Stop);
        _tab.Page.Services.GetRequiredService<NavigationManager>().NavigateTo("/deliveries?state=delivered");
        var page = _tab.Page.Render<DeliveriesPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal(["Central Admin got the name just now"], Lines(page)));
        Assert.Equal(["Open 1", "On their way 0", "Refused 1", "Delivered 1", "Given up 0"],
            page.FindAll(".pb-delivery-filter a:not([data-testid])").Select(link => $"{link.FirstChild!.TextContent.Trim()} {link.QuerySelector("span")!.TextContent}"));
        Assert.Contains("A name you changed was refused.", page.Find("[data-testid=mine-refused]").TextContent, StringComparison.Ordinal);
        var notice = _tab.Page.Render<RefusedNotice>();
        await notice.WaitForAssertionAsync(() => Assert.Equal("1 name refused", notice.Find(".pb-refused-text").TextContent.Trim()));
        await page.Find("[data-testid=mine-refused] button").ClickAsync();
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("[data-testid=mine-refused]")));
        await notice.WaitForAssertionAsync(() => Assert.Empty(notice.FindAll("[data-testid=refused]")));
    }

    [Fact]
    public async Task A_refusal_reaches_the_bar_of_who_changed_the_name_and_of_nobody_else()
    {
        await using var bo = await TestTab.OpenAsync(Store, await Store.AddPersonAsync(Partner, name: "Bo"));
        var (mine, theirs) = (_tab.Page.Render<RefusedNotice>(), bo.Page.Render<RefusedNotice>());
        Crm.Answers(DeliveryAnswer.Refused);
        await _tab.HandedAsync(async () =>
        {
            await RenameAsync("Renamed");
            await bo.HandedAsync(() => Pump.RunAsync(Stop));
        });
        await mine.WaitForAssertionAsync(() => Assert.Equal("/deliveries?state=refused&mine=1", mine.Find("a").GetAttribute("href")));
        Assert.Empty(theirs.FindAll("a"));
        // Named anew, it is no longer refused.
        await _tab.HandedAsync(() => RenameAsync("Renamed again"));
        await mine.WaitForAssertionAsync(() => Assert.Empty(mine.FindAll("a")));
    }

    [Fact]
    public async Task A_read_that_fails_is_told_and_can_be_tried_again()
    {
        _tab.Reads.Fail = true;
        var page = _tab.Page.Render<DeliveriesPage>();
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=read-failed]"));
        _tab.Reads.Fail = false;
        await page.Find("[data-testid=read-failed] button").ClickAsync();
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=empty]"));
        Assert.Empty(page.FindAll("[data-testid=read-failed]"));
    }

    // The page looks once a second.
    private async Task FollowAsync(IRenderedComponent<DeliveriesPage> page, string expected)
    {
        Store.Time.Advance(FollowingState.Every);
        await page.WaitForAssertionAsync(() => Assert.Contains(Lines(page), line => line.StartsWith(expected, StringComparison.Ordinal)));
    }

    private static IReadOnlyList<string> Lines<T>(IRenderedComponent<T> page) where T : IComponent =>
        [.. page.FindAll(".pb-delivery-text").Select(line => line.TextContent.Trim())];
}
