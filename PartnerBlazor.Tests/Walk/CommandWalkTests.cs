using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Accounts.ToDo;
using PartnerBlazor.Alerts;
using PartnerBlazor.Assistance;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Delivery;
using PartnerBlazor.Delivery.Demo;
using PartnerBlazor.Groups;
using PartnerBlazor.Journal;
using PartnerBlazor.People;
using PartnerBlazor.Shell.Entry;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Accounts;
using PartnerBlazor.Tests.Assistance;
using PartnerBlazor.Tests.Central.Link;
using PartnerBlazor.Tests.Crm;

namespace PartnerBlazor.Tests.Walk;

/// <summary>
/// Every command, called as everybody. A row is <c>command | permission | roles | upon</c>, the permission with <c>+</c> another where it takes both: the roles in the order of the enumeration, Y or -,
/// as in SPEC §2; what it acts upon says how the others are answered.
/// <list type="bullet">
/// <item><c>customer</c>, <c>group</c>, <c>colleague</c>, <c>role</c>: something of the partner. To another partner, and to whom it is out of scope, it is not there.</item>
/// <item><c>partner</c>: the acting person's own partner, so that another partner's Super Admin may.</item>
/// <item><c>person</c>: the acting person's own things, of whatever role (permission <c>-</c>).</item>
/// <item><c>console</c>: of a customer's administrator, by the handle of their cookie: nobody's rights in the portal count.</item>
/// <item><c>account</c>: what somebody signs in with, named by the page that is shown to them alone: no other may call it.</item>
/// <item><c>system</c>: no person acts. No component, state, endpoint or hub may call it.</item>
/// </list>
/// Whatever it is, a person who may no longer sign in is refused, and so is one whose custom role takes just this permission away, although the
/// scope in their hands still has it; a custom role that leaves just this permission is enough. To add a command, add its row and, in
/// <see cref="Calls"/>, how to call it so that it would be done.
/// </summary>
public sealed class CommandWalkTests : ConsoleTests
{
    private const string Table = """
        AccountCommands.CreateMonthlyAsync   | ManageMonthly     | Y---Y | partner
        AccountCommands.StartTrialAsync      | StartTrial        | Y---Y | partner
        AlertCommands.ActAsync               | HandleAlerts+SeeAlerts | YYY-- | customer
        AlertCommands.CommentAsync           | HandleAlerts+SeeAlerts | YYY-- | customer
        AlertCommands.UndoAsync              | HandleAlerts+SeeAlerts | YYY-- | customer
        AssistanceCommands.RemindAsync       | RequestAssistance | YY--- | customer
        AssistanceCommands.WithdrawAsync     | RequestAssistance | YY--- | customer
        AssistanceCommands.RequestAsync      | RequestAssistance | YY--- | customer
        BillingCommands.ChangeLicencesAsync  | ManageMonthly     | Y---Y | customer
        BillingCommands.UpdateAsync          | UpdateBilling     | Y---Y | customer
        CentralCommands.AssistanceAsync      | -                 | -     | system
        CentralCommands.CloseAsync           | -                 | -     | system
        CentralCommands.EndAsync             | -                 | -     | system
        CentralCommands.QuantityAsync        | -                 | -     | system
        CentralCommands.RaiseAsync           | -                 | -     | system
        CentralCommands.UnprotectedAsync     | -                 | -     | system
        CentralCommands.UsageAsync           | -                 | -     | system
        ConnectionCommands.CheckAsync        | ManagePeople      | Y---- | partner
        ConnectionCommands.DismissAsync      | ManagePeople      | Y---- | partner
        ProductMapCommands.SetAsync          | ManagePeople      | Y---- | partner
        SyncCommands.RunNowAsync             | ManagePeople      | Y---- | partner
        SyncCommands.StopAsync               | ManagePeople      | Y---- | partner
        SyncCommands.ContinueAsync           | ManagePeople      | Y---- | partner
        ConsoleCommands.AnswerAsync          | -                 | -     | console
        ConsoleCommands.StartTrialAsync      | -                 | -     | console
        ConsoleCommands.SwitchAsync          | -                 | -     | console
        CrmCommands.ChooseAsync              | ManagePeople      | Y---- | customer
        CrmCommands.MatchAsync               | ManagePeople      | Y---- | partner
        CustomerCommands.RenameAsync         | Rename            | YY--Y | customer
        DeliveryCommands.DismissAsync        | -                 | YYYYY | person
        DeliveryCommands.GiveUpAsync         | Rename            | YY--Y | customer
        DeliveryCommands.RetryAsync          | Rename            | YY--Y | customer
        DemoCrmCommands.SetModeAsync         | ManagePeople      | Y---- | partner
        FormDraftCommands.DiscardAsync       | -                 | YYYYY | person
        FormDraftCommands.ReadAsync          | -                 | YYYYY | person
        FormDraftCommands.SaveAsync          | -                 | YYYYY | person
        GroupCommands.CreateAsync            | ManageGroups      | Y---- | partner
        GroupCommands.DeleteAsync            | ManageGroups      | Y---- | group
        GroupCommands.DescribeAsync          | ManageGroups      | Y---- | group
        GroupCommands.RenameAsync            | ManageGroups      | Y---- | group
        JournalCommands.EraseAsync           | ManagePeople      | Y---- | colleague
        JournalCommands.SetDaysAsync         | ManagePeople      | Y---- | partner
        JournalCommands.TrimAsync            | -                 | -     | system
        LaunchCommands.IssueAsync            | LaunchCustomer    | YYYY- | customer
        LaunchCommands.RedeemAsync           | LaunchCustomer    | YYYY- | customer
        LicenceCommands.CatchUpAsync         | -                 | -     | system
        LoginCommands.AddPasskeyAsync        | -                 | -     | account
        LoginCommands.AuthenticatorKeyAsync  | -                 | -     | account
        LoginCommands.ChangePasswordAsync    | -                 | -     | account
        LoginCommands.DisableAuthenticatorAsync | -              | -     | account
        LoginCommands.EnableAuthenticatorAsync  | -              | -     | account
        LoginCommands.EndOtherSessionsAsync  | -                 | -     | account
        LoginCommands.EndSessionAsync        | -                 | -     | account
        LoginCommands.RemovePasskeyAsync     | -                 | -     | account
        LoginCommands.RenewRecoveryCodesAsync   | -              | -     | account
        LoudCommands.AddAsync                | ManagePeople+SeeAlerts | Y---- | partner
        LoudCommands.RemoveAsync             | ManagePeople+SeeAlerts | Y---- | partner
        MembershipCommands.ChangeAsync       | ManageGroups      | Y---- | group
        MembershipCommands.SetGroupsAsync    | ManageGroups      | Y---- | customer
        PartnerCommands.SetProgrammesAsync   | ManagePeople      | Y---- | partner
        PartnerCommands.SetSignInRuleAsync   | ManagePeople      | Y---- | partner
        PeopleCommands.DeactivateAsync       | ManagePeople      | Y---- | colleague
        PeopleCommands.InviteAsync           | ManagePeople      | Y---- | partner
        PeopleCommands.ReactivateAsync       | ManagePeople      | Y---- | colleague
        PeopleCommands.RenameAsync           | ManagePeople      | Y---- | colleague
        PeopleCommands.SetAccessAsync        | ManagePeople      | Y---- | colleague
        PeopleCommands.ViewAsync             | ManagePeople      | Y---- | colleague
        RequestCommands.GiveUpAsync          | ManageMonthly     | Y---Y | role
        RequestCommands.OpenAgainAsync       | ManageMonthly     | Y---Y | role
        RequestCommands.SendAgainAsync       | ManageMonthly     | Y---Y | role
        RoleCommands.ChangeAsync             | ManagePeople      | Y---- | role
        RoleCommands.CreateAsync             | ManagePeople      | Y---- | partner
        RoleCommands.DeleteAsync             | ManagePeople      | Y---- | role
        ToDoCommands.WithdrawBillingAsync    | UpdateBilling     | Y---Y | customer
        ToDoCommands.WithdrawProductsAsync   | ManageMonthly     | Y---Y | customer
        UnlinkCommands.CancelAsync           | Unlink            | Y---- | customer
        UnlinkCommands.ExecuteAsync          | -                 | -     | system
        UnlinkCommands.RestoreAsync          | Unlink            | Y---- | customer
        UnlinkCommands.UnlinkAsync           | Unlink            | Y---- | customer
        """;

