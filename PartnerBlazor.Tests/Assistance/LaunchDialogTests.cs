using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PartnerBlazor.Accounts;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Assistance;

/// <summary>The dialog that opens a customer's console: a form the browser sends by itself, while it can be opened.</summary>
public sealed class LaunchDialogTests : ConsoleTests
{
    [Fact]
    public async Task It_is_a_form_into_a_new_tab_that_cannot_reach_back()
    {
        await using var tab = await TestTab.OpenAsync(Store, Admin);
        var dialog = await OpenAsync(tab);
        var form = dialog.Find("form");
        Assert.Equal(("post", "/launch", "_blank", "noopener"), (form.GetAttribute("method"), form.GetAttribute("action"), form.GetAttribute("target"), form.GetAttribute("rel")));
        Assert.Equal(Customer.ToString(), form.QuerySelector("[name=customer]")!.GetAttribute("value"));
        Assert.Equal("token", form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value"));
        Assert.Equal("200", form.QuerySelector("[name=reason]")!.GetAttribute("maxlength"));
        Assert.Equal(form.Id, Button(dialog).GetAttribute("form"));
        Assert.Equal("submit", Button(dialog).GetAttribute("type"));
        await Button(dialog).ClickAsync();
        dialog.WaitForAssertion(() => Assert.Empty(dialog.FindAll("form")));
    }

    [Fact]
    public async Task Switched_off_it_sends_nothing_and_says_why_and_where_and_on_again_it_opens()
    {
        await using var tab = await TestTab.OpenAsync(Store, Admin);
        var dialog = await OpenAsync(tab);
        await tab.HandedAsync(() => AssistanceAsync(PartnerAssistance.Off));
        dialog.WaitForElement("[data-code=partner_assistance_off]");
        Assert.Contains("Account details › Sophos Support › Partner Assistance", dialog.Markup, StringComparison.Ordinal);
        Assert.Equal(("button", "true"), (Button(dialog).GetAttribute("type"), Button(dialog).GetAttribute("aria-disabled")));
        await Button(dialog).ClickAsync();
        Assert.Contains("Partner Assistance", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await tab.HandedAsync(() => AssistanceAsync(PartnerAssistance.On));
        dialog.WaitForAssertion(() => Assert.Equal("submit", Button(dialog).GetAttribute("type")));
        Assert.Equal("", dialog.Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task Who_is_there_already_is_named_while_they_are_and_a_lost_customer_takes_the_dialog_along()
    {
        var colleague = await SignInAsync(await Store.AddPersonAsync(Partner, name: "Grace Colleague"));
        var scoped = await Store.AddPersonAsync(Partner, Role.HelpDesk, customers: [Customer]);
        await using var tab = await TestTab.OpenAsync(Store, scoped);
        var dialog = await OpenAsync(tab);
        Assert.Empty(dialog.FindAll("[data-testid=on-now]"));
        var visit = tab.Visits.Open((await TechnicianAsync(await VisitAsync(colleague)))!);
        Assert.Contains("Grace Colleague", dialog.WaitForElement("[data-testid=on-now]").TextContent, StringComparison.Ordinal);
        visit.Dispose();
        dialog.WaitForAssertion(() => Assert.Empty(dialog.FindAll("[data-testid=on-now]")));
        await tab.HandedAsync(() => ChangeAsync(scoped, p => p.Customers.Clear()));
        dialog.WaitForAssertion(() => Assert.Empty(dialog.FindAll("form")));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<MudDialogProvider> dialog) => dialog.FindAll(".mud-dialog-actions button")[^1];

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(TestTab tab)
    {
        var dialogs = tab.Page.Render<MudDialogProvider>();
        await dialogs.InvokeAsync(() => tab.Page.Services.GetRequiredService<ActRunner>().RunAsync(CustomerAct.Launch, [Customer]));
        dialogs.WaitForElement("form");
        return dialogs;
    }
}
