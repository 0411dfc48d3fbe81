using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery;

/// <summary>What a receiver made of a delivery.</summary>
/// <param name="Problem">Why it does not have it: one of <see cref="RefusalCodes"/>; null: it has it.</param>
/// <param name="Final">True: it said no, and would say so again.</param>
/// <param name="NotBefore">How long it asks to be left alone; null: it does not say.</param>
public sealed record DeliveryAnswer(string? Problem, bool Final = false, TimeSpan? NotBefore = null)
{
    /// <summary>True: only this name is not taken for now; the receiver takes others.</summary>
    public bool OfThisName { get; init; }
    /// <summary>It has it.</summary>
    public static DeliveryAnswer Done { get; } = new((string?)null);
    /// <summary>It says no.</summary>
    public static DeliveryAnswer Refused { get; } = new(RefusalCodes.ReceiverRefused, Final: true);
    /// <summary>It does not answer, or cannot now.</summary>
    public static DeliveryAnswer Silent { get; } = new(RefusalCodes.ReceiverSilent);
}

/// <summary>A name on its way.</summary>
/// <param name="PartnerId">The partner.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Name">The displayed name.</param>
public sealed record SentName(int PartnerId, Guid CustomerId, string Name);

/// <summary>The systems that are told.</summary>
/// <param name="All">At most one of each <see cref="DeliveryTarget"/> serves a partner.</param>
public sealed record Receivers(IReadOnlyList<IReceiver> All);

/// <summary>Another system that is told what was changed here. It may be told the same thing twice.</summary>
public interface IReceiver
{
    /// <summary>Which one.</summary>
    DeliveryTarget Target { get; }

    /// <summary>True when it is this partner's.</summary>
    bool Serves(Partner partner);

    /// <summary>A name is owed to it from now on. Part of the write that changed the name.</summary>
    /// <param name="session">The write.</param>
    /// <param name="customer">The customer, with its new name.</param>
    /// <param name="before">The name displayed before.</param>
    Task OwedAsync(WriteSession session, Customer customer, string before) => Task.CompletedTask;

    /// <summary>Names of a partner it takes at once.</summary>
    int MostAtOnce => 1;

    /// <summary>Tells it a name. What throws counts as <see cref="DeliveryAnswer.Silent"/>.</summary>
    Task<DeliveryAnswer> SendAsync(SentName name, CancellationToken cancel);

    /// <summary>Tells it names of one partner, at most <see cref="MostAtOnce"/>; each customer once.</summary>
    /// <returns>An answer for each, in their order.</returns>
    async Task<IReadOnlyList<DeliveryAnswer>> SendAsync(IReadOnlyList<SentName> names, CancellationToken cancel) => [await SendAsync(names.Single(), cancel)];
}
