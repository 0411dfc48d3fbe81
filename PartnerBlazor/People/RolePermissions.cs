using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.People;

/// <summary>Permissions that belong together on screen.</summary>
public enum PermissionGroup
{
    /// <summary>What is done with customers.</summary>
    Customers,
    /// <summary>What changes accounts and what they cost.</summary>
    Accounts,
    /// <summary>Alerts.</summary>
    Alerts,
    /// <summary>The portal itself.</summary>
    Portal,
}

/// <summary>What a custom role can take away from the built-in one it is a copy of.</summary>
public static class RolePermissions
{
    /// <summary>All permissions in the order they are shown in, by group.</summary>
    public static IReadOnlyList<(PermissionGroup Group, IReadOnlyList<Permission> Permissions)> Groups { get; } =
    [
        (PermissionGroup.Customers, [Permission.SeeCustomers, Permission.LaunchCustomer, Permission.RequestAssistance, Permission.Rename, Permission.ManageGroups]),
        (PermissionGroup.Accounts, [Permission.StartTrial, Permission.ManageMonthly, Permission.UpdateBilling, Permission.Unlink]),
        (PermissionGroup.Alerts, [Permission.SeeAlerts, Permission.HandleAlerts]),
        (PermissionGroup.Portal, [Permission.ReadAudit, Permission.ManagePeople]),
    ];

    /// <summary>True when a copy of the role can do without it. Who sees no customers has nothing here.</summary>
    public static bool CanRemove(Role role, Permission permission) => permission != Permission.SeeCustomers && role.Allows(permission);

    /// <summary>What is really taken away: only what the role has; nobody handles alerts they do not see.</summary>
    public static IReadOnlySet<Permission> Removed(Role role, IEnumerable<Permission> chosen)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        var removed = chosen.ToHashSet();
        if (removed.Contains(Permission.SeeAlerts))
            removed.Add(Permission.HandleAlerts);
        removed.RemoveWhere(permission => !CanRemove(role, permission));
        return removed;
    }
}
