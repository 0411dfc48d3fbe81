using System.Globalization;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Central.Sync;

/// <summary>How customers and licences are read from the vendor, in the person's language.</summary>
public sealed class SyncWords(IStringLocalizer<ConnectionTexts> loc, RefusalWords refusals, DayWords days)
{
    /// <summary>What goes on, in a sentence.</summary>
    /// <param name="view">How it stands.</param>
    /// <param name="mayAsk">The vendor may be asked.</param>
    public string Doing(SyncView view, bool mayAsk)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view switch
        {
            { StoppedAt: { } at, StoppedBy: { } by } => loc[nameof(ConnectionTexts.SyncStoppedBy), by, days.Moment(at)],
            { StoppedAt: { } at } => loc[nameof(ConnectionTexts.SyncStopped), days.Moment(at)],
            _ when !mayAsk => loc[nameof(ConnectionTexts.SyncWaits)],
            { List.Total: { } total } => loc[nameof(ConnectionTexts.SyncListOf), Number(view.List.Read), Number(total)],
            { List: not null } => loc[nameof(ConnectionTexts.SyncList)],
            { Round: { Total: { } total } round } => loc[nameof(ConnectionTexts.SyncRound), Number(round.Read), Number(total), Time(SyncPlan.Remaining(total - round.Read))],
            _ => loc[nameof(ConnectionTexts.SyncIdle)],
        };
    }

    /// <summary>How far what goes on, or was stopped, is; null: nothing does.</summary>
    public (int Read, int Total)? Progress(SyncView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view switch
        {
            { List: { Total: > 0 and var total } list } => (list.Read, total),
            { Round: { Total: > 0 and var total } round } => (round.Read, total),
            _ => null,
        };
    }

    /// <summary>Where it was stopped.</summary>
    public string StoppedAt((int Read, int Total) progress) => loc[nameof(ConnectionTexts.SyncRoundStopped), Number(progress.Read), Number(progress.Total)];

    /// <summary>How often what is read.</summary>
    public string Plan(SyncView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var plan = view.Plan;
        return view.NextList is null ? loc[nameof(ConnectionTexts.PlanOne), Time(plan.LicencesEvery)]
            : loc[nameof(ConnectionTexts.PlanBoth), Time(plan.ListEvery), Number(plan.Customers), Time(plan.LicencesEvery)];
    }

    /// <summary>What is known of it.</summary>
    public IEnumerable<(string Label, string Value)> Facts(SyncView view, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view is { StoppedAt: null, NextList: { } list })
            yield return (loc[nameof(ConnectionTexts.NextList)], Due(list, now));
        if (view is { StoppedAt: null, Round: null })
            yield return (loc[nameof(ConnectionTexts.NextRound)], Due(view.NextRound, now));
        foreach (var (label, count) in ((string, int)[])[(nameof(ConnectionTexts.Unread), view.Unread), (nameof(ConnectionTexts.HiddenCustomers), view.Hidden), (nameof(ConnectionTexts.ForeignCustomers), view.Foreign)])
            if (count > 0)
                yield return (loc[label], count == 1 ? loc[nameof(ConnectionTexts.CustomersOne)] : loc[nameof(ConnectionTexts.CustomersMany), Number(count)]);
    }

    /// <summary>What a run reads.</summary>
    public string Kind(SyncRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return loc[run.Kind == SyncKind.Licences ? nameof(ConnectionTexts.KindLicences) : run.Reconciles ? nameof(ConnectionTexts.KindReconcile) : nameof(ConnectionTexts.KindCustomers)];
    }

    /// <summary>When a run began.</summary>
    public string Began(SyncRun run, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(run);
        return days.When(run.StartedAt, now);
    }

    /// <summary>How long a run took, or takes so far.</summary>
    public string Took(SyncRun run, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(run);
        var took = (run.EndedAt ?? now) - run.StartedAt;
        return took < TimeSpan.FromMinutes(1) ? loc[nameof(ConnectionTexts.Seconds), Math.Max(0, (int)took.TotalSeconds)] : Time(took);
    }

    /// <summary>How many customers a run read.</summary>
    public string Read(SyncRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Total is { } total && total != run.Read ? loc[nameof(ConnectionTexts.OfTotal), Number(run.Read), Number(total)] : Number(run.Read);
    }

    /// <summary>What a run changed.</summary>
    public string Changes(SyncRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var list = run.Kind == SyncKind.Customers;
        (string Text, int Count)[] counts =
        [
            (list ? nameof(ConnectionTexts.New) : nameof(ConnectionTexts.NewLicences), run.Created),
            (list ? nameof(ConnectionTexts.ChangedOf) : nameof(ConnectionTexts.ChangedLicences), run.Changed),
            (list ? nameof(ConnectionTexts.Left) : nameof(ConnectionTexts.EndedLicences), run.Ended),
        ];
        return Joined(counts) is { Length: > 0 } text ? text : loc[nameof(ConnectionTexts.NoChanges)];
    }

    /// <summary>What became of a run, and what stood against it.</summary>
    public string Outcome(SyncRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var against = Joined([(nameof(ConnectionTexts.HiddenOf), run.Hidden), (nameof(ConnectionTexts.FailedOf), run.Failed), (nameof(ConnectionTexts.MissingOf), run.Missing)]);
        return loc[$"Outcome{run.Outcome}"] + (against.Length > 0 ? $" · {against}" : "");
    }

    /// <summary>Why a run is not done; null: no reason.</summary>
    public string? Reason(SyncRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Problem is { } code ? refusals.Of(code) : null;
    }

    private string Joined(IEnumerable<(string Text, int Count)> counts) =>
        string.Join(", ", counts.Where(count => count.Count > 0).Select(count => loc[count.Text, Number(count.Count)].Value));

    private string Due(DateTime at, DateTime now) => at <= now ? loc[nameof(ConnectionTexts.DueNow)] : loc[nameof(ConnectionTexts.DueIn), Time(at - now)];

    private string Time(TimeSpan time)
    {
        if (time < TimeSpan.FromMinutes(1))
            return loc[nameof(ConnectionTexts.LessThanMinute)];
        var minutes = (int)Math.Round(time.TotalMinutes);
        return minutes < 60 ? loc[nameof(ConnectionTexts.Minutes), minutes]
            : minutes % 60 == 0 ? loc[nameof(ConnectionTexts.Hours), minutes / 60]
            : loc[nameof(ConnectionTexts.HoursMinutes), minutes / 60, (minutes % 60).ToString("00", CultureInfo.InvariantCulture)];
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
