using System.Globalization;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Delivery;

/// <summary>Deliveries in the person's language.</summary>
public sealed class DeliveryWords(IStringLocalizer<DeliveryTexts> loc, CustomerWords words, RefusalWords refusals, DayWords days)
{
    /// <summary>Name of the other system.</summary>
    public string Target(DeliveryTarget target) => words.Target(target);

    /// <summary>Where the delivery is, as it goes on after the name of the other system.</summary>
    public string State(NameDelivery delivery, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var when = delivery.EndedAt is { } at ? days.When(at, now) : "";
        return delivery switch
        {
            { State: DeliveryState.Delivered } => loc[nameof(DeliveryTexts.DeliveredWhen), when],
            { State: DeliveryState.Failed } => loc[nameof(DeliveryTexts.Refused), when, Why(delivery)].Value.TrimEnd(),
            { State: DeliveryState.GivenUp } => loc[nameof(DeliveryTexts.GivenUp), when],
            { Problem: not null } => loc[nameof(DeliveryTexts.Waiting), Why(delivery)],
            _ => loc[nameof(DeliveryTexts.Pending)],
        };
    }

    /// <summary>The same with how often it was tried and when it will be again, for a page that is read anew at every attempt and every minute.</summary>
    public string StateInFull(NameDelivery delivery, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return delivery is { State: DeliveryState.Pending, Problem: not null, NextAt: { } next }
            ? loc[nameof(DeliveryTexts.WaitingUntil), Why(delivery), Tries(delivery.Attempts), In(next - now)]
            : State(delivery, now);
    }

    /// <summary>Who changed the name, and when.</summary>
    public string By(NameDelivery delivery, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var who = delivery.ByName.Length > 0 ? delivery.ByName : loc[nameof(DeliveryTexts.ErasedPerson)];
        return loc[nameof(DeliveryTexts.By), who, days.When(delivery.AskedAt, now)];
    }

    // A refusal without a reason is said already.
    private string Why(NameDelivery delivery) => delivery.Problem is { } code and not RefusalCodes.ReceiverRefused ? refusals.Of(code) : "";

    private string Tries(int attempts) =>
        attempts == 1 ? loc[nameof(DeliveryTexts.TriesOne)] : loc[nameof(DeliveryTexts.Tries), attempts.ToString("N0", CultureInfo.CurrentCulture)];

    private string In(TimeSpan pause) => pause switch
    {
        { TotalSeconds: < 1 } => loc[nameof(DeliveryTexts.NextNow)],
        { TotalMinutes: < 1.5 } => loc[nameof(DeliveryTexts.NextIn), loc[nameof(DeliveryTexts.Seconds), Math.Ceiling(pause.TotalSeconds)]],
        _ => loc[nameof(DeliveryTexts.NextIn), loc[nameof(DeliveryTexts.Minutes), Math.Round(pause.TotalMinutes)]],
    };
}
