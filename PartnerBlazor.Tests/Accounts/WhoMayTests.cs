using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Assistance;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>
/// Every act of the account lifecycle, called as each role, with each programme, upon each kind of customer: what is answered, as a table to
/// read. "yes" is done; everything else is the refusal's code.
/// </summary>
public sealed class WhoMayTests : LifecycleTests
{
    // Acts down, roles across; upon a customer for whom it would be done, by a partner with both programmes.
    private const string Roles = """
        act               | SuperAdmin | Admin       | HelpDesk    | ReadOnly    | BusinessAdmin
        create monthly    | yes        | not_allowed | not_allowed | not_allowed | yes
        start trial       | yes        | not_allowed | not_allowed | not_allowed | yes
        change licences   | yes        | not_allowed | not_allowed | not_allowed | yes
        update billing    | yes        | not_allowed | not_allowed | not_allowed | yes
        launch            | yes        | yes         | yes         | yes         | not_allowed
        request approval  | yes        | yes         | not_allowed | not_allowed | not_allowed
        unlink            | yes        | not_allowed | not_allowed | not_allowed | not_allowed
        cancel unlink     | yes        | not_allowed | not_allowed | not_allowed | not_allowed
        restore           | yes        | not_allowed | not_allowed | not_allowed | not_allowed
        """;

    // Acts down, programmes across; by a Super Admin.
    private const string Programmes = """
        act               | Flex and Connect | Flex | Connect           | none
        create monthly    | yes              | yes  | msp_flex_required | msp_flex_required
        start trial       | yes              | yes  | yes               | yes
        change licences   | yes              | yes  | msp_flex_required | msp_flex_required
        update billing    | yes              | yes  | msp_flex_required | msp_flex_required
        launch            | yes              | yes  | yes               | yes
        request approval  | yes              | yes  | yes               | yes
        unlink            | yes              | yes  | msp_flex_required | msp_flex_required
        cancel unlink     | yes              | yes  | yes               | yes
        restore           | yes              | yes  | yes               | yes
        """;

