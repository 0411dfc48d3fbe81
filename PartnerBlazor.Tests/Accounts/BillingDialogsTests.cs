using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Central;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>The dialogs of the billing type and of a monthly account's products, on the real states.</summary>
public sealed class BillingDialogsTests : LifecycleTests
{
    private readonly List<TestTab> _tabs = [];
    private readonly Dictionary<TestTab, IRenderedComponent<MudDialogProvider>> _providers = [];
    private TestTab _tab = null!;
    private IDialogReference? _open;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        TestTab.Speak("en-GB");
        _tab = await OpenTabAsync(Admin);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var tab in _tabs)
            await tab.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task The_dry_run_counts_names_reasons_and_says_what_ends()
    {
        var (trial, term, monthly) = (await TrialAsync("Trial & Co"), await TermAsync("Term Ltd"), await MonthlyAsync("Monthly SA"));
        var order = await Store.AddCustomerAsync(Partner, "Order GmbH", c => c.Managed());
        var dialog = await UpdatingAsync(trial, term, monthly, order, Guid.NewGuid());
        Assert.Equal("Update billing type of 5 customers", NameOf(dialog));
        Assert.Equal(
            ["2 customers become monthly.", "1 customer becomes termed and needs a licence key.",
                "Will not change: 1 – Managed customer orders cannot be changed. (Order GmbH)", "No longer available: 1"],
            LinesOf(dialog, "plan"));
        Assert.Contains("Ends today: Intercept X (200 days forfeited)", TextOf(dialog, $"[data-testid=monthly] [data-id='{term}']"), StringComparison.Ordinal);
        Assert.Contains("Termed → Monthly usage", TextOf(dialog, $"[data-id='{term}']"), StringComparison.Ordinal);
        Assert.DoesNotContain("forfeited", TextOf(dialog, $"[data-id='{trial}']"), StringComparison.Ordinal);
        Assert.Contains("Ends today: Endpoint Advanced – User", TextOf(dialog, $"[data-testid=termed] [data-id='{monthly}']"), StringComparison.Ordinal);
        Assert.Contains("Takes effect today, 15 Jun 2026 (UTC).", dialog.Markup, StringComparison.Ordinal);
        Assert.Contains("The full price of each chosen licence is charged", TextOf(dialog, "[data-testid=monthly] .pb-warnings"), StringComparison.Ordinal);
        Assert.Contains("early-access", TextOf(dialog, "[data-testid=monthly] .pb-warnings"), StringComparison.Ordinal);
        Assert.Contains("Cannot be undone.", TextOf(dialog, "[data-testid=termed] .pb-warnings"), StringComparison.Ordinal);
        // Nothing was asked of the vendor for looking.
        Assert.Empty(Central.Asked);
    }

    [Fact]
    public async Task Confirming_converts_and_needs_a_product()
    {
        var id = await TrialAsync();
        var dialog = await UpdatingAsync(id);
        Assert.Equal("Update billing type", NameOf(dialog));
        await PressAsync(dialog, "Confirm");
        Assert.Equal("Choose at least one product.", TextOf(dialog, ".pb-products [role=alert]"));
        Assert.Equal(dialog.Find(".pb-products [role=alert]").Id, dialog.Find(".pb-products").GetAttribute("aria-describedby"));
        Assert.Empty(Central.Asked);

        await TickAsync(dialog, "CIXA-MSP", true);
        Assert.Empty(dialog.FindAll(".pb-products [role=alert]"));
        await TickAsync(dialog, "CDE-MSP", true);
        Assert.Contains("Starts today: Endpoint Advanced – User, Device Encryption", dialog.Markup, StringComparison.Ordinal);
        await PressAsync(dialog, "Confirm");
        await dialog.WaitForAssertionAsync(() => Assert.Equal(["1 customer was changed."], LinesOf(dialog, "roll-up")));
        Assert.Equal((BillingType.Usage, PartnerAssistance.On), await NowAsync(id));
        Assert.Equal(["CDE-MSP", "CIXA-MSP"], (await LicencesAsync(id)).Where(l => l.Type == LicenceType.Usage).Select(l => l.ProductCode).Order());
        Assert.Equal(["Close"], ButtonsOf(dialog));
        await PressAsync(dialog, "Close");
        await dialog.WaitForAssertionAsync(() => Assert.Empty(dialog.FindAll("[role=dialog]")));
    }

    [Fact]
    public async Task One_that_is_refused_is_told_with_its_reason_and_tried_again_alone()
    {
        var (first, second) = (await TermAsync("First"), await TermAsync("Second"));
        Central.AnswerFor[second] = CentralAnswer.Refused(RefusalCodes.NotConnected);
        var dialog = await UpdatingAsync(first, second);
        await TickAsync(dialog, "CEMA-MSP", true);
        await PressAsync(dialog, "Confirm");
        await dialog.WaitForAssertionAsync(() => Assert.Equal(
            ["1 customer was changed.", "Failed: 1 – This partner is not connected to the vendor: accounts cannot be changed from here. (Second)"], LinesOf(dialog, "roll-up")));
        Assert.Equal([second.ToString()], dialog.FindAll("[data-id]").Select(line => line.GetAttribute("data-id")));
        // What was chosen is kept.
        Assert.True(dialog.Find("input[value=CEMA-MSP]").HasAttribute("checked"));

        Central.AnswerFor.Clear();
        Central.Asked.Clear();
        await PressAsync(dialog, "Retry the failed ones");
        await dialog.WaitForAssertionAsync(() => Assert.Equal(["2 customers were changed."], LinesOf(dialog, "roll-up")));
        Assert.Equal([(CentralAct.ToUsage, second)], Central.Asked);
        Assert.Equal(["Close"], ButtonsOf(dialog));
    }

    [Fact]
    public async Task A_refused_key_stays_typed_with_its_reason_and_can_be_corrected()
    {
        var id = await MonthlyAsync();
        var dialog = await UpdatingAsync(id);
        await PressAsync(dialog, "Confirm");
        Assert.Equal("Enter the licence key.", TextOf(dialog, $"[data-id='{id}'] .pb-field-error"));
        Assert.NotNull(dialog.Find("[data-testid=plan]"));

        await TypeAsync(dialog, id, "WRONG");
        Assert.Empty(dialog.FindAll($"[data-id='{id}'] .pb-field-error"));
        Central.Answer = CentralAnswer.Refused(RefusalCodes.LicenceKeyUnknown);
        await PressAsync(dialog, "Confirm");
        await dialog.WaitForAssertionAsync(() => Assert.Equal("The vendor does not know this licence key.", TextOf(dialog, $"[data-id='{id}'] .pb-field-error")));
        var field = dialog.Find($"[data-id='{id}'] input");
        Assert.Equal(("WRONG", "true", dialog.Find($"[data-id='{id}'] .pb-field-error").Id),
            (field.GetAttribute("value"), field.GetAttribute("aria-invalid"), field.GetAttribute("aria-describedby")));
        Assert.Equal("Licence key of Monthly", field.GetAttribute("aria-label"));
        Assert.Equal(["No customer was changed.", "Failed: 1 – The vendor does not know this licence key."], LinesOf(dialog, "roll-up"));

        Central.Answer = CentralAnswer.Confirmed;
        await TypeAsync(dialog, id, "RIGHT");
        await PressAsync(dialog, "Retry the failed ones");
        await dialog.WaitForAssertionAsync(() => Assert.Equal(["1 customer was changed."], LinesOf(dialog, "roll-up")));
        Assert.Equal(BillingType.Term, (await NowAsync(id)).Billing);
        Assert.Empty(dialog.FindAll("[data-id]"));
    }

    [Fact]
    public async Task Among_several_a_customer_without_a_key_stays_as_it_is()
    {
        var (with, without) = (await MonthlyAsync("With"), await MonthlyAsync("Without"));
        var dialog = await UpdatingAsync(with, without);
        Assert.Contains("Without a key, a customer stays as it is.", dialog.Markup, StringComparison.Ordinal);
        await TypeAsync(dialog, with, "KEY");
        await PressAsync(dialog, "Confirm");
        await dialog.WaitForAssertionAsync(() => Assert.Equal(["1 customer was changed.", "Left as they are, without a key: 1"], LinesOf(dialog, "roll-up")));
        Assert.Equal((BillingType.Term, BillingType.Usage), ((await NowAsync(with)).Billing, (await NowAsync(without)).Billing));
    }

    [Fact]
    public async Task What_the_vendor_only_took_note_of_is_not_called_done()
    {
        var (done, asked) = (await TermAsync("Done"), await TermAsync("Asked"));
        Central.AnswerFor[asked] = CentralAnswer.Requested;
        var dialog = await UpdatingAsync(done, asked);
        await TickAsync(dialog, "CIXA-MSP", true);
        await PressAsync(dialog, "Confirm");
        await dialog.WaitForAssertionAsync(() => Assert.Equal(
            ["1 customer was changed.", "1 change was requested at the vendor, not yet seen."], LinesOf(dialog, "roll-up")));
        Assert.Equal((BillingType.Term, BillingType.Usage), ((await RowAsync(asked))!.BillingType, (await RowAsync(asked))!.BillingRequested));

        var again = await UpdatingAsync(asked);
        Assert.Equal(
            ["Will not change: 1 – Another billing type was requested and is not seen at the vendor yet.", "Nothing can be changed here."], LinesOf(again, "plan"));
        Assert.True(Button(again, "Confirm").HasAttribute("disabled"));
    }

    [Fact]
    public async Task What_changed_meanwhile_is_said_anew_before_it_is_confirmed_and_the_choice_stays()
    {
        var (first, second) = (await TermAsync("First"), await TermAsync("Second"));
        var dialog = await UpdatingAsync(first, second);
        await TickAsync(dialog, "CIXA-MSP", true);
        await _tab.HandedAsync(() => Billing.UpdateAsync(Admin, [new(first, BillingType.Term)], ["CEMA-MSP"], cancel: None));
        await dialog.WaitForAssertionAsync(() => Assert.Equal(
            ["1 customer becomes monthly.", "1 customer becomes termed and needs a licence key."], LinesOf(dialog, "plan")));
        Assert.Contains("Ends today: Email Advanced", TextOf(dialog, $"[data-testid=termed] [data-id='{first}']"), StringComparison.Ordinal);
        Assert.True(dialog.Find("input[value=CIXA-MSP]").HasAttribute("checked"));
    }

    [Fact]
    public async Task A_customer_that_leaves_drops_out_and_with_the_last_the_dialog_goes()
    {
        var (first, second) = (await MonthlyAsync("First"), await TrialAsync("Second"));
        var dialog = await UpdatingAsync(first, second);
        await _tab.HandedAsync(() => RemoveAsync(first));
        await dialog.WaitForAssertionAsync(() => Assert.Equal(["1 customer becomes monthly.", "No longer available: 1"], LinesOf(dialog, "plan")));
        Assert.DoesNotContain("First", dialog.Markup, StringComparison.Ordinal);
        await _tab.HandedAsync(() => RemoveAsync(second));
        await dialog.WaitForAssertionAsync(() => Assert.Empty(dialog.FindAll("[role=dialog]")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_close_when_the_right_or_the_programme_is_lost(bool programme)
    {
        var id = await MonthlyAsync();
        await UpdatingAsync(id);
        var both = await ChangingAsync(id, beside: true);
        Assert.Equal(2, both.FindAll("[role=dialog]").Count);
        await _tab.HandedAsync(() => programme ? LoseFlexAsync() : DemoteAsync(Admin));
        await both.WaitForAssertionAsync(() => Assert.Empty(both.FindAll("[role=dialog]")));
    }

    [Fact]
    public async Task A_dry_run_that_cannot_be_read_is_told_and_read_again()
    {
        var id = await TrialAsync();
        _tab.Reads.Fail = true;
        var dialog = await UpdatingAsync(id);
        await dialog.WaitForAssertionAsync(() => Assert.Contains("What would change could not be read.", TextOf(dialog, "[role=alert]"), StringComparison.Ordinal));
        _tab.Reads.Fail = false;
        await dialog.Find("[role=alert] button").ClickAsync(new());
        await dialog.WaitForAssertionAsync(() => Assert.Equal(["1 customer becomes monthly."], LinesOf(dialog, "plan")));
        Assert.Empty(dialog.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Many_are_shown_a_page_at_a_time_and_all_are_converted()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 60; i++)
            ids.Add(await TermAsync($"Term {i:00}"));
        var dialog = await UpdatingAsync([.. ids]);
        Assert.Equal(50, dialog.FindAll("[data-id]").Count);
        await dialog.FindAll("button").Single(button => button.TextContent.Trim() == "Show 10 more").ClickAsync(new());
        Assert.Equal(60, dialog.FindAll("[data-id]").Count);
        await TickAsync(dialog, "CIXA-MSP", true);
        await PressAsync(dialog, "Confirm");
        await dialog.WaitForAssertionAsync(() => Assert.Equal(["60 customers were changed."], LinesOf(dialog, "roll-up")));
    }

    [Fact]
    public async Task Products_are_added_removed_and_replaced_and_it_is_said_before()
    {
        var id = await MonthlyAsync("Monthly SA", "CIXAMTR-STD-MSP");
        await Billing.ChangeLicencesAsync(Admin, id, ["CIXAMTR-STD-MSP", "CEMA-MSP"], ["CIXAMTR-STD-MSP"], None);
        var dialog = await ChangingAsync(id);
        Assert.Equal("Change licences of Monthly SA", NameOf(dialog));
        Assert.Equal(["CIXAMTR-STD-MSP", "CEMA-MSP"], ChosenOf(dialog));
        Assert.Equal(["Endpoint", "UEM", "Server", "Add-ons"], dialog.FindAll("fieldset legend").Select(legend => legend.TextContent));
        Assert.Equal(["Nothing changes yet."], LinesOf(dialog, "effect"));
        Assert.True(Button(dialog, "Save").HasAttribute("disabled"));
        Assert.Contains("Takes effect today, 15 Jun 2026 (UTC).", dialog.Markup, StringComparison.Ordinal);
        Assert.Contains("The full price", TextOf(dialog, ".pb-warnings"), StringComparison.Ordinal);

        await TickAsync(dialog, "CDE-MSP", true);
        await TickAsync(dialog, "CEMA-MSP", false);
        await TickAsync(dialog, "CIXAMTR-STD-MSP", false);
        await TickAsync(dialog, "CIXAMTR-ADV-MSP", true);
        Assert.Equal(["Starts: Device Encryption", "MDR Complete – User takes the place of MDR Essentials – User", "Ends: Email Advanced"], LinesOf(dialog, "effect"));
        await PressAsync(dialog, "Save");
        await dialog.WaitForAssertionAsync(() => Assert.Empty(dialog.FindAll("[role=dialog]")));
        Assert.Equal(["CDE-MSP", "CIXAMTR-ADV-MSP"], (await LicencesAsync(id)).Where(l => l.EndDate is null).Select(l => l.ProductCode).Order());
    }

    [Fact]
    public async Task The_last_product_stays()
    {
        var id = await MonthlyAsync();
        var dialog = await ChangingAsync(id);
        await TickAsync(dialog, "CIXA-MSP", false);
        await PressAsync(dialog, "Save");
        Assert.Equal("Keep at least one product. To end the account, unlink it.", TextOf(dialog, ".pb-products [role=alert]"));
        Assert.Empty(Central.Asked);
    }

    [Fact]
    public async Task What_somebody_else_changed_is_taken_over_and_the_choice_stays()
    {
        var id = await MonthlyAsync();
        var dialog = await ChangingAsync(id);
        await TickAsync(dialog, "CDE-MSP", true);
        await _tab.HandedAsync(() => Billing.ChangeLicencesAsync(Admin, id, ["CIXA-MSP", "CEMA-MSP"], ["CIXA-MSP"], None));
        await dialog.WaitForAssertionAsync(() => Assert.Equal(["CIXA-MSP", "CEMA-MSP", "CDE-MSP"], ChosenOf(dialog)));
        Assert.Equal(["The licences have changed meanwhile. Your choice is kept: look again before you save.", "Starts: Device Encryption"], LinesOf(dialog, "effect"));
    }

    [Fact]
    public async Task A_plan_that_moved_unheard_is_read_again_and_saved_at_the_second_try()
    {
        var id = await MonthlyAsync();
        var dialog = await ChangingAsync(id);
        await TickAsync(dialog, "CDE-MSP", true);
        await TickAsync(dialog, "CIXA-MSP", false);
        // What is pushed is read too late.
        var late = new TaskCompletionSource();
        _tab.Reads.Wait = late.Task;
        await Billing.ChangeLicencesAsync(Admin, id, ["CIXA-MSP", "CEMA-MSP"], ["CIXA-MSP"], None);
        var saving = PressAsync(dialog, "Save");
        _tab.Reads.Wait = null;
        late.SetResult();
        await saving;
        await dialog.WaitForAssertionAsync(() => Assert.Equal(["CEMA-MSP", "CDE-MSP"], ChosenOf(dialog)));
        Assert.Equal(
            ["The licences have changed meanwhile. Your choice is kept: look again before you save.", "Starts: Device Encryption", "Ends: Endpoint Advanced – User"],
            LinesOf(dialog, "effect"));
        await PressAsync(dialog, "Save");
        await dialog.WaitForAssertionAsync(() => Assert.Empty(dialog.FindAll("[role=dialog]")));
        Assert.Equal(["CDE-MSP", "CEMA-MSP"], (await LicencesAsync(id)).Where(l => l.EndDate is null).Select(l => l.ProductCode).Order());
    }

    [Fact]
    public async Task Other_products_that_were_only_requested_are_not_called_done()
    {
        var id = await MonthlyAsync();
        Central.Answer = CentralAnswer.Requested;
        var dialog = await ChangingAsync(id);
        await TickAsync(dialog, "CDE-MSP", true);
        await PressAsync(dialog, "Save");
        await dialog.WaitForAssertionAsync(() => Assert.StartsWith("Requested at the vendor, not yet seen.", TextOf(dialog, "[data-testid=requested]"), StringComparison.Ordinal));
        Assert.Equal(["Close"], ButtonsOf(dialog));
        Assert.Equal(["CIXA-MSP"], (await LicencesAsync(id)).Select(l => l.ProductCode));
    }

    [Fact]
    public async Task A_product_the_catalogue_does_not_know_can_stay_or_go()
    {
        var id = await Store.AddCustomerAsync(Partner, "Monthly", c =>
        {
            (c.Customer.BillingType, c.Customer.Origin) = (BillingType.Usage, CustomerOrigin.MonthlyAccount);
            c.Licence(l => (l.ProductCode, l.ProductName, l.Type, l.RollsOver) = ("OLD-1", "Old Gateway", LicenceType.Usage, true));
        });
        var dialog = await ChangingAsync(id);
        Assert.Equal("Other", dialog.FindAll("fieldset legend")[^1].TextContent);
        Assert.Equal(["OLD-1"], ChosenOf(dialog));
        await TickAsync(dialog, "OLD-1", false);
        await TickAsync(dialog, "CEMA-MSP", true);
        Assert.Equal(["Starts: Email Advanced", "Ends: Old Gateway"], LinesOf(dialog, "effect"));
        // It can be taken back.
        await TickAsync(dialog, "OLD-1", true);
        Assert.Equal(["Starts: Email Advanced"], LinesOf(dialog, "effect"));
    }

    [Fact]
    public async Task An_account_that_is_not_monthly_says_so_and_one_out_of_scope_is_not_there()
    {
        var term = await TermAsync();
        var dialog = await ChangingAsync(term);
        Assert.Equal("Only monthly accounts can change their licences.", TextOf(dialog, "[data-testid=refused]"));
        Assert.Equal(["Close"], ButtonsOf(dialog));
        var theirs = await Store.AddCustomerAsync(await Store.AddPartnerAsync(name: "Stranger"), "Theirs");
        var strange = await ChangingAsync(theirs);
        Assert.DoesNotContain("Theirs", strange.Markup, StringComparison.Ordinal);
        Assert.Contains("This customer is no longer available.", strange.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task French_is_spoken_in_both()
    {
        var term = await TermAsync("Terme");
        TestTab.Speak("fr-FR");
        _tab = await OpenTabAsync(Admin);
        var dialog = await UpdatingAsync(term);
        Assert.Equal("Mettre à jour le type de facturation", NameOf(dialog));
        Assert.Contains("(200 jours perdus)", dialog.Markup, StringComparison.Ordinal);
        Assert.Equal(["Annuler", "Confirmer"], ButtonsOf(dialog));
    }

    private async Task<TestTab> OpenTabAsync(PartnerScope scope)
    {
        var tab = await TestTab.OpenAsync(Store, scope, Central);
        _tabs.Add(tab);
        return tab;
    }

    private async Task<(BillingType Billing, PartnerAssistance Assistance)> NowAsync(Guid id) =>
        await CustomerAsync(id) is var customer ? (customer.BillingType, customer.PartnerAssistance) : default;

    // As the vendor's word that it is another partner's now.
    private Task RemoveAsync(Guid id) => Store.WriteAsync(Partner, async write =>
    {
        var customer = await write.CustomerAsync(id, None);
        customer.UnlinkedAt = write.Now;
        write.Journal(JournalKinds.Unlinked, id);
    });

    private Task DemoteAsync(PartnerScope who) => Store.WriteAsync(Partner, async write =>
    {
        (await write.Db.People.FindAsync(who.PersonId))!.Role = Role.HelpDesk;
        write.JournalOther(JournalKinds.PersonChanged, who.PersonId, who.PersonName);
    });

    private Task LoseFlexAsync() => new PartnerCommands(Store.Store).SetProgrammesAsync(Admin, new(false, true), new(true, true), cancel: None);

    private Task<IRenderedComponent<MudDialogProvider>> UpdatingAsync(params Guid[] ids) => ShowAsync(dialogs => UpdateBillingDialog.ShowAsync(dialogs, ids));

    private Task<IRenderedComponent<MudDialogProvider>> ChangingAsync(Guid id, bool beside = false) =>
        ShowAsync(dialogs => ChangeLicencesDialog.ShowAsync(dialogs, id), beside);

    // One provider a tab: a second would show every dialog once more.
    private async Task<IRenderedComponent<MudDialogProvider>> ShowAsync(Func<IDialogService, Task<IDialogReference>> show, bool beside = false)
    {
        var provider = _providers.GetValueOrDefault(_tab) ?? (_providers[_tab] = _tab.Page.Render<MudDialogProvider>());
        await provider.InvokeAsync(async () =>
        {
            if (!beside)
                _open?.Close();
            _open = await show(_tab.Page.Services.GetRequiredService<IDialogService>());
        });
        await provider.WaitForAssertionAsync(() => Assert.NotNull(provider.FindAll("[role=dialog]")[^1]
            .QuerySelector("[data-testid=plan], [data-testid=products], [data-testid=refused], [role=alert], p[role=status]")));
        return provider;
    }

    private static string NameOf(IRenderedComponent<MudDialogProvider> dialog) =>
        TextOf(dialog, $"#{dialog.Find("[role=dialog]").GetAttribute("aria-labelledby")}");

    private static string TextOf(IRenderedComponent<MudDialogProvider> dialog, string selector) => dialog.Find(selector).TextContent.Trim();

    private static IEnumerable<string> LinesOf(IRenderedComponent<MudDialogProvider> dialog, string part) =>
        dialog.FindAll($"[data-testid={part}] p").Select(line => line.TextContent.Trim());

    private static IEnumerable<string?> ChosenOf(IRenderedComponent<MudDialogProvider> dialog) =>
        dialog.FindAll(".pb-products input[checked]").Select(box => box.GetAttribute("value"));

    private static IEnumerable<string> ButtonsOf(IRenderedComponent<MudDialogProvider> dialog) =>
        dialog.FindAll(".mud-dialog-actions button").Select(button => button.TextContent.Trim());

    private static IElement Button(IRenderedComponent<MudDialogProvider> dialog, string text) =>
        dialog.FindAll(".mud-dialog-actions button").Single(button => button.TextContent.Trim() == text);

    // Found and pressed in one turn: what is pushed draws the buttons anew.
    private static Task PressAsync(IRenderedComponent<MudDialogProvider> dialog, string text) =>
        dialog.InvokeAsync(() => Button(dialog, text).ClickAsync(new()));

    private static Task TickAsync(IRenderedComponent<MudDialogProvider> dialog, string product, bool on) =>
        dialog.Find($".pb-products input[value='{product}']").ChangeAsync(new ChangeEventArgs { Value = on });

    private static Task TypeAsync(IRenderedComponent<MudDialogProvider> dialog, Guid id, string key) =>
        dialog.Find($"[data-id='{id}'] input").InputAsync(new ChangeEventArgs { Value = key });
}
