using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery;

/// <summary>What can happen to a delivery. Changes the record and nothing else.</summary>
internal static class DeliverySteps
{
    /// <summary>It is to be sent at once, as if never tried.</summary>
    public static void SendAt(this NameDelivery delivery, DateTime now)
    {
        delivery.Revision++;
        (delivery.State, delivery.NextAt, delivery.EndedAt, delivery.Attempts, delivery.Problem, delivery.Read) = (DeliveryState.Pending, now, null, 0, null, false);
    }

    /// <summary>It is not sent any more.</summary>
    public static void End(this NameDelivery delivery, DeliveryState state, DateTime now, string? problem) =>
        (delivery.State, delivery.NextAt, delivery.EndedAt, delivery.Problem) = (state, null, now, problem);

    /// <summary>A person gives it up. It may be on its way: then it arrives all the same.</summary>
    public static void GiveUp(this NameDelivery delivery, DateTime now) => delivery.End(DeliveryState.GivenUp, now, delivery.Problem);

    /// <summary>The receiver did not answer: it is asked again later.</summary>
    public static void Wait(this NameDelivery delivery, DateTime now, DeliveryAnswer answer)
    {
        delivery.Attempts++;
        var pause = DeliveryRules.Pause(delivery.Attempts);
        delivery.NextAt = now + (answer.NotBefore > pause ? answer.NotBefore.Value : pause);
        delivery.Problem = answer.Problem;
    }
}
