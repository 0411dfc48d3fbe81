namespace PartnerBlazor.Store;

/// <summary>When the vendor's word on a customer was last read. Its own table: no version, not journalled (DESIGN §3).</summary>
public sealed class CustomerAsOf
{
    /// <summary>The customer.</summary>
    public Guid CustomerId { get; set; }
    /// <summary><see cref="At"/> of a customer of which not all that can be read was read yet.</summary>
    public static readonly DateTime Never = DateTime.MinValue;

    /// <summary>The partner of the customer.</summary>
    public int PartnerId { get; set; }
    /// <summary>How old the oldest of what is known of it is (UTC); <see cref="Never"/>: something was not read yet.</summary>
    public DateTime At { get; set; }
    /// <summary>How old the word on the customer itself is (UTC), where it came from the vendor's API or its saved answers; null: it did not.</summary>
    public DateTime? CustomerAt { get; set; }
    /// <summary>The same for its licences.</summary>
    public DateTime? LicencesAt { get; set; }
    /// <summary>The same for its alerts.</summary>
    public DateTime? AlertsAt { get; set; }
    /// <summary>When the vendor's API last listed it for the account the portal is connected with (UTC); null: not yet.</summary>
    public DateTime? ListedAt { get; set; }
    /// <summary>When the vendor's API was last asked for its licences (UTC), whatever it said; null: not yet.</summary>
    public DateTime? LicencesAskedAt { get; set; }
    /// <summary>Since when (UTC) the vendor lists no licence where there were running ones; believed when it says so again. Null: it lists some.</summary>
    public DateTime? NoneSince { get; set; }
    /// <summary>Why the vendor's API tells nothing of its licences: one of <see cref="RefusalCodes"/>; null: it does.</summary>
    public string? Hidden { get; set; }
    /// <summary>The displayed name as the vendor's API last told it; null: it has not.</summary>
    public string? VendorName { get; set; }
    /// <summary>The address of its regional host as the vendor's API last told it, to be checked before it is used; null: it told none.</summary>
    public string? ApiHost { get; set; }
    /// <summary>When the vendor's API was last asked for its alerts (UTC), whatever it said; null: not yet.</summary>
    public DateTime? AlertsAskedAt { get; set; }
    /// <summary>When all its open alerts were last told, so that a missing one is closed (UTC); null: not yet.</summary>
    public DateTime? AlertsWholeAt { get; set; }
    /// <summary>Since when (UTC) the vendor lists so few of its alerts that most would be closed; believed when it says so again. Null: it does not.</summary>
    public DateTime? AlertsFewSince { get; set; }
    /// <summary>Why the vendor's API tells nothing of its alerts: one of <see cref="RefusalCodes"/>; null: it does.</summary>
    public string? AlertsHidden { get; set; }
    /// <summary>How old the word on its devices' protection is (UTC); null: it was never told.</summary>
    public DateTime? HealthAt { get; set; }
    /// <summary>When the vendor's API was last asked for it (UTC), whatever it said; null: not yet.</summary>
    public DateTime? HealthAskedAt { get; set; }

    /// <summary>
    /// Brings <see cref="At"/> to the oldest of what is shown of it: itself, its licences, its alerts once they were told. Alerts that are hidden
    /// are not shown; the check of its devices, made a few times a day, has an age of its own.
    /// </summary>
    /// <param name="activated">The customer is activated: only then there is more to be asked for than itself.</param>
    public void Settle(bool activated)
    {
        var at = (CustomerAt, LicencesAt) switch
        {
            (null, _) => Never,
            // None are asked for, or none told: nothing is known of them that could be old.
            ({ } customer, null) => !activated || Hidden is not null ? customer : Never,
            ({ } customer, { } licences) => activated && licences < customer ? licences : customer,
        };
        At = activated && AlertsHidden is null && AlertsAt < at ? AlertsAt.Value : at;
    }
}
