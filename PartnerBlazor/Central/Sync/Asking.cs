using System.Linq.Expressions;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>How it stands with asking for one kind of facts of a customer; the same for every kind that is read customer by customer.</summary>
internal sealed record Asking
{
    /// <summary>The customer.</summary>
    public Guid CustomerId { get; init; }
    /// <summary>When they were last asked for (UTC), whatever was said; null: not yet.</summary>
    public DateTime? AskedAt { get; init; }
    /// <summary>How old they are (UTC), while they are told; null: they are not.</summary>
    public DateTime? ToldAt { get; init; }
    /// <summary>True: they are not told now, and asked for less often.</summary>
    public bool IsHidden { get; init; }
    /// <summary>The customer's regional host; null: the list told none.</summary>
    public string? Host { get; init; }

    /// <summary>Takes one kind out of what is known of each customer.</summary>
    public static Expression<Func<Known, Asking>> Of(SyncKind kind, DateTime requestedSince) => kind switch
    {
        SyncKind.Licences => known => new Asking
        {
            CustomerId = known.AsOf.CustomerId,
            AskedAt = known.AsOf.LicencesAskedAt,
            ToldAt = known.AsOf.Hidden == null ? known.AsOf.LicencesAt : null,
            IsHidden = known.AsOf.Hidden != null,
            Host = null,
        },
        SyncKind.Alerts => known => new Asking
        {
            CustomerId = known.AsOf.CustomerId,
            AskedAt = known.AsOf.AlertsAskedAt,
            ToldAt = known.AsOf.AlertsHidden == null ? known.AsOf.AlertsAt : null,
            // Refused the first time it is asked again in its turn; somebody may wait for its approval.
            IsHidden = known.AsOf.AlertsHidden != null && known.Customer.PartnerAssistance != PartnerAssistance.On
                && !(known.Customer.AssistanceAskedAt > requestedSince),
            Host = known.AsOf.ApiHost,
        },
        SyncKind.Health => known => new Asking
        {
            CustomerId = known.AsOf.CustomerId,
            AskedAt = known.AsOf.HealthAskedAt,
            ToldAt = known.AsOf.HealthAt,
            IsHidden = false,
            Host = known.AsOf.ApiHost,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It is not read customer by customer."),
    };

    /// <summary>Notes that it was asked.</summary>
    public static void Note(CustomerAsOf asOf, SyncKind kind, DateTime at)
    {
        if (kind == SyncKind.Licences)
            asOf.LicencesAskedAt = at;
        else if (kind == SyncKind.Alerts)
            asOf.AlertsAskedAt = at;
        else
            asOf.HealthAskedAt = at;
    }
}

/// <summary>A customer, and how old what is known of it is.</summary>
internal sealed record Known
{
    /// <summary>How old it is.</summary>
    public required CustomerAsOf AsOf { get; init; }
    /// <summary>The customer.</summary>
    public required Customer Customer { get; init; }
}