    private const string Yes = "yes";

    private static readonly BindingFlags s_own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    // How each is called. The customer is one upon whom it would be done; the group is of the first partner.
    private Dictionary<string, Func<PartnerScope, Guid, Guid, Task<string>>> Calls => new()
    {
        ["AccountCommands.CreateMonthlyAsync"] = (who, _, _) => Done(Accounts.CreateMonthlyAsync(who, Guid.NewGuid(), Draft, None)),
        ["AccountCommands.StartTrialAsync"] = (who, _, _) => Done(Accounts.StartTrialAsync(who, Guid.NewGuid(), Draft, None)),
        ["AlertCommands.ActAsync"] = async (who, id, _) => await AlertAsync(id) is var alert ? await Done(alert, ResultAsync(Alerts.ActAsync(who, new AlertAct(AlertActKind.Acknowledge), [alert], cancel: None))) : "",
        ["AlertCommands.CommentAsync"] = async (who, id, _) => await Done(Alerts.CommentAsync(who, await AlertAsync(id), "Looked at it", None)),
        ["AlertCommands.UndoAsync"] = async (who, id, _) => await AlertAsync(id) is var alert
            ? await Done(alert, Alerts.UndoAsync(who, [new AlertBefore(alert, 0) { Act = AlertActKind.Acknowledge, State = AlertState.Acknowledged }], null, None)) : "",
        ["LoudCommands.AddAsync"] = async (who, _, _) => await Done(new LoudCommands(Store.Store).AddAsync(who, await RuleAsync(who.PartnerId), None)),
        ["LoudCommands.RemoveAsync"] = (who, _, _) => Done(new LoudCommands(Store.Store).RemoveAsync(who, "Event::Any", None)),
        ["AssistanceCommands.RemindAsync"] = async (who, id, _) => await Done(Assistance.RemindAsync(who, await MailedAsync(id), None)),
        ["AssistanceCommands.WithdrawAsync"] = async (who, id, _) => await Done(Assistance.WithdrawAsync(who, await MailedAsync(id), None)),
        ["AssistanceCommands.RequestAsync"] = (who, id, _) => Done(Assistance.RequestAsync(who, id, None)),
        ["BillingCommands.ChangeLicencesAsync"] = (who, id, _) => Done(Billing.ChangeLicencesAsync(who, id, ["CIXA-MSP", "CDE-MSP"], ["CIXA-MSP"], None)),
        ["BillingCommands.UpdateAsync"] = (who, id, _) => Done(id, Billing.UpdateAsync(who, [new(id, BillingType.Trial)], ["CIXA-MSP"], null, None)),
        ["ConnectionCommands.CheckAsync"] = (who, _, _) => Done(Connection.CheckAsync(who, None)),
        ["ConnectionCommands.DismissAsync"] = (who, _, _) => Done(Connection.DismissAsync(who, new(LinkState.Silent, CentralCall.WhoAmI, new(), Store.Time.GetUtcNow().UtcDateTime, Store.Time.GetUtcNow().UtcDateTime, 1), None)),
        ["ProductMapCommands.SetAsync"] = (who, _, _) => MapAsync(who),
        ["SyncCommands.RunNowAsync"] = (who, _, _) => Done(Sync.RunNowAsync(who, None)),
        ["SyncCommands.StopAsync"] = (who, _, _) => Done(Sync.StopAsync(who, None)),
        ["SyncCommands.ContinueAsync"] = (who, _, _) => Done(Sync.ContinueAsync(who, None)),
        ["CrmCommands.ChooseAsync"] = (who, id, _) => ChooseAsync(who, id),
        ["CrmCommands.MatchAsync"] = (who, _, _) => Done(FakeCrm.CommandsOf(Store).MatchAsync(who, None)),
        ["CustomerCommands.RenameAsync"] = (who, id, _) => Done(Store.Customers.RenameAsync(who, id, "Another name", "", None)),
        ["DeliveryCommands.DismissAsync"] = (who, _, _) => Done(new DeliveryCommands(Store.Store).DismissAsync(who, [], None)),
        ["DeliveryCommands.GiveUpAsync"] = async (who, id, _) => await Done(new DeliveryCommands(Store.Store).GiveUpAsync(who, await RefusedNameAsync(id), None)),
        ["DeliveryCommands.RetryAsync"] = async (who, id, _) => await Done(new DeliveryCommands(Store.Store).RetryAsync(who, await RefusedNameAsync(id), None)),
        ["DemoCrmCommands.SetModeAsync"] = (who, _, _) => Done(new DemoCrmCommands(Store.Store, new DeliveryPulse()).SetModeAsync(who, DemoCrmMode.Silent, None)),
        ["FormDraftCommands.DiscardAsync"] = (who, _, _) => Done(Drafts.DiscardAsync(who, "monthly", None)),
        ["FormDraftCommands.ReadAsync"] = (who, _, _) => Done(Drafts.ReadAsync(who, "monthly", None)),
        ["FormDraftCommands.SaveAsync"] = (who, _, _) => Done(Drafts.SaveAsync(who, "monthly", Guid.NewGuid(), "{}", None)),
        ["GroupCommands.CreateAsync"] = (who, _, _) => Done(Groups.CreateAsync(who, $"{Guid.NewGuid()}", "", None)),
        ["GroupCommands.DeleteAsync"] = (who, _, group) => Done(Groups.DeleteAsync(who, group, null, None)),
        ["GroupCommands.DescribeAsync"] = (who, _, group) => Done(Groups.DescribeAsync(who, group, "What for", "", None)),
        ["GroupCommands.RenameAsync"] = async (who, _, group) => await Done(Groups.RenameAsync(who, group, $"{Guid.NewGuid()}", await GroupNameAsync(group), None)),
        ["JournalCommands.EraseAsync"] = async (who, _, _) => await Done(new JournalCommands(Store.Store, Store.JournalKey).EraseAsync(who, await ColleagueAsync(active: false), null, None)),
        ["JournalCommands.SetDaysAsync"] = (who, _, _) => SetAsync(who, partner => partner.AuditDays = 400, () => new JournalCommands(Store.Store, Store.JournalKey).SetDaysAsync(who, 399, 400, None)),
        ["LaunchCommands.IssueAsync"] = (who, id, _) => Done(Launch.IssueAsync(new(who.PersonId, Guid.NewGuid(), who.PartnerId), id, "", None)),
        ["LaunchCommands.RedeemAsync"] = async (who, id, _) => (await RedeemAsync(who, id)).Refusal ?? Yes,
        ["MembershipCommands.ChangeAsync"] = (who, id, group) => Done(id, new MembershipCommands(Store.Store).ChangeAsync(who, new(group, Add: true), [id], null, None)),
        ["MembershipCommands.SetGroupsAsync"] = (who, id, _) => Done(new MembershipCommands(Store.Store).SetGroupsAsync(who, id, [], [], None)),
        ["PartnerCommands.SetProgrammesAsync"] = (who, _, _) => SetAsync(who, partner => partner.MspFlexConnect = true, () => new PartnerCommands(Store.Store).SetProgrammesAsync(who, new(true, false), new(true, true), cancel: None)),
        ["PartnerCommands.SetSignInRuleAsync"] = (who, _, _) => SetAsync(who, partner => partner.SignInRule = SignInRule.SecondFactor, () => new PartnerCommands(Store.Store).SetSignInRuleAsync(who, SignInRule.Password, SignInRule.SecondFactor, None)),
        ["PeopleCommands.DeactivateAsync"] = async (who, _, _) => await Done(People.DeactivateAsync(who, await ColleagueAsync(), None)),
        ["PeopleCommands.InviteAsync"] = async (who, _, _) => await Done(People.InviteAsync(who, "Somebody", $"{Guid.NewGuid():N}@example.com", new() { CustomRoleId = await RoleAsync(who.PartnerId) }, None)),
        ["PeopleCommands.ReactivateAsync"] = async (who, _, _) => await Done(People.ReactivateAsync(who, await ColleagueAsync(active: false), None)),
        ["PeopleCommands.RenameAsync"] = async (who, _, _) => await Done(People.RenameAsync(who, await ColleagueAsync(), "Somebody else", "Somebody", None)),
        ["PeopleCommands.SetAccessAsync"] = async (who, _, _) => await AccessAsync(who, await RoleAsync(Partner)),
        ["PeopleCommands.ViewAsync"] = async (who, _, _) => await Done(People.ViewAsync(who, await ColleagueAsync(), None)),
        ["RequestCommands.GiveUpAsync"] = async (who, _, _) => await Done(new RequestCommands(Store.Store).GiveUpAsync(who, AccountKind.Monthly, await RefusedAccountAsync(), None)),
        ["RequestCommands.OpenAgainAsync"] = async (who, _, _) => await Done(new RequestCommands(Store.Store).OpenAgainAsync(who, AccountKind.Monthly, await RefusedAccountAsync(), None)),
        ["RequestCommands.SendAgainAsync"] = async (who, _, _) => await Done(new RequestCommands(Store.Store).SendAgainAsync(who, AccountKind.Monthly, await RefusedAccountAsync(), None)),
        ["RoleCommands.ChangeAsync"] = async (who, _, _) => await Done(Roles.ChangeAsync(who, await RoleAsync(Partner, "Before"), $"{Guid.NewGuid()}", s_all, "Before", s_all, None)),
        ["RoleCommands.CreateAsync"] = (who, _, _) => Done(Roles.CreateAsync(who, $"{Guid.NewGuid()}", Role.ReadOnly, s_all, None)),
        ["RoleCommands.DeleteAsync"] = async (who, _, _) => await Done(Roles.DeleteAsync(who, await RoleAsync(Partner), None)),
        ["ToDoCommands.WithdrawBillingAsync"] = async (who, id, _) => await Done(new ToDoCommands(Store.Store).WithdrawBillingAsync(who, await AskedForAsync(id), BillingType.Usage, None)),
        ["ToDoCommands.WithdrawProductsAsync"] = async (who, id, _) => await Done(new ToDoCommands(Store.Store).WithdrawProductsAsync(who, await AskedForAsync(id), "CDE-MSP", None)),
        ["UnlinkCommands.CancelAsync"] = (who, id, _) => Done(Unlink.CancelAsync(who, id, None)),
        ["UnlinkCommands.RestoreAsync"] = (who, id, _) => Done(Unlink.RestoreAsync(who, id, None)),
        ["UnlinkCommands.UnlinkAsync"] = async (who, id, _) => await Done(id, Unlink.UnlinkAsync(who, [new(id, UnlinkRules.NextMonth(Store.Today))], (await CustomerAsync(id)).DisplayName, null, None)),
    };

