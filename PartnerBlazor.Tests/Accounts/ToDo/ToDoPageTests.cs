using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Accounts;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Accounts.ToDo;
using PartnerBlazor.Central;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Accounts.ToDo;

/// <summary>The page of what is to be done at the vendor, and how the dialogs speak where nothing is done at once.</summary>
public sealed class ToDoPageTests : LifecycleTests
{
    private TestTab _tab = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        TestTab.Speak("en");
        await Store.WriteAsync(Partner, async write =>
        {
            (await write.Db.Partners.SingleAsync(p => p.Id == Partner)).VendorKind = VendorKind.Partner;
            write.JournalOther(JournalKinds.PartnerConnected, null);
        });
        Admin = (await Store.ScopeAsync(Admin.PersonId))!;
        Central.Answer = CentralAnswer.Requested;
        _tab = await TestTab.OpenAsync(Store, Admin, Central);
    }

    public override async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task It_says_what_is_to_be_done_where_and_by_whom_it_was_asked_and_follows()
    {
        var (term, monthly, leaves) = (await ReadAsync(await TermAsync()), await ReadAsync(await MonthlyAsync()), await ReadAsync(await Store.AddCustomerAsync(Partner, "Leaves")));
        var page = _tab.Page.Render<ToDoPage>();
        await page.WaitForAssertionAsync(() => Assert.Contains("Nothing to do", page.Find("[data-testid=empty]").TextContent, StringComparison.Ordinal));

        await _tab.HandedAsync(() => Billing.UpdateAsync(Admin, [new(term, BillingType.Term)], ["CIXA-MSP"], null, None));
        await _tab.HandedAsync(() => Billing.ChangeLicencesAsync(Admin, monthly, ["CEMA-MSP"], ["CIXA-MSP"], None));
        await _tab.HandedAsync(() => Unlink.UnlinkAsync(Admin, [new(leaves, null)], "Leaves", null, None));
        await page.WaitForAssertionAsync(() => Assert.Equal(3, page.FindAll(".pb-lines li").Count));
        Assert.Contains("Termed → Monthly usage with Endpoint Advanced – User", Line(page, term), StringComparison.Ordinal);
        Assert.Contains("Shall have exactly: Email Advanced", Line(page, monthly), StringComparison.Ordinal);
        Assert.Contains("Left your list; the vendor still has it.", Line(page, leaves), StringComparison.Ordinal);
        Assert.Contains($"Asked by {Admin.PersonName}", Line(page, leaves), StringComparison.Ordinal);
        Assert.Equal($"https://console.example/customers/{term}", page.Find($"li[data-id='{term}'] a[target=_blank]").GetAttribute("href"));

        await _tab.HandedAsync(() => page.Find($"li[data-id='{monthly}'] button").ClickAsync());
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll($"li[data-id='{monthly}']")));
        Assert.Equal("Monthly: not to be done any more.", page.Find("[data-testid=told]").TextContent);
        await _tab.HandedAsync(() => page.Find($"li[data-id='{leaves}'] button").ClickAsync());
        await page.WaitForAssertionAsync(() => Assert.Equal("Leaves is back in the list.", page.Find("[data-testid=told]").TextContent));

        // Seen at the vendor.
        await _tab.HandedAsync(() => Store.WriteAsync(Partner, async write =>
        {
            (await write.Db.Customers.SingleAsync(c => c.Id == term)).BillingRequested = null;
            write.Journal(JournalKinds.BillingSeen, term, after: "Usage");
        }));
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll("[data-testid=empty]")));
    }

    [Fact]
    public async Task What_was_taken_back_meanwhile_is_said()
    {
        var term = await ReadAsync(await TermAsync());
        await Billing.UpdateAsync(Admin, [new(term, BillingType.Term)], ["CIXA-MSP"], null, None);
        var state = _tab.Page.Services.GetRequiredService<ToDoState>();
        using var look = await state.OpenAsync(() => { }, None);
        var seen = Assert.Single(state.ToDos);
        await new ToDoCommands(Store.Store).WithdrawBillingAsync(Admin, term, BillingType.Usage, None);
        Assert.Equal(RefusalCodes.NotRequested, (await Assert.ThrowsAsync<RefusedException>(() => state.TakeBackAsync(seen, None))).Code);
    }

    [Fact]
    public async Task New_accounts_say_how_far_they_are_and_what_a_person_can_do()
    {
        var page = _tab.Page.Render<ToDoPage>();
        var refused = (await Accounts.CreateMonthlyAsync(Admin, Guid.NewGuid(), AccountRulesTests.Draft, None)).RequestId!.Value;
        var unclear = (await Accounts.StartTrialAsync(Admin, Guid.NewGuid(), AccountRulesTests.Draft with { Company = "Unclear", Email = "un@clear.example" }, None)).RequestId!.Value;
        var candidate = await Store.AddCustomerAsync(Partner, "Candidate");
        await _tab.HandedAsync(() => Store.WriteAsync(Partner, async write =>
        {
            var (one, two) = (await write.Db.AccountRequests.SingleAsync(r => r.Id == refused), await write.Db.AccountRequests.SingleAsync(r => r.Id == unclear));
            (one.State, one.Problem, one.EndedAt) = (AccountRequestState.Refused, RefusalCodes.AccountInvalid, write.Now);
            (two.State, two.Problem, two.CustomerId) = (AccountRequestState.Unclear, RefusalCodes.AccountDiffers, candidate);
            write.JournalOther(JournalKinds.AccountRefused, refused);
        }));
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll("[data-testid=accounts] li").Count));
        // Whoever asked is told in the bar, and nobody else.
        var notice = _tab.Page.Render<RequestNotice>();
        await notice.WaitForAssertionAsync(() => Assert.Contains("2 new accounts need a look", notice.Find("a").TextContent, StringComparison.Ordinal));
        await using var colleague = await TestTab.OpenAsync(Store, (await Store.ScopeAsync((await Store.AddPersonAsync(Partner)).PersonId))!, Central);
        var theirs = colleague.Page.Render<RequestNotice>();
        await theirs.WaitForAssertionAsync(() => Assert.Single(theirs.FindAll("[role=status]")));
        Assert.Empty(theirs.FindAll("a"));
        Assert.Contains("The vendor does not accept these details", Line(page, refused), StringComparison.Ordinal);
        Assert.Contains($"Asked by {Admin.PersonName}", Line(page, refused), StringComparison.Ordinal);
        Assert.EndsWith($"{candidate}", page.Find($"li[data-id='{unclear}'] a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(["It is not there: send again", "Give up"], page.FindAll($"li[data-id='{unclear}'] button").Select(button => button.TextContent));

        await _tab.HandedAsync(() => page.Find($"li[data-id='{unclear}'] [data-testid=NotThere]").ClickAsync());
        await page.WaitForAssertionAsync(() => Assert.Equal("Waiting", page.Find($"li[data-id='{unclear}']").GetAttribute("data-state")));
        await _tab.HandedAsync(() => page.Find($"li[data-id='{unclear}'] [data-testid=GiveUp]").ClickAsync());
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll($"li[data-id='{unclear}']")));
        Assert.Equal("Unclear: not wanted any more.", page.Find("[data-testid=told]").TextContent);
        await _tab.HandedAsync(() => page.Find($"li[data-id='{refused}'] [data-testid=OpenAgain]").ClickAsync());
        await notice.WaitForAssertionAsync(() => Assert.Empty(notice.FindAll("a")));
        await page.WaitForAssertionAsync(() => Assert.EndsWith("/customers/new-monthly", _tab.Page.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_for_those_who_may_ask_for_any_of_it()
    {
        await using var tab = await TestTab.OpenAsync(Store, await Store.AddPersonAsync(Partner, Role.HelpDesk), Central);
        var page = tab.Page.Render<ToDoPage>();
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll("[data-testid=not-allowed]")));
    }

    [Fact]
    public async Task The_unlink_dialog_never_says_unlinked_where_it_was_only_asked_for()
    {
        var leaves = await ReadAsync(await Store.AddCustomerAsync(Partner, "Leaves"));
        var dialog = _tab.Page.Render<MudBlazor.MudDialogProvider>();
        await _tab.Page.Services.GetRequiredService<MudBlazor.IDialogService>().ShowAsync<UnlinkDialog>("", new MudBlazor.DialogParameters<UnlinkDialog> { { d => d.CustomerIds, [leaves] } });
        await dialog.WaitForAssertionAsync(() => Assert.Contains("Leaves your list at once.", dialog.Find("[data-testid=effect]").TextContent, StringComparison.Ordinal));
        Assert.Contains("you do it in the vendor’s console", dialog.Find("[data-testid=at-vendor]").TextContent, StringComparison.Ordinal);
        await dialog.Find("#pb-unlink-confirm").InputAsync(new Microsoft.AspNetCore.Components.ChangeEventArgs { Value = "Leaves" });
        await dialog.Find("form").SubmitAsync();
        await dialog.WaitForAssertionAsync(() => Assert.Equal("Unlink requested: 1. To be done in the vendor’s console.", dialog.Find("[data-testid=requested]").TextContent));
        Assert.DoesNotContain("Done", dialog.Find("[data-testid=effect]").TextContent.Replace("done", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("/to-do", dialog.Find("a").GetAttribute("href"));
        // Also of who has left already.
        Assert.Equal("Unlink “Leaves”?", dialog.Find("#pb-unlink-title").TextContent);
    }

    private static string Line(IRenderedComponent<ToDoPage> page, Guid id) => page.Find($"li[data-id='{id}']").TextContent;

    // As a reading a moment ago leaves it.
    private async Task<Guid> ReadAsync(Guid id)
    {
        await Store.WriteAsync(Partner, async write =>
        {
            if (await write.Db.AsOf.FindAsync(id) is not { } asOf)
                write.Db.AsOf.Add(asOf = new CustomerAsOf { CustomerId = id, PartnerId = Partner });
            (asOf.ListedAt, asOf.LicencesAt) = (write.Now, write.Now);
            write.Journal(JournalKinds.CustomerChanged, id);
        });
        return id;
    }
}
