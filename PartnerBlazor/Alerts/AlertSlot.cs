namespace PartnerBlazor.Alerts;

/// <summary>A place in the list of alerts: it stays where it is until the person applies what changed, whatever becomes of its alert.</summary>
/// <param name="line">The alert.</param>
public sealed class AlertSlot(AlertLine line)
{
    /// <summary>The alert.</summary>
    public Guid Id { get; } = line.Id;

    /// <summary>The customer.</summary>
    public Guid CustomerId { get; } = line.Alert.CustomerId;

    /// <summary>The alert as it is; null: it does not exist for the person any more.</summary>
    public AlertLine? Line { get; private set; } = line;

    /// <summary>It changed while it was shown: it is marked.</summary>
    public bool IsMarked { get; private set; }

    /// <summary>The filter lets it through no more: it holds its place until it is applied.</summary>
    public bool IsStale { get; private set; }

    /// <summary>Counted up whenever it shows something else.</summary>
    public int Version { get; private set; }

    /// <summary>It is as it is now.</summary>
    /// <param name="now">The alert; null: it does not exist for the person any more.</param>
    /// <param name="matches">The filter lets it through.</param>
    public void Take(AlertLine? now, bool matches)
    {
        IsStale = !matches;
        IsMarked = IsMarked || (now is not null && now.Alert.Seq != Line?.Alert.Seq);
        Line = now;
        Version++;
    }

    /// <summary>Nobody may know of it any more: at once, before anything is read.</summary>
    public void Empty()
    {
        if (Line is not null)
            Take(null, matches: false);
    }
}