    // The same for a customer's administrator.
    private Dictionary<string, Func<string?, Task<string>>> ConsoleCalls => new()
    {
        ["ConsoleCommands.AnswerAsync"] = handle => Done(Console.AnswerAsync(handle, Customer, true, None)),
        ["ConsoleCommands.StartTrialAsync"] = handle => Done(Console.StartTrialAsync(handle, Customer, Guid.NewGuid(), Draft, None)),
        ["ConsoleCommands.SwitchAsync"] = handle => Done(Console.SwitchAsync(handle, Customer, true, None)),
    };

    private static AccountDraft Draft => AccountRulesTests.Draft with { Company = $"{Guid.NewGuid()}", Email = $"{Guid.NewGuid():N}@example.com" };

    private FormDraftCommands Drafts => new(Store.Factory, Store.Store, Store.Time);

    // A vendor that does not answer: who may have it asked may do so.
    private ConnectionCommands Connection => new(Store.Store, DeadVendor.LinkOf(Store));
    private SyncCommands Sync => DeadVendor.SyncOf(Store);

    private AlertCommands Alerts => new(Store.Store);

    private GroupCommands Groups => new(Store.Store);

    private PeopleCommands People => new(Store.Store);

    private RoleCommands Roles => new(Store.Store);

    // Everything that can be taken away.
    private static readonly Permission[] s_all = [.. Enum.GetValues<Permission>().Except([Permission.SeeCustomers])];

