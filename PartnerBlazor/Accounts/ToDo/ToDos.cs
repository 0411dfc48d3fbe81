using PartnerBlazor.Access;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.ToDo;

/// <summary>What is to be done at the vendor.</summary>
public enum ToDoKind
{
    /// <summary>The customer is to be unlinked.</summary>
    Unlink,
    /// <summary>It shall have another billing type.</summary>
    Billing,
    /// <summary>It shall have other products.</summary>
    Products,
}

/// <summary>Something a person asked for that the vendor's API has no call for: to be done in the vendor's console, and done once it is seen there (SPEC §9).</summary>
/// <param name="Kind">What.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Name">Its displayed name.</param>
/// <param name="Linked">True while it is in the list.</param>
/// <param name="At">When it was asked for (UTC); null: an earlier version did not note it.</param>
/// <param name="ByName">Who asked; empty: that person was erased, or an earlier version did not note it.</param>
public sealed record VendorToDo(ToDoKind Kind, Guid CustomerId, string Name, bool Linked, DateTime? At, string ByName)
{
    /// <summary>False for an unlink that cannot be restored any more.</summary>
    public bool CanTakeBack { get; init; } = true;

    /// <summary>A scheduled unlink: the UTC day it takes effect; null: at once.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The billing type it has, where that is to be another.</summary>
    public BillingType From { get; init; }

    /// <summary>The billing type it shall have; null: as it is.</summary>
    public BillingType? To { get; init; }

    /// <summary>The products it shall have, as <see cref="Products.CodesOf"/> writes them; or the end of the licence key. Empty: nothing is said.</summary>
    public string Detail { get; init; } = "";
}

/// <summary>Who sees what is to be done at the vendor: each kind those who may do it here.</summary>
public static class ToDos
{
    /// <summary>What a person must be allowed to see a kind, and to take it back.</summary>
    public static Permission Needs(ToDoKind kind) => kind switch
    {
        ToDoKind.Unlink => Permission.Unlink,
        ToDoKind.Billing => Permission.UpdateBilling,
        _ => Permission.ManageMonthly,
    };

    /// <summary>True when the person may see any of it.</summary>
    public static bool MaySee(PartnerScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return Enum.GetValues<ToDoKind>().Any(kind => scope.May(Needs(kind))) || Enum.GetValues<AccountKind>().Any(kind => scope.May(RequestQueries.Needs(kind)));
    }
}
