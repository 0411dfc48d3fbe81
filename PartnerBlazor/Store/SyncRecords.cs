namespace PartnerBlazor.Store;

/// <summary>What a run reads from the vendor.</summary>
public enum SyncKind
{
    /// <summary>The list of customers, with what it tells of each.</summary>
    Customers,
    /// <summary>The licences, customer by customer.</summary>
    Licences,
    /// <summary>The open alerts, customer by customer; with them, whether a customer lets the partner in.</summary>
    Alerts,
    /// <summary>How well the devices are protected, customer by customer.</summary>
    Health,
}

/// <summary>What became of a run.</summary>
public enum SyncOutcome
{
    /// <summary>It goes on; after a restart it is taken up again.</summary>
    Running,
    /// <summary>Everything was read.</summary>
    Done,
    /// <summary>The list changed while it was read, or not all of it could be understood: what was read counts, nothing is concluded from what was not.</summary>
    Incomplete,
    /// <summary>It ended before everything was read.</summary>
    Failed,
    /// <summary>A person, or the end of the program, stopped it.</summary>
    Stopped,
}

/// <summary>A run that reads from the vendor. Tells how things went; of no customer, so it is not journalled.</summary>
public sealed class SyncRun
{
    /// <summary>Number of the run.</summary>
    public long Id { get; set; }
    /// <summary>The partner.</summary>
    public int PartnerId { get; set; }
    /// <summary>What it reads.</summary>
    public SyncKind Kind { get; set; }
    /// <summary>True: who is missing from it, when it is complete, is looked after.</summary>
    public bool Reconciles { get; set; }
    /// <summary>When it began (UTC).</summary>
    public DateTime StartedAt { get; set; }
    /// <summary>When it ended (UTC); null: it goes on.</summary>
    public DateTime? EndedAt { get; set; }
    /// <summary>What became of it.</summary>
    public SyncOutcome Outcome { get; set; }
    /// <summary>Why it is not done: one of <see cref="RefusalCodes"/>; null: no reason.</summary>
    public string? Problem { get; set; }
    /// <summary>Customers that were read.</summary>
    public int Read { get; set; }
    /// <summary>Customers there are to read; null: not known yet.</summary>
    public int? Total { get; set; }
    /// <summary>Customers, licences or alerts that were new.</summary>
    public int Created { get; set; }
    /// <summary>Customers, licences or alerts of which something changed; customers whose devices did.</summary>
    public int Changed { get; set; }
    /// <summary>Customers that left, licences that ended, alerts that were closed.</summary>
    public int Ended { get; set; }
    /// <summary>Customers missing from a complete list that were not removed, because they were too many to be believed.</summary>
    public int Missing { get; set; }
    /// <summary>Customers whose facts the vendor does not let the partner see.</summary>
    public int Hidden { get; set; }
    /// <summary>Customers whose answer could not be had or understood.</summary>
    public int Failed { get; set; }
}
