using Microsoft.Extensions.Localization;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts.ToDo;

/// <summary>What is to be done at the vendor, in the person's language.</summary>
public sealed class ToDoWords(IStringLocalizer<ToDoTexts> loc, CustomerWords customers, DayWords days)
{
    /// <summary>What is to be done, in full.</summary>
    public string What(VendorToDo toDo, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(toDo);
        return toDo switch
        {
            { Kind: ToDoKind.Unlink, On: { } due } when due <= DateOnly.FromDateTime(now) => loc[nameof(ToDoTexts.UnlinkDue), days.Day(due)],
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
        if (toDo.At is not { } at)
            return loc[nameof(ToDoTexts.AskedEarlier)];
        return toDo.ByName.Length > 0 ? loc[nameof(ToDoTexts.AskedBy), toDo.ByName, days.When(at, now)] : loc[nameof(ToDoTexts.AskedByErased), days.When(at, now)];
    }

    /// <summary>What takes it back.</summary>
    public string TakeBack(VendorToDo toDo)
    {
        ArgumentNullException.ThrowIfNull(toDo);
        return loc[toDo switch
        {
            { Kind: ToDoKind.Unlink, Linked: true } => nameof(ToDoTexts.CancelUnlink),
            { Kind: ToDoKind.Unlink } => nameof(ToDoTexts.Restore),
            _ => nameof(ToDoTexts.NotNeeded),
        }];
    }

    /// <summary>That it was taken back.</summary>
    public string TakenBack(VendorToDo toDo)
    {
        ArgumentNullException.ThrowIfNull(toDo);
        return loc[toDo switch
        {
            { Kind: ToDoKind.Unlink, Linked: true } => nameof(ToDoTexts.ToldCancelled),
            { Kind: ToDoKind.Unlink } => nameof(ToDoTexts.ToldRestored),
            _ => nameof(ToDoTexts.ToldNotNeeded),
        }, toDo.Name];
    }

    private string With(VendorToDo toDo, BillingType to) => toDo.Detail.Length == 0 ? ""
        : to == BillingType.Usage ? loc[nameof(ToDoTexts.WithProducts), Products.NamesOf(toDo.Detail)]
        : loc[nameof(ToDoTexts.WithKey), toDo.Detail];
}
