using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Assistance;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.People;

/// <summary>The rule that decides whether somebody may do something.</summary>
public enum VerdictRule
{
    /// <summary>The role gives it.</summary>
    Role,
    /// <summary>The built-in role does not have it (SPEC §2).</summary>
    RoleTable,
    /// <summary>The custom role takes it away.</summary>
    RemovedByRole,
    /// <summary>The customer is not in the person's scope: it does not exist for them.</summary>
    OutOfScope,
    /// <summary>Managed orders exist only with MSP Flex Connect.</summary>
    ConnectMissing,
    /// <summary>The partner's programme or the customer's state refuses it, with a code.</summary>
    State,
}

/// <summary>Whether a person may do something, and why.</summary>
/// <param name="Permission">What.</param>
/// <param name="Granted">True: they may.</param>
/// <param name="Rule">The rule that decides.</param>
/// <param name="Code">One of <see cref="RefusalCodes"/> with <see cref="VerdictRule.State"/>; else null.</param>
public sealed record Verdict(Permission Permission, bool Granted, VerdictRule Rule, string? Code = null);

/// <summary>
/// Whether somebody may do each thing, to one customer or at all, and which rule decides: the first that refuses, in the order the commands
/// ask. Pure; what the screen offers (<see cref="Acts"/>) and what is explained here cannot differ, as one asks the other.
/// </summary>
public static class Verdicts
{
    // What is not done to a customer: it neither helps nor hinders.
    private static readonly Permission[] s_general = [Permission.StartTrial, Permission.ReadAudit, Permission.ManagePeople];

    /// <summary>One verdict a permission.</summary>
    /// <param name="person">Whom it is about.</param>
    /// <param name="row">The customer; null: at all.</param>
    public static IReadOnlyList<Verdict> Of(PartnerScope person, CustomerRow? row) => [.. Enum.GetValues<Permission>().Select(permission => Of(person, row, permission))];

    /// <summary>The verdict on one permission.</summary>
    /// <inheritdoc cref="Of(PartnerScope, CustomerRow?)"/>
    public static Verdict Of(PartnerScope person, CustomerRow? row, Permission permission)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (!person.Role.Allows(permission))
            return Refused(VerdictRule.RoleTable);
        if (person.Removed.Contains(permission))
            return Refused(VerdictRule.RemovedByRole);
        if (permission is Permission.ManageMonthly or Permission.UpdateBilling && !person.MspFlex)
            return Refused(VerdictRule.State, RefusalCodes.MspFlexRequired);
        if (row is not null && !s_general.Contains(permission))
        {
            if (row.ManagedOrder && !person.MspFlexConnect)
                return Refused(VerdictRule.ConnectMissing);
            if (!person.Sees(row))
                return Refused(VerdictRule.OutOfScope);
            if (CodeOf(person, row, permission) is { } code)
                return Refused(VerdictRule.State, code);
        }
        return new Verdict(permission, true, VerdictRule.Role);

        Verdict Refused(VerdictRule rule, string? refused = null) => new(permission, false, rule, refused);
    }

    /// <summary>By which part of their scope a customer exists for somebody; null when it does not.</summary>
    /// <param name="person">Whom it is about.</param>
    /// <param name="row">The customer.</param>
    /// <param name="groups">Names of the partner's groups.</param>
    public static PersonAccess? WayOf(PartnerScope person, CustomerRow row, IReadOnlyDictionary<Guid, string> groups)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(groups);
        if (!person.Sees(row))
            return null;
        var through = person.AllCustomers ? [] : row.GroupIds.Where(person.GroupIds.Contains).Select(id => groups.GetValueOrDefault(id)).OfType<string>()
            .Order(StringComparer.CurrentCultureIgnoreCase).ToList();
        return new PersonAccess(person.PersonId, person.PersonName, person.Role, person.CustomRole, person.AllCustomers, through,
            !person.AllCustomers && person.CustomerIds.Contains(row.Id));
    }

    private static string? CodeOf(PartnerScope person, CustomerRow row, Permission permission) => permission switch
    {
        Permission.Rename => row.ManagedOrder ? RefusalCodes.ManagedOrder : null,
        Permission.LaunchCustomer => LaunchRules.RefusalOf(person.CanLaunch, row),
        Permission.RequestAssistance => OfAct(person, row, CustomerAct.RequestAssistance, RefusalCodes.AssistanceAlreadyOn),
        Permission.ManageMonthly => row.ManagedOrder ? RefusalCodes.ManagedOrder : OfAct(person, row, CustomerAct.ChangeLicences, RefusalCodes.NotMonthly),
        Permission.UpdateBilling => OfAct(person, row, CustomerAct.UpdateBilling, null),
        Permission.Unlink => OfAct(person, row, CustomerAct.Unlink, null),
        // Without visibility known alerts are hidden everywhere (SPEC §6).
        Permission.SeeAlerts or Permission.HandleAlerts => row.Visible ? null : RefusalCodes.AssistanceOff,
        _ => null,
    };

    // What the list would offer them; why it would not.
    private static string? OfAct(PartnerScope person, CustomerRow row, CustomerAct act, string? absent) =>
        Acts.Of(person, row).FirstOrDefault(offered => offered.Act == act) is { } offered ? offered.Why : absent;
}