    [Fact]
    public void Every_command_has_a_row() => WalkTable.DemandComplete(Rows().Select(row => row.Name), Commands().Select(NameOf).Distinct());

    [Fact]
    public async Task Everybody_calls_every_command()
    {
        List<string> wrong = [];
        foreach (var row in Rows().Where(row => row.Upon is not ("system" or "console" or "account")))
            foreach (var (who, expected, scope) in await WalkersAsync(row))
                Compare(row.Name, who, expected, await AnswerAsync(async () =>
                    await Calls[row.Name](scope, await FitAsync(row.Name), await Store.AddGroupAsync(Partner, $"{Guid.NewGuid()}"))), wrong);
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public async Task A_customers_administrator_is_nobody_elses_handle()
    {
        List<string> wrong = [];
        foreach (var (name, call) in ConsoleCalls)
        {
            foreach (var (who, handle) in new[] { ("nobody", null), ("an inventor", "invented"), ("a neighbour", await SignIns.StartAsync(await MonthlyAsync($"{Guid.NewGuid()}"), None)), ("a technician", await VisitAsync(Me)) })
                Compare(name, who, RefusalCodes.NotAllowed, await AnswerAsync(() => call(handle)), wrong);
            Compare(name, "the administrator", Yes, await AnswerAsync(async () => await call(await SignIns.StartAsync(Customer, None))), wrong);
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.Equal(Rows().Where(row => row.Upon == "console").Select(row => row.Name), ConsoleCalls.Keys);
    }

    [Fact]
    public void What_no_person_does_nobody_who_serves_one_can_call()
    {
        var system = Rows().Where(row => row.Upon == "system").Select(row => row.Name).ToHashSet();
        var callers = typeof(PartnerStore).Assembly.GetTypes().Where(type => type.DeclaringType is null && ServesPeople(type));
        Assert.Empty(callers.SelectMany(type => Dependencies.Of(type).Methods.Select(NameOf).Where(system.Contains).Select(name => $"{type.Name} calls {name}")));
        // If it saw no calls at all it would find none of these.
        Assert.Contains(Dependencies.Of(typeof(DueUnlinks)).Methods.Select(NameOf), system.Contains);
    }

    [Fact]
    public void What_somebody_signs_in_with_is_changed_by_their_own_pages_alone()
    {
        var own = Rows().Where(row => row.Upon == "account").Select(row => row.Name).ToHashSet();
        var callers = typeof(PartnerStore).Assembly.GetTypes().Where(type => type.DeclaringType is null
            && Dependencies.Of(type).Methods.Select(NameOf).Any(own.Contains));
        Assert.Equal([nameof(AccountPage), nameof(StepPage)], callers.Select(type => type.Name).Order());
    }

    private static bool ServesPeople(Type type) =>
        typeof(ComponentBase).IsAssignableFrom(type) || typeof(Hub).IsAssignableFrom(type)
        || type.Name.EndsWith("State", StringComparison.Ordinal) || type.Name.EndsWith("Endpoints", StringComparison.Ordinal);

    // From a setting the command changes, so that it has something to do; and afterwards it is as the other commands need it.
    private async Task<string> SetAsync(PartnerScope who, Action<Partner> from, Func<Task> act)
    {
        await ChangePartnerAsync(who.PartnerId, from);
        try
        {
            return await Done(act());
        }
        finally
        {
            await ChangePartnerAsync(who.PartnerId, partner => (partner.AuditDays, partner.MspFlexConnect, partner.SignInRule) = (400, true, SignInRule.Password));
        }
    }

    // A product their own partner's customers have and nobody knows.
    private async Task<string> MapAsync(PartnerScope who)
    {
        var code = $"{Guid.NewGuid()}";
        await Store.WriteAsync(who.PartnerId, write =>
        {
            write.Db.ProductMappings.Add(new ProductMapping { PartnerId = who.PartnerId, Code = code, Name = "Wonder", SeenAt = write.Now });
        });
        return await Done(new ProductMapCommands(Store.Store).SetAsync(who, code, LicenceCategory.Server, None));
    }

    private async Task ChangePartnerAsync(int id, Action<Partner> change)
    {
        await using var db = Store.Db();
        change(await db.Partners.SingleAsync(p => p.Id == id));
        await db.SaveChangesAsync();
    }

    // Who calls it, what is to be answered, and with which scope in their hands.
    private async Task<IReadOnlyList<(string Who, string Expected, PartnerScope Scope)>> WalkersAsync(Row row)
    {
        List<(string, string, PartnerScope)> all = [];
        foreach (var role in Enum.GetValues<Role>())
            all.Add(($"{role}", row.Roles[(int)role] == 'Y' ? Yes : RefusalCodes.NotAllowed, await Store.AddPersonAsync(Partner, role)));
        // Who looks as somebody may do nothing in their name, whatever they may. Launching asks for no scope, but for who is signed in.
        if (!row.Name.StartsWith("LaunchCommands.", StringComparison.Ordinal))
            all.Add(("somebody who looks as them", RefusalCodes.ViewingAs, (await Store.AddPersonAsync(Partner)) with { ViewedBy = "Somebody" }));
        if (row.Permission is not { } permission)
            return all;
        var gone = await Store.AddPersonAsync(Partner);
        await ChangeAsync(gone, person => person.Active = false);
        all.Add(("one who may no longer sign in", RefusalCodes.NotAllowed, gone));
        var without = await Store.AddPersonAsync(Partner);
        await StripAsync(without, [permission]);
        all.Add(("a custom role without it", RefusalCodes.NotAllowed, without));
        var only = await Store.AddPersonAsync(Partner);
        await StripAsync(only, Enum.GetValues<Permission>().Except([permission, row.Also ?? permission, Permission.SeeCustomers]));
        all.Add(("a custom role with little else", Yes, only));
        if (row.Also is { } also)
        {
            var half = await Store.AddPersonAsync(Partner);
            await StripAsync(half, [also]);
            all.Add(($"a custom role without {also}", RefusalCodes.NotAllowed, half));
        }
        var theirs = row.Upon == "partner" ? Yes : RefusalCodes.NotFound;
        all.Add(("another partner", theirs, await Store.AddPersonAsync(await Store.AddPartnerAsync(name: $"{Guid.NewGuid()}", demo: true))));
        var outside = await Store.AddPersonAsync(Partner, Role.Admin, customers: [await TermAsync($"{Guid.NewGuid()}")]);
        all.Add(("out of scope", row.Roles[(int)Role.Admin] == 'Y' ? theirs : RefusalCodes.NotAllowed, outside));
        return all;
    }

    private static async Task<BulkResult> ResultAsync(Task<AlertResult> acting) => (await acting).Result;

    // An open alert of the customer, which lets the partner look.
    private async Task<Guid> AlertAsync(Guid customer)
    {
        var id = Guid.NewGuid();
        await Store.WriteAsync(Partner, async write =>
        {
            await write.SetAssistanceAsync(await write.CustomerAsync(customer, None), PartnerAssistance.On, AssistanceCause.Seen);
            write.Db.Alerts.Add(new Alert { Id = id, PartnerId = Partner, CustomerId = customer, Cause = $"{id}", Rule = "Event::Any", Description = "Something happened", RaisedAt = write.Now });
            write.Journal(JournalKinds.AlertRaised, customer, id);
        });
        return id;
    }

    // A rule of which their own partner has an alert.
    private async Task<string> RuleAsync(int partner)
    {
        var rule = $"Event::{Guid.NewGuid():N}";
        await Store.AddCustomerAsync(partner, $"{Guid.NewGuid()}", customer => customer.Alert(alert => alert.Rule = rule));
        return rule;
    }

    // A customer upon whom the command would be done.
    private async Task<Guid> FitAsync(string command)
    {
        var name = $"{Guid.NewGuid()}";
        var id = command is "AssistanceCommands.RequestAsync" or "BillingCommands.UpdateAsync" or "UnlinkCommands.RestoreAsync" ? await TrialAsync(name) : await MonthlyAsync(name);
        await Store.WriteAsync(Partner, async write =>
        {
            var customer = await write.CustomerAsync(id, None);
            write.Journal(JournalKinds.CustomerChanged, id);
            if (command == "UnlinkCommands.CancelAsync")
                (customer.Unlink.RequestedAt, customer.Unlink.On) = (write.Now, UnlinkRules.NextMonth(Store.Today));
            if (command == "UnlinkCommands.RestoreAsync")
                (customer.Unlink.RequestedAt, customer.UnlinkedAt) = (write.Now, write.Now);
        });
        return id;
    }

    // With a link that is theirs in every respect: only their rights are in question.
    private async Task<Redeemed> RedeemAsync(PartnerScope who, Guid customer)
    {
        var (token, claims) = (OneTimeSecret.New(), new PersonClaims(who.PersonId, Guid.NewGuid(), who.PartnerId));
        await using (var db = Store.Db())
        {
            db.LaunchTokens.Add(new LaunchToken
            {
                Hash = OneTimeSecret.HashOf(token),
                PartnerId = claims.PartnerId,
                PersonId = claims.PersonId,
                SignInId = claims.SignInId,
                CustomerId = customer,
                Until = Store.Time.GetUtcNow().UtcDateTime.AddMinutes(1),
            });
            await db.SaveChangesAsync(None);
        }
        return await Launch.RedeemAsync(claims, customer, token, None);
    }

    private async Task<string> AccessAsync(PartnerScope who, Guid role)
    {
        var seen = new AccessChoice { Role = Role.ReadOnly, CustomRoleId = role, AllCustomers = true };
        return await Done(People.SetAccessAsync(who, await ColleagueAsync(role: role), seen with { AllCustomers = false }, seen, None));
    }

    // A person of the first partner who sees all customers and nothing else: whoever manages people covers them.
    private async Task<Guid> ColleagueAsync(bool active = true, Guid? role = null)
    {
        var id = Guid.NewGuid();
        role ??= await RoleAsync(Partner);
        await Store.WriteAsync(Partner, write =>
        {
            write.Db.People.Add(new Person { Id = id, PartnerId = Partner, Name = "Somebody", Email = $"{id:N}@example.com", Role = Role.ReadOnly, CustomRoleId = role, AllCustomers = true, Active = active });
            write.JournalOther(JournalKinds.PersonInvited, id);
        });
        return id;
    }

    // A role that may see customers and nothing else: whoever manages people covers it.
    private async Task<Guid> RoleAsync(int partner, string? name = null)
    {
        var role = new CustomRole { Id = Guid.NewGuid(), PartnerId = partner, Name = name ?? $"{Guid.NewGuid()}", BaseRole = Role.ReadOnly, Removed = Permissions.Write(s_all) };
        await Store.WriteAsync(partner, async write =>
        {
            // Names are the partner's once only.
            write.Db.CustomRoles.RemoveRange(await write.Db.CustomRoles.Where(r => r.PartnerId == partner && r.Name == role.Name).ToListAsync(None));
            write.Db.CustomRoles.Add(role);
            write.JournalOther(JournalKinds.RoleCreated, role.Id);
        });
        return role.Id;
    }

    private Task StripAsync(PartnerScope scope, IEnumerable<Permission> removed) => Store.WriteAsync(Partner, async write =>
    {
        var role = new CustomRole { Id = Guid.NewGuid(), PartnerId = Partner, Name = $"{Guid.NewGuid()}", BaseRole = Role.SuperAdmin, Removed = Permissions.Write(removed) };
        write.Db.Add(role);
        (await write.Db.People.FindAsync([scope.PersonId], None))!.CustomRoleId = role.Id;
        write.JournalOther(JournalKinds.PersonChanged, scope.PersonId);
    });

    // A name another system refused.
    private async Task<Guid> MailedAsync(Guid id)
    {
        await Store.WriteAsync(Partner, async write =>
        {
            var customer = await write.Db.Customers.SingleAsync(c => c.Id == id);
            await write.AnswerAsync(customer, AssistanceAnswer.Closed);
            (customer.AssistanceAskedAt, customer.PartnerAssistance) = (write.Now, PartnerAssistance.Off);
            var request = new AssistanceRequest { Id = Guid.NewGuid(), PartnerId = Partner, CustomerId = id, ById = Guid.NewGuid(), ByName = "Somebody", At = write.Now };
            write.Db.Add(request);
            write.Db.Add(new AssistanceMail { RequestId = request.Id, PartnerId = Partner, CustomerId = id, Problem = RefusalCodes.MailFailed });
            write.Journal(JournalKinds.AssistanceRequested, id, request.Id);
        });
        return id;
    }

    private async Task<Guid> AskedForAsync(Guid id)
    {
        await Store.WriteAsync(Partner, async write =>
        {
            var customer = await write.Db.Customers.SingleAsync(c => c.Id == id);
            (customer.BillingRequested, customer.ProductsRequested) = (BillingType.Usage, "CDE-MSP");
            write.Journal(JournalKinds.BillingRequested, id);
        });
        return id;
    }

    // A CRM is a real partner's.
    private async Task<string> ChooseAsync(PartnerScope who, Guid id)
    {
        await ChangePartnerAsync(Partner, partner => partner.Demo = false);
        try
        {
            return await Done(FakeCrm.CommandsOf(Store).ChooseAsync(who, id, $"001{Guid.NewGuid():N}"[..18], None));
        }
        finally
        {
            await ChangePartnerAsync(Partner, partner => partner.Demo = true);
        }
    }

    private async Task<Guid> RefusedAccountAsync()
    {
        var id = Guid.NewGuid();
        await Store.WriteAsync(Partner, write =>
        {
            write.Db.AccountRequests.Add(new AccountRequest
            {
                Id = id,
                PartnerId = Partner,
                Kind = AccountKind.Monthly,
                Company = $"{id}",
                ByName = "",
                Draft = new SavedForm(Draft, AccountStep.Create).Write(),
                State = AccountRequestState.Refused,
            });
            write.JournalOther(JournalKinds.AccountRequested, id);
        });
        // One begun by an earlier caller would be in the way.
        await Store.Store.WriteAsideAsync(async db => db.FormDrafts.RemoveRange(await db.FormDrafts.ToListAsync(None)), None);
        return id;
    }

    private async Task<Guid> RefusedNameAsync(Guid customer)
    {
        var id = Guid.NewGuid();
        await Store.WriteAsync(Partner, write =>
        {
            write.Db.Add(new NameDelivery
            {
                Id = id,
                PartnerId = Partner,
                CustomerId = customer,
                Target = DeliveryTarget.Crm,
                State = DeliveryState.Failed,
                AskedAt = write.Now,
                ById = Guid.NewGuid(),
                ByName = "Somebody",
            });
            write.Journal(JournalKinds.DeliveryRefused, customer, id);
        });
        return id;
    }

    private async Task<string> GroupNameAsync(Guid group)
    {
        await using var db = Store.Db();
        return (await db.Groups.FindAsync([group], None))!.Name;
    }

    private static async Task<string> AnswerAsync(Func<Task<string>> call)
    {
        try
        {
            return await call();
        }
        catch (RefusedException refused)
        {
            return refused.Code;
        }
    }

    private static async Task<string> Done(Task act)
    {
        await act;
        return Yes;
    }

    private static async Task<string> Done(Guid customer, Task<BulkResult> act) =>
        (await act).Failed.TryGetValue(customer, out var refusal) ? refusal.Code : Yes;

    private static void Compare(string name, string who, string expected, string answered, List<string> wrong)
    {
        if (expected != answered)
            wrong.Add($"{name} as {who}: {answered} instead of {expected}");
    }

    private static IEnumerable<MethodInfo> Commands() => typeof(PartnerStore).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Commands", StringComparison.Ordinal))
        .SelectMany(type => type.GetMethods(s_own)).Where(method => !method.IsSpecialName && method.ReturnType.Name.Contains("Task", StringComparison.Ordinal));

    private static string NameOf(MethodBase method) => $"{method.DeclaringType?.Name}.{method.Name}";

    private static IReadOnlyList<Row> Rows() => [.. Table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Select(cells => (Cells: cells, Needs: cells[1] == "-" ? [] : cells[1].Split('+').Select(Enum.Parse<Permission>).ToList()))
        .Select(row => new Row(row.Cells[0], row.Needs.Count > 0 ? row.Needs[0] : null, row.Needs.Count > 1 ? row.Needs[1] : null, row.Cells[2], row.Cells[3]))];

    private sealed record Row(string Name, Permission? Permission, Permission? Also, string Roles, string Upon);
}
