using Microsoft.Extensions.Localization;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts.ToDo;

/// <summary>What is to be done at the vendor, in the person's language.</summary>
public sealed class ToDoWords(IStringLocalizer<ToDoTexts> loc, IStringLocalizer<UnlinkTexts> unlinks, CustomerWords customers, DayWords days)
{
    /// <summary>What is to be done, in full.</summary>
    public string What(VendorToDo toDo, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(toDo);
        return toDo switch
        {
            { Kind: ToDoKind.Unlink, On: { } due } when due <= DateOnly.FromDateTime(now) => unlinks[nameof(UnlinkTexts.DueWaits), days.Day(due)],
            { Kind: ToDoKind.Unlink, On: { } on } => loc[nameof(ToDoTexts.UnlinkBefore), days.Day(on)],
            { Kind: ToDoKind.Unlink } => loc[nameof(ToDoTexts.UnlinkNow)],
            { Kind: ToDoKind.Billing, To: { } to } => $"{customers.Billing(toDo.From)} → {customers.Billing(to)}{With(toDo, to)}",
            _ => loc[nameof(ToDoTexts.ProductsShall), Products.NamesOf(toDo.Detail)],
        };
    }

    /// <summary>Who asked, and when.</summary>
    public string Asked(VendorToDo toDo, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(toDo);
        return toDo.At is { } at
            ? unlinks[nameof(UnlinkTexts.AskedBy), toDo.ByName.Length > 0 ? toDo.ByName : unlinks[nameof(UnlinkTexts.ErasedPerson)], days.When(at, now)]
            : loc[nameof(ToDoTexts.AskedEarlier)];
    }

    /// <summary>What takes it back.</summary>
    public string TakeBack(VendorToDo toDo)
    {
        ArgumentNullException.ThrowIfNull(toDo);
        return toDo switch
        {
            { Kind: ToDoKind.Unlink, Linked: true } => unlinks[nameof(UnlinkTexts.CancelUnlink)],
            { Kind: ToDoKind.Unlink } => unlinks[nameof(UnlinkTexts.Restore)],
            _ => loc[nameof(ToDoTexts.NotNeeded)],
        };
    }

    /// <summary>That it was taken back.</summary>
    public string TakenBack(VendorToDo toDo)
    {
        ArgumentNullException.ThrowIfNull(toDo);
        return toDo switch
        {
            { Kind: ToDoKind.Unlink, Linked: true } => unlinks[nameof(UnlinkTexts.ToldCancelled), toDo.Name],
            { Kind: ToDoKind.Unlink } => unlinks[nameof(UnlinkTexts.ToldRestored), toDo.Name],
            _ => loc[nameof(ToDoTexts.ToldNotNeeded), toDo.Name],
        };
    }

    private string With(VendorToDo toDo, BillingType to) => toDo.Detail.Length == 0 ? ""
        : to == BillingType.Usage ? loc[nameof(ToDoTexts.WithProducts), Products.NamesOf(toDo.Detail)]
        : loc[nameof(ToDoTexts.WithKey), toDo.Detail];
}
