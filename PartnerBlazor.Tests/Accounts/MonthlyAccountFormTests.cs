using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Central;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>The form of a new account: its steps, what it says is wrong and where, its draft, and to whom it is open.</summary>
public sealed class MonthlyAccountFormTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private int _partner;
    private PartnerScope _admin = null!;

    private static AccountDraft Draft => AccountRulesTests.Draft;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _partner = await _store.AddPartnerAsync();
        _admin = await _store.AddPersonAsync(_partner);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [MemberData(nameof(AccountRulesTests.Wrong), MemberType = typeof(AccountRulesTests))]
    public async Task What_is_wrong_is_told_at_its_field_and_in_the_summary(string field, AccountDraft draft, string code)
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var form = await OpenAsync(tab);
        await FillAsync(form, draft);

        await NextAsync(form);

        await form.WaitForAssertionAsync(() => Assert.Equal(code, form.Find($"[data-field={field}] .pb-field-error").GetAttribute("data-code")));
        Assert.Single(form.FindAll(".pb-field-error"));
        var input = form.Find($"#pb-f-{field}");
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Contains($"pb-f-{field}-error", input.GetAttribute("aria-describedby")!, StringComparison.Ordinal);
        Assert.EndsWith($"#pb-f-{field}", form.Find("[data-testid=errors] a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("Details", StepOf(form));
        // To the first wrong field; said no longer once it is another.
        tab.Page.JSInterop.VerifyFocusAsyncInvoke(2);
        await (input.TagName == "SELECT" ? input.ChangeAsync(new() { Value = "US" }) : input.InputAsync(new() { Value = "x" }));
        Assert.Empty(form.FindAll(".pb-field-error, [data-testid=errors]"));
    }

    [Fact]
    public async Task A_link_of_the_summary_leads_to_its_field()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var form = await OpenAsync(tab);
        await NextAsync(form);
        // The first few, and all when asked for.
        await form.WaitForAssertionAsync(() => Assert.Equal(3, form.FindAll("[data-testid=errors] a").Count));
        Assert.StartsWith("10 ", form.Find("[data-testid=errors] p").TextContent, StringComparison.Ordinal);
        await form.Find("[data-testid=all-errors]").ClickAsync(new());
        Assert.Equal(10, form.FindAll("[data-testid=errors] a").Count);
        Assert.Equal("true", form.Find("[data-testid=all-errors]").GetAttribute("aria-expanded"));
        var before = Focused(tab).Count;

        await form.FindAll("[data-testid=errors] a")[7].ClickAsync(new());

        Assert.Equal(before + 1, Focused(tab).Count);
        var city = form.FindComponents<AccountField>().Single(field => field.Instance.Name == nameof(AccountDraft.City));
        await city.InvokeAsync(() => city.Instance.FocusAsync().AsTask());
        Assert.Equal(Focused(tab)[^2], Focused(tab)[^1]);
    }

    [Fact]
    public async Task Steps_go_on_when_nothing_is_wrong_and_back_without_losing_anything()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var form = await OpenAsync(tab);
        await FillAsync(form, Draft);
        await NextAsync(form, "Products");
        Assert.Equal("Products", form.Find("[aria-current=step] .pb-step-name").TextContent);
        Assert.Equal(4, form.FindAll(".pb-family").Count);
        Assert.Equal(Products.All.Select(p => p.Name).Order(), form.FindAll(".pb-option-name").Select(o => o.TextContent).Order());

        await NextAsync(form);
        await form.WaitForAssertionAsync(() => Assert.Equal("Choose at least one product.", form.Find(".pb-products [role=alert]").TextContent));
        await ChooseAsync(form, "MDR Complete – Server");
        await NextAsync(form, "Terms");
        Assert.NotNull(form.Find("[data-testid=price-warning]"));
        Assert.NotNull(form.Find("[data-testid=early-access]"));

        await NextAsync(form);
        await form.WaitForAssertionAsync(() => Assert.Equal(RefusalCodes.TermsNotAccepted, form.Find("#pb-f-TermsAccepted-error").GetAttribute("data-code")));
        await form.Find("#pb-f-TermsAccepted").ChangeAsync(new() { Value = true });
        await NextAsync(form, "Create");
        Assert.Contains("MDR Complete – Server", form.Find("[data-testid=review-products]").TextContent, StringComparison.Ordinal);

        await form.Find("[data-testid=back]").ClickAsync(new());
        await form.WaitForAssertionAsync(() => Assert.Equal("Terms", StepOf(form)));
        Assert.True(form.Find("#pb-f-TermsAccepted").HasAttribute("checked"));
        await form.Find("button.pb-step-name").ClickAsync(new());
        await form.WaitForAssertionAsync(() => Assert.Equal("Details", StepOf(form)));
        Assert.Equal(Draft.Company, form.Find("#pb-f-Company").GetAttribute("value"));
    }

    [Fact]
    public async Task Where_nobody_has_a_postcode_none_is_asked_for()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var form = await OpenAsync(tab);
        Assert.Equal("true", form.Find("#pb-f-PostalCode").GetAttribute("aria-required"));

        await FillAsync(form, Draft with { CountryCode = "AE", PostalCode = "" });

        Assert.False(form.Find("#pb-f-PostalCode").HasAttribute("aria-required"));
        await NextAsync(form, "Products");
    }

    [Fact]
    public async Task Pressed_twice_one_account_is_created_and_its_details_open()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var form = await OpenAtCreateAsync(tab, Draft);

        var first = form.Find("form").SubmitAsync();
        var second = form.Find("form").SubmitAsync();
        await Task.WhenAll(first, second);

        await using var db = _store.Db();
        var customer = await db.Customers.SingleAsync(Stop);
        await form.WaitForAssertionAsync(() => Assert.EndsWith($"/customers?open={customer.Id}", Navigation(tab).Uri, StringComparison.Ordinal));
        Assert.Equal((Draft.Company, BillingType.Usage), (customer.Name, customer.BillingType));
        Assert.Empty(await db.FormDrafts.ToListAsync(Stop));
    }

    [Theory]
    [InlineData(RefusalCodes.DuplicateCustomerName, nameof(AccountDraft.Company))]
    [InlineData(RefusalCodes.DuplicateCustomerEmail, nameof(AccountDraft.Email))]
    public async Task Whom_the_partner_has_already_is_linked_and_nothing_typed_is_lost(string code, string field)
    {
        var known = (await new AccountCommands(_store.Store, new PartnerBlazor.Tests.Central.FakeCentral()).CreateMonthlyAsync(_admin, Guid.NewGuid(), Draft, Stop)).CustomerId;
        var draft = field == nameof(AccountDraft.Company) ? Draft with { Email = "a@example.com" } : Draft with { Company = "Another" };
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var form = await OpenAtCreateAsync(tab, draft);

        await form.Find("form").SubmitAsync();

        await form.WaitForAssertionAsync(() => Assert.Equal("Details", StepOf(form)));
        var error = form.Find($"[data-field={field}] .pb-field-error");
        Assert.Equal(code, error.GetAttribute("data-code"));
        Assert.Equal($"/customers/{known}", error.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(draft.City, form.Find("#pb-f-City").GetAttribute("value"));
        await using var db = _store.Db();
        Assert.Single(await db.Customers.ToListAsync(Stop));
    }

    [Fact]
    public async Task What_the_vendor_only_took_note_of_is_not_called_created()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        tab.Central.Answer = CentralAnswer.Requested;
        var form = await OpenAtCreateAsync(tab, Draft);

        await form.Find("form").SubmitAsync();

        await form.WaitForAssertionAsync(() => Assert.Contains(Draft.Company, form.Find("[data-testid=requested]").TextContent, StringComparison.Ordinal));
        Assert.Equal("On its way to the vendor", form.Find("h1").TextContent);
        await form.Find("[data-testid=requested] button").ClickAsync(new());
        await form.WaitForAssertionAsync(() => Assert.Equal("Details", StepOf(form)));
        Assert.Equal("", form.Find("#pb-f-Company").GetAttribute("value"));
    }

    [Fact]
    public async Task Asked_for_at_a_vendor_the_form_follows_it_until_it_is_there()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        tab.Central.Answer = CentralAnswer.Requested;
        var form = await OpenAtCreateAsync(tab, Draft);
        await form.Find("form").SubmitAsync();
        await form.WaitForAssertionAsync(() => Assert.Equal("Waiting", Requested(form)));
        Assert.Contains("It is being created at the vendor.", form.Find("[data-testid=requested]").TextContent, StringComparison.Ordinal);

        var request = await RequestAsync();
        await tab.HandedAsync(() => Outcomes.NotSentAsync(request, RefusalCodes.VendorSilent, null));
        await form.WaitForAssertionAsync(() => Assert.Contains("The vendor does not answer", form.Find("[data-testid=requested]").TextContent, StringComparison.Ordinal));
        var id = await _store.AddCustomerAsync(_partner, Draft.Company);
        await tab.HandedAsync(() => Outcomes.CreatedAsync(request, id, null));
        await form.WaitForAssertionAsync(() => Assert.Equal("Created", Requested(form)));
        Assert.Equal("Account created", form.Find("h1").TextContent);
        Assert.Contains($"{id}", form.Find("[data-testid=open-created]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_by_the_vendor_what_was_typed_is_a_form_again()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        tab.Central.Answer = CentralAnswer.Requested;
        var form = await OpenAtCreateAsync(tab, Draft);
        await form.Find("form").SubmitAsync();
        await form.WaitForAssertionAsync(() => Assert.Equal("Waiting", Requested(form)));
        var request = await RequestAsync();
        await tab.HandedAsync(() => Outcomes.RefusedAsync(request, RefusalCodes.AccountExists, "abc-1", AccountRequestState.Waiting));
        await form.WaitForAssertionAsync(() => Assert.Equal(RefusalCodes.AccountExists, form.Find("[data-testid=why]").GetAttribute("data-code")));
        Assert.Contains("abc-1", form.Find("[data-testid=why]").TextContent, StringComparison.Ordinal);

        await form.Find("[data-testid=reopen]").ClickAsync(new());
        await form.WaitForAssertionAsync(() => Assert.Equal("Details", StepOf(form)));
        Assert.Equal((Draft.Company, RefusalCodes.AccountExists), (form.Find("#pb-f-Company").GetAttribute("value"), form.Find("[data-testid=refused]").GetAttribute("data-code")));
        Assert.Equal(AccountRequestState.GivenUp, (await RequestAsync()).State);
        Assert.NotEqual(request.Token, Assert.Single(await DraftsAsync()).Token);
    }

    [Fact]
    public async Task A_refusal_without_a_field_is_told_and_the_form_stays()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        tab.Central.Answer = CentralAnswer.Refused(RefusalCodes.NotConnected);
        var form = await OpenAtCreateAsync(tab, Draft);

        await form.Find("form").SubmitAsync();

        await form.WaitForAssertionAsync(() => Assert.Equal(RefusalCodes.NotConnected, form.Find("[data-testid=refused]").GetAttribute("data-code")));
        Assert.Equal("Create", StepOf(form));
        Assert.False(form.Find("[data-testid=create]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_draft_is_saved_a_second_after_the_last_change_and_restored_where_one_was()
    {
        await using (var tab = await TestTab.OpenAsync(_store, _admin))
        {
            var form = await OpenAsync(tab);
            await FillAsync(form, Draft);
            Assert.Empty(await DraftsAsync());
            _store.Time.Advance(MonthlyAccountState.SaveAfter);
            await form.WaitForAssertionAsync(() => Assert.Equal("true", form.Find("[data-testid=draft]").GetAttribute("data-saved")));
            Assert.Contains("Nantes", Assert.Single(await DraftsAsync()).Content, StringComparison.Ordinal);
            await NextAsync(form, "Products");
        }

        _store.Time.Advance(TimeSpan.FromHours(5));
        await using var later = await TestTab.OpenAsync(_store, _admin);
        var again = await OpenAsync(later);
        Assert.Equal("Products", StepOf(again));
        Assert.Contains("5 h ago", again.Find("[data-testid=draft]").TextContent, StringComparison.Ordinal);
        await again.Find("[data-testid=back]").ClickAsync(new());
        await again.WaitForAssertionAsync(() => Assert.Equal(Draft.City, again.Find("#pb-f-City").GetAttribute("value")));
        Assert.Equal("FR", again.Find("#pb-f-CountryCode").GetAttribute("value"));

        await again.Find(".pb-page-head .pb-link").ClickAsync(new());
        await again.WaitForAssertionAsync(() => Assert.Equal("", again.Find("#pb-f-City").GetAttribute("value")));
        Assert.Empty(again.FindAll("[data-testid=draft]"));
        Assert.Empty(await DraftsAsync());
        // What was on its way must not bring it back.
        _store.Time.Advance(MonthlyAccountState.SaveAfter);
        Assert.Empty(await DraftsAsync());
    }

    [Fact]
    public async Task A_form_sent_from_another_tab_is_told_and_what_is_typed_here_is_not_sent_as_it()
    {
        await using var first = await TestTab.OpenAsync(_store, _admin);
        var here = await OpenAtCreateAsync(first, Draft);
        await using var second = await TestTab.OpenAsync(_store, _admin);
        var there = await OpenAsync(second);
        await there.Find("form").SubmitAsync();
        await there.WaitForAssertionAsync(() => Assert.Contains("open=", Navigation(second).Uri, StringComparison.Ordinal));

        await here.Find("form").SubmitAsync();

        await here.WaitForAssertionAsync(() => Assert.NotNull(here.Find("[data-testid=sent-before] a")));
        await using var db = _store.Db();
        Assert.Single(await db.Customers.ToListAsync(Stop));
    }

    [Fact]
    public async Task Leaving_with_something_typed_asks_whether_to_keep_it()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var dialogs = tab.Page.Render<MudDialogProvider>();
        var form = await OpenAsync(tab);
        var here = Navigation(tab).Uri;
        await form.Find("#pb-f-Company").InputAsync(new() { Value = "Half" });

        await LeaveAsync("Stay");
        Assert.Equal(here, Navigation(tab).Uri);
        await LeaveAsync("Keep the draft");
        await MovedAsync("/groups");
        Assert.Contains("Half", Assert.Single(await DraftsAsync()).Content, StringComparison.Ordinal);

        await form.InvokeAsync(() => Navigation(tab).NavigateTo("/customers"));
        await AnswerAsync("Discard");
        await MovedAsync("/customers");
        Assert.Empty(await DraftsAsync());

        async Task MovedAsync(string to)
        {
            using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            while (!Navigation(tab).Uri.EndsWith(to, StringComparison.Ordinal))
                await often.WaitForNextTickAsync(Stop);
        }

        async Task LeaveAsync(string answer)
        {
            await form.InvokeAsync(() => Navigation(tab).NavigateTo("/groups"));
            await AnswerAsync(answer);
        }

        async Task AnswerAsync(string answer)
        {
            await dialogs.WaitForAssertionAsync(() => Assert.Single(dialogs.FindAll("[role=dialog]")));
            await dialogs.FindAll("button").Single(b => b.TextContent.Trim() == answer).ClickAsync(new());
            await dialogs.WaitForAssertionAsync(() => Assert.Empty(dialogs.FindAll("[role=dialog]")));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_draft_that_cannot_be_discarded_is_told_where_it_was_asked_for_and_nothing_is_lost(bool leaving)
    {
        using var sick = new SickStore(_store);
        await using var tab = await TestTab.OpenAsync(_store, _admin, services: services => services.AddSingleton(sick.Drafts));
        var dialogs = tab.Page.Render<MudDialogProvider>();
        var form = await OpenAsync(tab);
        var here = Navigation(tab).Uri;
        await FillAsync(form, Draft);
        await NextAsync(form, "Products");
        sick.IsSick = true;

        await DiscardAsync();
        await form.WaitForAssertionAsync(() => Assert.Equal(
            "The draft was not discarded. The database cannot write at the moment. Nothing was changed; try again.", form.Find("[role=alert] [data-testid=draft-trouble]").TextContent));
        Assert.Equal(here, Navigation(tab).Uri);
        Assert.Equal("Products", StepOf(form));
        Assert.Contains("Nantes", Assert.Single(await DraftsAsync()).Content, StringComparison.Ordinal);

        sick.IsSick = false;
        await DiscardAsync();
        await form.WaitForAssertionAsync(() => Assert.Empty(form.FindAll("[data-testid=draft-trouble]")));
        await form.WaitForAssertionAsync(async () => Assert.Empty(await DraftsAsync()));

        async Task DiscardAsync()
        {
            if (!leaving)
            {
                await form.Find(".pb-page-head .pb-link").ClickAsync(new());
                return;
            }
            await form.InvokeAsync(() => Navigation(tab).NavigateTo("/groups"));
            await dialogs.WaitForAssertionAsync(() => Assert.Single(dialogs.FindAll("[role=dialog]")));
            await dialogs.FindAll("button").Single(b => b.TextContent.Trim() == "Discard").ClickAsync(new());
        }
    }

    [Fact]
    public async Task Nobody_leaves_with_a_draft_that_could_not_be_kept()
    {
        using var sick = new SickStore(_store);
        await using var tab = await TestTab.OpenAsync(_store, _admin, services: services => services.AddSingleton(sick.Drafts));
        var dialogs = tab.Page.Render<MudDialogProvider>();
        var form = await OpenAsync(tab);
        var here = Navigation(tab).Uri;
        await form.Find("#pb-f-Company").InputAsync(new() { Value = "Half" });
        sick.IsSick = true;

        await form.InvokeAsync(() => Navigation(tab).NavigateTo("/groups"));
        await dialogs.WaitForAssertionAsync(() => Assert.Single(dialogs.FindAll("[role=dialog]")));
        await dialogs.FindAll("button").Single(b => b.TextContent.Trim() == "Keep the draft").ClickAsync(new());

        await form.WaitForAssertionAsync(() => Assert.Contains("stay on this page", form.Find("[data-testid=draft-trouble]").TextContent, StringComparison.Ordinal));
        Assert.Equal(here, Navigation(tab).Uri);
        Assert.Equal("Half", form.Find("#pb-f-Company").GetAttribute("value"));
        sick.IsSick = false;
    }

    [Theory]
    [InlineData(AccountKind.Monthly, Role.Admin)]
    [InlineData(AccountKind.Monthly, Role.HelpDesk)]
    [InlineData(AccountKind.Monthly, Role.ReadOnly)]
    [InlineData(AccountKind.Trial, Role.Admin)]
    [InlineData(AccountKind.Trial, Role.HelpDesk)]
    [InlineData(AccountKind.Trial, Role.ReadOnly)]
    public async Task Other_roles_are_told_that_it_is_not_for_them(AccountKind kind, Role role)
    {
        await using var tab = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(_partner, role));
        var form = tab.Page.Render<MonthlyAccountForm>(p => p.Add(f => f.Kind, kind));
        await form.WaitForAssertionAsync(() => form.Find("[data-testid=not-allowed]"));
        Assert.Empty(form.FindAll("form, input"));
        var menu = tab.Page.Render<NewCustomerMenu>(p => p.Add(m => m.Person, tab.Live.Scope));
        Assert.Empty(menu.FindAll("a, button"));
    }

    [Theory]
    [InlineData(Role.SuperAdmin)]
    [InlineData(Role.BusinessAdmin)]
    public async Task Without_MSP_Flex_it_says_why_and_a_trial_can_be_started(Role role)
    {
        var without = await _store.AddPartnerAsync(mspFlex: false);
        await using var tab = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(without, role));
        var form = tab.Page.Render<MonthlyAccountForm>(p => p.Add(f => f.Kind, AccountKind.Monthly));
        await form.WaitForAssertionAsync(() => Assert.Contains("MSP Flex", form.Find("[data-testid=no-programme]").TextContent, StringComparison.Ordinal));
        Assert.Empty(form.FindAll("form, input"));
        var menu = tab.Page.Render<NewCustomerMenu>(p => p.Add(m => m.Person, tab.Live.Scope));
        Assert.Equal("/customers/new-trial", Assert.Single(menu.FindAll("a")).GetAttribute("href"));

        var trial = await OpenAtCreateAsync(tab, Draft, AccountKind.Trial);
        await trial.Find("form").SubmitAsync();

        await using var db = _store.Db();
        var customer = await db.Customers.SingleAsync(Stop);
        Assert.Equal((BillingType.Trial, CustomerOrigin.PartnerTrial, PartnerAssistance.On), (customer.BillingType, customer.Origin, customer.PartnerAssistance));
    }

    [Fact]
    public async Task A_trial_says_how_long_it_runs_and_warns_of_no_price()
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var form = await OpenAsync(tab, AccountKind.Trial);
        await FillAsync(form, Draft);
        await NextAsync(form, "Products");
        await ChooseAsync(form, Products.All[0].Name);
        await NextAsync(form, "Terms");
        Assert.Contains("30 days", form.Find(".pb-terms").TextContent, StringComparison.Ordinal);
        Assert.Contains("Partner Assistance", form.Find(".pb-terms").TextContent, StringComparison.Ordinal);
        Assert.Empty(form.FindAll("[data-testid=price-warning], [data-testid=early-access]"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_loses_role_or_programme_loses_the_form_at_once_and_keeps_what_was_typed(bool role)
    {
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var form = await OpenAsync(tab);
        await form.Find("#pb-f-Company").InputAsync(new() { Value = "Half" });

        await _store.WriteAsync(_partner, async write =>
        {
            if (role)
                (await write.Db.People.FindAsync(_admin.PersonId))!.Role = Role.ReadOnly;
            else
                (await write.Db.Partners.FindAsync(_partner))!.MspFlex = false;
            write.JournalOther(role ? JournalKinds.PersonChanged : JournalKinds.PartnerChanged, role ? _admin.PersonId : null);
        });
        await tab.PushAsync();

        await form.WaitForAssertionAsync(() => form.Find(role ? "[data-testid=not-allowed]" : "[data-testid=no-programme]"));
        Assert.Empty(form.FindAll("form"));
        Assert.NotNull(form.Find("[data-testid=kept]"));
        await form.WaitForAssertionAsync(async () => Assert.Contains("Half", Assert.Single(await DraftsAsync()).Content, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Countries_are_named_and_sorted_in_the_persons_language()
    {
        TestTab.Speak("fr");
        await using var tab = await TestTab.OpenAsync(_store, _admin);
        var form = await OpenAsync(tab);
        var names = form.FindAll("#pb-f-CountryCode option").Skip(1).Select(option => option.TextContent).ToList();
        Assert.Contains("Allemagne", names);
        Assert.Equal(names.Order(StringComparer.Create(new("fr"), false)), names);
        Assert.True(names.IndexOf("États-Unis") < names.IndexOf("Finlande"));
        Assert.Equal(AccountRules.Geographies.Count, form.FindAll("#pb-f-DataGeography option").Count - 1);
        Assert.Contains("Irlande", form.FindAll("#pb-f-DataGeography option").Select(option => option.TextContent));
    }

    private static async Task<IRenderedComponent<MonthlyAccountForm>> OpenAsync(TestTab tab, AccountKind kind = AccountKind.Monthly)
    {
        var form = tab.Page.Render<MonthlyAccountForm>(p => p.Add(f => f.Kind, kind));
        await form.WaitForAssertionAsync(() => form.Find("[data-testid=step]"));
        return form;
    }

    private static async Task<IRenderedComponent<MonthlyAccountForm>> OpenAtCreateAsync(TestTab tab, AccountDraft draft, AccountKind kind = AccountKind.Monthly)
    {
        var form = await OpenAsync(tab, kind);
        await FillAsync(form, draft);
        await NextAsync(form, "Products");
        await ChooseAsync(form, Products.Find(draft.Products[0])!.Name);
        await NextAsync(form, "Terms");
        await form.Find("#pb-f-TermsAccepted").ChangeAsync(new() { Value = true });
        await NextAsync(form, "Create");
        return form;
    }

    private static async Task FillAsync(IRenderedComponent<MonthlyAccountForm> form, AccountDraft draft)
    {
        foreach (var field in form.FindAll("[data-field]").Select(field => field.GetAttribute("data-field")!).ToList())
        {
            var value = new ChangeEventArgs { Value = typeof(AccountDraft).GetProperty(field)!.GetValue(draft) };
            var input = form.Find($"#pb-f-{field}");
            await (input.TagName == "SELECT" ? input.ChangeAsync(value) : input.InputAsync(value));
        }
    }

    private static Task ChooseAsync(IRenderedComponent<MonthlyAccountForm> form, string product) =>
        form.FindAll(".pb-family .pb-option").Single(option => option.QuerySelector(".pb-option-name")!.TextContent == product)
            .QuerySelector("input")!.ChangeAsync(new() { Value = true });

    private static async Task NextAsync(IRenderedComponent<MonthlyAccountForm> form, string? to = null)
    {
        await form.Find("form").SubmitAsync();
        if (to is not null)
            await form.WaitForAssertionAsync(() => Assert.Equal(to, StepOf(form)));
    }

    private static string? StepOf(IRenderedComponent<MonthlyAccountForm> form) => form.Find("[data-testid=step]").GetAttribute("data-step");

    private static NavigationManager Navigation(TestTab tab) => tab.Page.Services.GetRequiredService<NavigationManager>();

    private static List<string> Focused(TestTab tab) =>
        [.. tab.Page.JSInterop.Invocations["Blazor._internal.domWrapper.focus"].Select(call => ((ElementReference)call.Arguments[0]!).Id)];

    private RequestOutcomes Outcomes => new(_store.Store, _store.File, NullLogger<RequestOutcomes>.Instance);

    private static string? Requested(IRenderedComponent<MonthlyAccountForm> form) => form.Find("[data-testid=requested]").GetAttribute("data-state");

    private async Task<AccountRequest> RequestAsync()
    {
        await using var db = _store.Db();
        return await db.AccountRequests.AsNoTracking().SingleAsync(Stop);
    }

    private async Task<List<FormDraft>> DraftsAsync()
    {
        await using var db = _store.Db();
        return await db.FormDrafts.AsNoTracking().ToListAsync(Stop);
    }

    // Drafts in a database that for a while can be read and not written.
    private sealed class SickStore(TestStore store) : IDbContextFactory<PartnerDb>, IDisposable
    {
        private readonly TestDbFactory _readOnly = new($"{store.File.ConnectionString};Mode=ReadOnly");
        private PartnerStore? _store;

        public bool IsSick { get; set; }

        public FormDraftCommands Drafts =>
            new(store.Factory, _store ??= new PartnerStore(this, store.Projector, store.Feed, store.Time, NullLogger<PartnerStore>.Instance), store.Time);

        public PartnerDb CreateDbContext() => IsSick ? _readOnly.CreateDbContext() : store.Db();

        public void Dispose()
        {
            _store?.Dispose();
            _readOnly.ClearPool();
        }
    }
}