    // Acts down, customers across; by a Super Admin of a partner with both programmes. Billing goes to what the customer's type leads to.
    private const string Customers = """
        act               | trial       | term           | monthly | order         | not activated
        change licences   | not_monthly | not_monthly    | yes     | managed_order | not_monthly
        update billing    | yes         | yes            | yes     | managed_order | yes
        launch            | yes         | yes            | yes     | yes           | not_activated
        request approval  | yes         | yes            | yes     | managed_order | yes
        unlink            | yes         | active_licence | yes     | managed_order | yes
        """;

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await DemoAsync(true);
    }

    [Fact]
    public async Task By_role() => Assert.Equal(Roles.ReplaceLineEndings(), await TableAsync(
        Enum.GetValues<Role>().Select(role => ($"{role}", (Func<string, Task<string>>)(act => AsAsync(role, act)))), All));

    [Fact]
    public async Task By_programme() => Assert.Equal(Programmes.ReplaceLineEndings(), await TableAsync(
        ((string, bool, bool)[])[("Flex and Connect", true, true), ("Flex", true, false), ("Connect", false, true), ("none", false, false)] is var all
            ? all.Select(p => (p.Item1, (Func<string, Task<string>>)(act => WithAsync(p.Item2, p.Item3, act)))) : [], All));

    [Fact]
    public async Task By_customer() => Assert.Equal(Customers.ReplaceLineEndings(), await TableAsync(
        ((string[])["trial", "term", "monthly", "order", "not activated"]).Select(kind => (kind, (Func<string, Task<string>>)(act => UponAsync(kind, act)))),
        ["change licences", "update billing", "launch", "request approval", "unlink"]));

    private static IReadOnlyList<string> All { get; } =
        ["create monthly", "start trial", "change licences", "update billing", "launch", "request approval", "unlink", "cancel unlink", "restore"];

    private async Task<string> AsAsync(Role role, string act) =>
        await AnswerAsync(await Store.AddPersonAsync(Partner, role), act, await FitAsync(act), BillingType.Trial);

    private async Task<string> WithAsync(bool flex, bool connect, string act)
    {
        var customer = await FitAsync(act);
        await Store.WriteAsync(Partner, async write =>
        {
            var partner = await write.Db.Partners.SingleAsync(p => p.Id == Partner);
            (partner.MspFlex, partner.MspFlexConnect) = (flex, connect);
            write.JournalOther(JournalKinds.PartnerChanged, null);
        });
        return await AnswerAsync(Admin, act, customer, BillingType.Trial);
    }

    private async Task<string> UponAsync(string kind, string act)
    {
        var id = await Store.AddCustomerAsync(Partner, kind, c =>
        {
            c.Customer.PartnerAssistance = act == "launch" ? PartnerAssistance.On : PartnerAssistance.Off;
            (c.Customer.BillingType, c.Customer.Origin) = kind switch
            {
                "trial" => (BillingType.Trial, CustomerOrigin.PartnerTrial),
                "monthly" => (BillingType.Usage, CustomerOrigin.MonthlyAccount),
                "order" => (BillingType.Ordered, CustomerOrigin.ManagedOrder),
                _ => (BillingType.Term, CustomerOrigin.Term),
            };
            c.Customer.Activated = kind != "not activated";
            c.Licence(l => (l.ProductCode, l.Type) = ("CIXA-MSP", Enum.Parse<LicenceType>($"{c.Customer.BillingType}")));
        });
        return await AnswerAsync(Admin, act, id, (await CustomerAsync(id)).BillingType);
    }

    // A customer upon whom the act would be done.
    private async Task<Guid> FitAsync(string act)
    {
        var name = $"{act} {Guid.NewGuid()}";
        var id = act is "change licences" or "launch" or "unlink" or "cancel unlink" ? await MonthlyAsync(name) : await TrialAsync(name);
        await Store.WriteAsync(Partner, async write =>
        {
            var customer = await write.CustomerAsync(id, None);
            write.Journal(JournalKinds.CustomerChanged, id);
            if (act == "cancel unlink")
                (customer.Unlink.RequestedAt, customer.Unlink.On) = (write.Now, new DateOnly(2026, 7, 1));
            if (act == "restore")
                (customer.Unlink.RequestedAt, customer.UnlinkedAt) = (write.Now, write.Now);
        });
        return id;
    }

    private async Task<string> AnswerAsync(PartnerScope scope, string act, Guid id, BillingType from)
    {
        try
        {
            var draft = AccountRulesTests.Draft with { Company = $"{Guid.NewGuid()}", Email = $"{Guid.NewGuid():N}@example.com" };
            var result = BulkResult.None;
            switch (act)
            {
                case "create monthly": await Accounts.CreateMonthlyAsync(scope, Guid.NewGuid(), draft, None); break;
                case "start trial": await Accounts.StartTrialAsync(scope, Guid.NewGuid(), draft, None); break;
                case "change licences": await Billing.ChangeLicencesAsync(scope, id, ["CIXA-MSP", "CDE-MSP"], ["CIXA-MSP"], None); break;
                case "update billing": result = await Billing.UpdateAsync(scope, [new(id, from, "KEY")], ["CIXA-MSP"], null, None); break;
                case "launch":
                    await new LaunchCommands(Store.Store, Store.Factory, Options.Create(new CentralOptions()), Store.Time).IssueAsync(new PersonClaims(scope.PersonId, Guid.NewGuid(), scope.PartnerId), id, "", None);
                    break;
                case "request approval": await Assistance.RequestAsync(scope, id, None); break;
                case "unlink":
                    var customer = await CustomerAsync(id);
                    result = await Unlink.UnlinkAsync(
                        scope, [new(id, customer.BillingType == BillingType.Usage ? UnlinkRules.NextMonth(Store.Today) : null)], customer.DisplayName, null, None);
                    break;
                case "cancel unlink": await Unlink.CancelAsync(scope, id, None); break;
                default: await Unlink.RestoreAsync(scope, id, None); break;
            }
            return result.Failed.TryGetValue(id, out var refusal) ? refusal.Code : "yes";
        }
        catch (RefusedException refused)
        {
            return refused.Code;
        }
    }

    private static async Task<string> TableAsync(IEnumerable<(string Name, Func<string, Task<string>> Ask)> columns, IReadOnlyList<string> acts)
    {
        List<List<string>> table = [["act", .. acts]];
        foreach (var (name, ask) in columns)
        {
            List<string> column = [name];
            foreach (var act in acts)
                column.Add(await ask(act));
            table.Add(column);
        }
        var widths = table.ConvertAll(column => column.Max(cell => cell.Length));
        widths[0] = 17;
        return string.Join(Environment.NewLine, Enumerable.Range(0, acts.Count + 1)
            .Select(row => string.Join(" | ", table.Select((column, i) => column[row].PadRight(widths[i]))).TrimEnd()));
    }
}
