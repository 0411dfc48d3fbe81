using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PartnerBlazor.Access;
using PartnerBlazor.People;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.People;

/// <summary>The people pages and their dialogs, live.</summary>
public sealed class PeoplePageTests : PeopleTestBase
{
    private TestTab _tab = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tab = await TestTab.OpenAsync(Store, Ada);
    }

    public override async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task To_everybody_else_there_are_no_such_pages()
    {
        await using var tab = await TestTab.OpenAsync(Store, Hal);
        var (people, person, roles) = (tab.Page.Render<PeoplePage>(), tab.Page.Render<PersonPage>(p => p.Add(page => page.Id, Ada.PersonId.ToString())), tab.Page.Render<RolesPage>());
        await people.WaitForAssertionAsync(() => people.Find(".pb-message"));
        await roles.WaitForAssertionAsync(() => roles.Find(".pb-message"));
        await person.WaitForAssertionAsync(() => person.Find(".pb-message"));
        Assert.Equal(people.Markup, roles.Markup);
        Assert.Equal(people.Markup, person.Markup);
    }

    [Fact]
    public async Task An_unknown_person_looks_like_an_unknown_page()
    {
        var unknown = _tab.Page.Render<PersonPage>(p => p.Add(page => page.Id, Guid.NewGuid().ToString()));
        await unknown.WaitForAssertionAsync(() => unknown.Find(".pb-message"));
    }

    [Fact]
    public async Task The_list_follows_and_the_address_filters_it()
    {
        _tab.Page.Services.GetRequiredService<NavigationManager>().NavigateTo("/people?q=DESK&role=helpdesk,readonly&state=active");
        var page = _tab.Page.Render<PeoplePage>();
        await page.WaitForAssertionAsync(() => Assert.Equal(["Hal Desk"], Names(page)));
        await _tab.HandedAsync(() => People.RenameAsync(Bea, Hal.PersonId, "Hal Deskman", "Hal Desk", Stop));
        await page.WaitForAssertionAsync(() => Assert.Equal(["Hal Deskman"], Names(page)));
        await _tab.HandedAsync(() => People.DeactivateAsync(Bea, Hal.PersonId, Stop));
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=empty]"));
        await page.Find(".pb-clear").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal(["Ada Admin", "Bea Boss", "Hal Deskman"], Names(page)));
        Assert.Contains("Deactivated", page.Find($"[data-id='{Hal.PersonId}']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_loses_the_right_while_looking_sees_nothing_more()
    {
        var page = _tab.Page.Render<PeoplePage>();
        await page.WaitForAssertionAsync(() => page.Find(".pb-people"));
        var own = await AccessAsync(Ada.PersonId);
        await _tab.HandedAsync(() => People.SetAccessAsync(Bea, Ada.PersonId, own with { Role = Role.Admin }, own, Stop));
        await page.WaitForAssertionAsync(() => page.Find(".pb-message"));
        Assert.DoesNotContain("Hal", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_address_is_told_at_its_field_and_another_one_is_invited()
    {
        await People.InviteAsync(Bea, "Zoe", "zoe@example.com", new AccessChoice(), Stop);
        var dialog = await ShowAsync(dialogs => dialogs.ShowAsync<InviteDialog>(null, [], new DialogOptions { NoHeader = true }));
        await dialog.Find("[data-testid=name]").InputAsync(new ChangeEventArgs { Value = "Zoe Two" });
        await dialog.Find("[data-testid=email]").InputAsync(new ChangeEventArgs { Value = "ZOE@example.com" });
        await dialog.FindAll(".mud-dialog-actions button")[^1].ClickAsync(new());
        await dialog.WaitForAssertionAsync(() => Assert.Contains("already", dialog.Find("#pb-invite-email").TextContent, StringComparison.Ordinal));
        Assert.Equal("true", dialog.Find("[data-testid=email]").GetAttribute("aria-invalid"));
        Assert.Null(dialog.Find("[data-testid=name]").GetAttribute("aria-invalid"));
        await dialog.Find("[data-testid=email]").InputAsync(new ChangeEventArgs { Value = "zoe.two@example.com" });
        await dialog.Find("[data-testid=role]").ChangeAsync(new ChangeEventArgs { Value = "helpdesk" });
        await dialog.FindAll(".pb-scope-groups input")[0].ChangeAsync(new ChangeEventArgs { Value = true });
        await dialog.FindAll(".mud-dialog-actions button")[^1].ClickAsync(new());
        await dialog.WaitForAssertionAsync(() => Assert.Contains("Zoe Two is invited", dialog.Find("h2").TextContent, StringComparison.Ordinal));
        var invited = (await Queries.ReadAsync(Ada, Stop)).People.Single(p => p.Name == "Zoe Two");
        Assert.Equal((Role.HelpDesk, North), (invited.Access.Role, invited.Access.Groups.Single()));
    }

    [Fact]
    public async Task Where_people_are_told_how_to_get_in_the_link_is_shown_and_can_be_made_again()
    {
        await using var tab = await TestTab.OpenAsync(Store, Ada, services: services => services.AddScoped<IInviter, Links>());
        var dialog = await ShowAsync(dialogs => dialogs.ShowAsync<InviteDialog>(null, [], new DialogOptions { NoHeader = true }), tab);
        await dialog.Find("[data-testid=name]").InputAsync(new ChangeEventArgs { Value = "Zoe" });
        await dialog.Find("[data-testid=email]").InputAsync(new ChangeEventArgs { Value = "zoe@example.com" });
        await dialog.FindAll(".mud-dialog-actions button")[^1].ClickAsync(new());
        var id = await InvitedAsync();
        await dialog.WaitForAssertionAsync(() => Assert.Equal($"https://portal.example/{id}", dialog.Find("[data-testid=invitation]").TextContent));
        var page = tab.Page.Render<PersonPage>(p => p.Add(x => x.Id, id.ToString()));
        await page.WaitForAssertionAsync(() => Assert.Contains("Invited", page.Find(".pb-badge").TextContent, StringComparison.Ordinal));
        await page.Find("[data-act=again]").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal($"https://portal.example/{id}", page.Find("[data-testid=invitation]").TextContent));
    }

    [Fact]
    public async Task One_reads_what_somebody_may_do_to_a_customer_and_why_and_it_follows()
    {
        var customer = await Store.AddCustomerAsync(Partner, "Société Nord", c => c.In(North).Customer.PartnerAssistance = PartnerAssistance.Off);
        var page = _tab.Page.Render<PersonPage>(p => p.Add(x => x.Id, Hal.PersonId.ToString()));
        await page.WaitForAssertionAsync(() => Assert.Equal("true", Granted(page, Permission.LaunchCustomer)));
        await page.Find("[data-testid=customer-search]").InputAsync(new ChangeEventArgs { Value = "societe" });
        await page.WaitForAssertionAsync(() => page.Find(".pb-found button"));
        await page.Find(".pb-found button").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("Group: North", page.Find("[data-testid=way]").TextContent, StringComparison.Ordinal));
        Assert.Equal("false", Granted(page, Permission.LaunchCustomer));
        await _tab.HandedAsync(() => Store.WriteAsync(Partner, async write =>
        {
            (await write.CustomerAsync(customer, Stop)).PartnerAssistance = PartnerAssistance.On;
            write.Journal(JournalKinds.AssistanceChanged, customer, before: "Off", after: "On");
        }));
        await page.WaitForAssertionAsync(() => Assert.Equal("true", Granted(page, Permission.LaunchCustomer)));
        var had = await AccessAsync(Hal.PersonId);
        await _tab.HandedAsync(() => People.SetAccessAsync(Bea, Hal.PersonId, had with { Groups = new HashSet<Guid>() }, had, Stop));
        await page.WaitForAssertionAsync(() => Assert.Contains("does not exist for Hal Desk", page.Find("[data-testid=way]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ones_own_acts_are_there_and_say_why_not()
    {
        var page = _tab.Page.Render<PersonPage>(p => p.Add(x => x.Id, Ada.PersonId.ToString()));
        await page.WaitForAssertionAsync(() => page.Find("[data-act=deactivate]"));
        Assert.Equal("true", page.Find("[data-act=deactivate]").GetAttribute("aria-disabled"));
        Assert.Equal("true", page.Find("[data-act=access]").GetAttribute("aria-disabled"));
        Assert.Empty(page.FindAll("[data-act=view]"));
        await page.Find("[data-act=deactivate]").ClickAsync(new());
        Assert.NotNull(await Store.ScopeAsync(Ada.PersonId));
    }

    [Fact]
    public async Task To_look_as_somebody_else_changes_the_tab_and_leaving_changes_it_back()
    {
        var page = _tab.Page.Render<PersonPage>(p => p.Add(x => x.Id, Hal.PersonId.ToString()));
        await page.WaitForAssertionAsync(() => page.Find("[data-act=view]"));
        await page.Find("[data-act=view]").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal(Hal.PersonId, _tab.Live.Scope.PersonId));
        Assert.Equal(Ada.PersonId, _tab.Live.Own.PersonId);
        Assert.EndsWith("/customers", _tab.Page.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        var banner = _tab.Page.Render<ViewingBanner>(p => p.Add(x => x.Viewed, _tab.Live.Scope));
        Assert.Contains("as Hal Desk sees it", banner.Markup, StringComparison.Ordinal);
        await banner.Find("button").ClickAsync(new());
        Assert.Equal(Ada.PersonId, _tab.Live.Scope.PersonId);
        Assert.EndsWith($"/people/{Hal.PersonId}", _tab.Page.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_without_alerts_cannot_handle_them_and_is_created()
    {
        var page = _tab.Page.Render<RolesPage>();
        await page.WaitForAssertionAsync(() => page.Find("[data-testid=empty]"));
        var dialog = await ShowAsync(dialogs => dialogs.ShowAsync<RoleDialog>(null, [], new DialogOptions { NoHeader = true }));
        Assert.True(dialog.Find("[data-permission=SeeCustomers]").HasAttribute("disabled"));
        Assert.Empty(dialog.FindAll("[data-permission=ManagePeople]"));
        await dialog.Find("[data-permission=SeeAlerts]").ChangeAsync(new ChangeEventArgs { Value = false });
        Assert.True(dialog.Find("[data-permission=HandleAlerts]").HasAttribute("disabled"));
        await dialog.FindAll(".mud-dialog-actions button")[^1].ClickAsync(new());
        await dialog.WaitForAssertionAsync(() => Assert.NotEmpty(dialog.Find("#pb-role-name").TextContent));
        await dialog.Find("[data-testid=name]").InputAsync(new ChangeEventArgs { Value = "Quiet" });
        await _tab.HandedAsync(() => dialog.FindAll(".mud-dialog-actions button")[^1].ClickAsync(new()));
        await page.WaitForAssertionAsync(() => Assert.Contains("See alerts, Handle alerts", page.Find(".pb-role-without").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_typed_is_not_gone_with_Escape()
    {
        var dialog = await ShowAsync(dialogs => dialogs.ShowAsync<InviteDialog>(null, [], new DialogOptions { NoHeader = true, CloseOnEscapeKey = true }));
        await dialog.Find("[data-testid=name]").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });
        Assert.DoesNotContain("Discard what you typed?", dialog.Markup, StringComparison.Ordinal);
        await dialog.Find("[data-testid=name]").InputAsync(new ChangeEventArgs { Value = "Zoe" });
        // It ends with the answer.
        var asked = dialog.Find("[data-testid=name]").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });
        await dialog.WaitForAssertionAsync(() => Assert.Contains("Discard what you typed?", dialog.Markup, StringComparison.Ordinal));
        // Cancelled, it is still there; discarded, it goes.
        await dialog.FindAll(".mud-dialog-actions")[^1].QuerySelectorAll("button")[0].ClickAsync(new());
        await dialog.WaitForAssertionAsync(() => Assert.DoesNotContain("Discard what you typed?", dialog.Markup, StringComparison.Ordinal));
        await asked;
        Assert.Equal("Zoe", dialog.Find("[data-testid=name]").GetAttribute("value"));
        asked = dialog.Find("[data-testid=name]").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });
        await dialog.WaitForAssertionAsync(() => Assert.Equal(2, dialog.FindAll(".mud-dialog-actions").Count));
        await dialog.FindAll(".mud-dialog-actions")[^1].QuerySelectorAll("button")[^1].ClickAsync(new());
        await asked;
        await dialog.WaitForAssertionAsync(() => Assert.Empty(dialog.FindAll("[data-testid=name]")));
    }

    [Fact]
    public async Task A_built_in_role_is_explained_and_copied()
    {
        var page = _tab.Page.Render<RolesPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal(Enum.GetValues<Role>().Length, page.FindAll("[data-testid=built-in] li").Count));
        var dialog = await ShowAsync(dialogs => dialogs.ShowAsync<RoleDialog>(null, new DialogParameters<RoleDialog> { { d => d.From, Role.HelpDesk } }, new DialogOptions { NoHeader = true }));
        Assert.Equal("HelpDesk", dialog.Find("[data-testid=base]").GetAttribute("value"));
    }

    private static List<string> Names(IRenderedComponent<PeoplePage> page) => [.. page.FindAll(".pb-people-name a").Select(name => name.TextContent)];

    private static string? Granted(IRenderedComponent<PersonPage> page, Permission permission) =>
        page.Find($"[data-permission={permission}]").GetAttribute("data-granted");

    private async Task<Guid> InvitedAsync()
    {
        IReadOnlyList<PersonLine> people;
        do
            people = [.. (await Queries.ReadAsync(Ada, Stop)).People.Where(p => p.Name == "Zoe")];
        while (people.Count == 0);
        return people[0].Id;
    }

    private async Task<IRenderedComponent<MudDialogProvider>> ShowAsync(Func<IDialogService, Task> show, TestTab? tab = null)
    {
        var page = (tab ?? _tab).Page;
        var provider = page.Render<MudDialogProvider>();
        await provider.InvokeAsync(() => show(page.Services.GetRequiredService<IDialogService>()));
        await provider.WaitForAssertionAsync(() => provider.Find("[role=dialog] h2"));
        return provider;
    }

    private sealed class Links : IInviter
    {
        public Task<InvitationSent> StartAnewAsync(PartnerScope by, Guid personId, CancellationToken cancel) => InviteAsync(by, personId, cancel);

        public bool Needed => true;

        public Task<InvitationSent> InviteAsync(PartnerScope by, Guid personId, CancellationToken cancel) =>
            Task.FromResult(new InvitationSent($"https://portal.example/{personId}", false, null));
    }
}
