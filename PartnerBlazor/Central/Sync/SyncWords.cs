using System.Globalization;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Central.Sync;

/// <summary>How it is read from the vendor, in the person's language.</summary>
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
            { Rounds.Count: > 0 } => loc[nameof(ConnectionTexts.SyncRounds), Time(SyncPlan.Remaining(view.Rounds.Sum(round => (round.Total ?? 0) - round.Read)))],
            _ => loc[nameof(ConnectionTexts.SyncIdle)],
        };
    }

    /// <summary>How far what goes on, or was stopped, is.</summary>
    public IEnumerable<(string What, int Read, int Total)> Progress(SyncView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return (view.List is { } list ? [list, .. view.Rounds] : view.Rounds).Where(run => run.Total > 0).Select(run => (Kind(run), run.Read, run.Total!.Value));
    }

    /// <summary>How far something is, in figures.</summary>
    public string Done(int read, int total) => loc[nameof(ConnectionTexts.OfTotal), Number(read), Number(total)];

    /// <summary>How often what is read.</summary>
    public string Plan(SyncView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var plan = view.Plan;
        var rounds = loc[nameof(ConnectionTexts.PlanRounds), Time(plan.AlertsEvery), Time(plan.LicencesEvery), Time(plan.HealthEvery)];
        return view.NextList is null ? $"{loc[nameof(ConnectionTexts.PlanOne)]} {rounds}"
            : $"{loc[nameof(ConnectionTexts.PlanList), Time(plan.ListEvery), Number(plan.Customers)]} {rounds} {loc[nameof(ConnectionTexts.PlanOnScreen)]}";
    }

    /// <summary>What is known of it.</summary>
    public IEnumerable<(string Label, string Value)> Facts(SyncView view, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view is { StoppedAt: null, NextList: { } list })
            yield return (loc[nameof(ConnectionTexts.NextList)], Due(list, now));
        if (view.StoppedAt is null)
            foreach (var (kind, at) in view.NextRounds.Where(next => view.Rounds.All(round => round.Kind != next.Kind)))
                yield return (loc[$"Next{kind}"], Due(at, now));
        foreach (var (label, count) in ((string, int)[])[(nameof(ConnectionTexts.Unread), view.Unread), (nameof(ConnectionTexts.HiddenAlerts), view.HiddenAlerts), (nameof(ConnectionTexts.HiddenCustomers), view.Hidden), (nameof(ConnectionTexts.ForeignCustomers), view.Foreign)])
            if (count > 0)
                yield return (loc[label], count == 1 ? loc[nameof(ConnectionTexts.CustomersOne)] : loc[nameof(ConnectionTexts.CustomersMany), Number(count)]);
    }

    /// <summary>What a run reads.</summary>
    public string Kind(SyncRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return loc[run.Reconciles ? nameof(ConnectionTexts.KindReconcile) : $"Kind{run.Kind}"];
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
        // One text for each kind and number, but devices only change.
        var counts = ((string, int)[])[($"New{run.Kind}", run.Created), ($"Changed{run.Kind}", run.Changed), ($"Ended{run.Kind}", run.Ended)];
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
