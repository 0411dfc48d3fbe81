using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>An act somebody may or may not do (SPEC §2).</summary>
public enum Permission
{
    /// <summary>See customers, contacts, details.</summary>
    SeeCustomers,
    /// <summary>Launch a customer's console.</summary>
    LaunchCustomer,
    /// <summary>Request approval (Partner Assistance).</summary>
    RequestAssistance,
    /// <summary>Change the displayed name.</summary>
    Rename,
    /// <summary>Manage groups and membership.</summary>
    ManageGroups,
    /// <summary>Start a trial for a new customer.</summary>
    StartTrial,
    /// <summary>Create monthly accounts and change their licences (with MSP Flex).</summary>
    ManageMonthly,
    /// <summary>Update the billing type (with MSP Flex).</summary>
    UpdateBilling,
    /// <summary>Unlink customers and restore them.</summary>
    Unlink,
    /// <summary>See alerts.</summary>
    SeeAlerts,
    /// <summary>Acknowledge, resolve, snooze, assign, comment.</summary>
    HandleAlerts,
    /// <summary>Read the audit log (own scope).</summary>
    ReadAudit,
    /// <summary>Manage people, roles and partner settings.</summary>
    ManagePeople,
}

/// <summary>Which role may do what; the table of SPEC §2.</summary>
public static class Permissions
{
    /// <summary>True when the role has the permission, within the person's scope.</summary>
    public static bool Allows(this Role role, Permission permission) => permission switch
    {
        Permission.SeeCustomers or Permission.ReadAudit => true,
        Permission.LaunchCustomer or Permission.SeeAlerts => role != Role.BusinessAdmin,
        Permission.RequestAssistance => role is Role.SuperAdmin or Role.Admin,
        Permission.Rename => role is Role.SuperAdmin or Role.Admin or Role.BusinessAdmin,
        Permission.HandleAlerts => role is Role.SuperAdmin or Role.Admin or Role.HelpDesk,
        Permission.StartTrial or Permission.ManageMonthly or Permission.UpdateBilling => role is Role.SuperAdmin or Role.BusinessAdmin,
        Permission.ManageGroups or Permission.ManagePeople or Permission.Unlink => role == Role.SuperAdmin,
        _ => false,
    };

    /// <summary>True for what is only looked at: nothing changes by it.</summary>
    public static bool IsSight(this Permission permission) => permission is Permission.SeeCustomers or Permission.SeeAlerts or Permission.ReadAudit;

    /// <summary>Roles whose scope is always all customers.</summary>
    public static bool SeesAllCustomers(this Role role) => role is Role.SuperAdmin or Role.BusinessAdmin;

    /// <summary>Reads what a custom role takes away, as <see cref="Write"/> wrote it. A name this program does not know takes nothing away that exists.</summary>
    public static IReadOnlySet<Permission> Read(string? removed) => (removed ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(name => Enum.TryParse<Permission>(name, out var permission) ? permission : (Permission?)null).OfType<Permission>().ToHashSet();

    /// <summary>What a custom role takes away, as the store keeps it.</summary>
    public static string Write(IEnumerable<Permission> removed) => string.Join(',', removed.Distinct().Order());
}
