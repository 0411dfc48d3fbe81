using PartnerBlazor.Store;

namespace PartnerBlazor.Alerts;

/// <summary>An alert as the page lists it.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Customer">Displayed name of its customer.</param>
/// <param name="Assignee">Name of whoever has it; null: nobody.</param>
/// <param name="IsLoud">Its rule is always loud.</param>
public sealed record AlertLine(Alert Alert, string Customer, string? Assignee, bool IsLoud)
{
    /// <summary>Its id.</summary>
    public Guid Id => Alert.Id;
}

/// <summary>Some alerts in order, at one moment.</summary>
/// <param name="Lines">The alerts.</param>
/// <param name="More">There are more.</param>
/// <param name="Total">How many match.</param>
public sealed record AlertWindow(IReadOnlyList<AlertLine> Lines, bool More, int Total);

/// <summary>What became of listed alerts meanwhile.</summary>
/// <param name="Lines">Those asked for that still exist for the person.</param>
/// <param name="Matching">Which of all that are listed the filter still lets through.</param>
/// <param name="New">How many others stand among them by now.</param>
/// <param name="Total">How many match.</param>
public sealed record AlertNews(IReadOnlyList<AlertLine> Lines, IReadOnlySet<Guid> Matching, int New, int Total);

/// <summary>What the filters of the page offer.</summary>
/// <param name="Categories">Categories of alerts that exist for the person.</param>
/// <param name="Products">Products of alerts that exist for the person.</param>
/// <param name="Groups">Groups of customers, by name.</param>
/// <param name="People">Who may handle alerts, by name.</param>
/// <param name="Customer">Displayed name of the customer that is chosen; null: none is, or it does not exist for the person.</param>
/// <param name="CustomerHidden">The customer that is chosen lets nobody look.</param>
/// <param name="Hidden">How many customers in scope let nobody look, or were never seen to: of them nothing is known.</param>
public sealed record AlertChoices(
    IReadOnlyList<string> Categories, IReadOnlyList<string> Products, IReadOnlyList<CustomerGroup> Groups, IReadOnlyList<AlertPerson> People, string? Customer, bool CustomerHidden, int Hidden)
{
    /// <summary>Nothing is known yet.</summary>
    public static AlertChoices None { get; } = new([], [], [], [], null, false, 0);
}

/// <summary>Somebody who may handle alerts.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">Their name.</param>
public sealed record AlertPerson(Guid Id, string Name);

/// <summary>What an act upon alerts would do: a dry run.</summary>
/// <param name="Will">Alerts it would change.</param>
/// <param name="Already">Alerts that are so already.</param>
/// <param name="Not">Alerts it would not change, by the reason (one of <see cref="RefusalCodes"/>).</param>
public sealed record AlertPreview(int Will, int Already, IReadOnlyDictionary<string, int> Not);

/// <summary>All there is to know of an alert.</summary>
/// <param name="Line">The alert.</param>
/// <param name="Occurrences">The vendor's own alerts behind it, the newest first; none where the vendor told none.</param>
/// <param name="Notes">What people wrote about it, the newest first.</param>
/// <param name="History">What happened to it, the newest first.</param>
public sealed record AlertDetails(AlertLine Line, IReadOnlyList<AlertOccurrence> Occurrences, IReadOnlyList<AlertNote> Notes, IReadOnlyList<AlertEvent> History);

/// <summary>One thing that happened to an alert.</summary>
/// <param name="Change">What, and who or what caused it.</param>
/// <param name="At">When (UTC).</param>
public sealed record AlertEvent(Live.Change Change, DateTime At);
