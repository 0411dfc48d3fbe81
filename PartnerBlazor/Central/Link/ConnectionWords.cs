using System.Globalization;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Central.Link;

/// <summary>The connection to the vendor in the person's language.</summary>
public sealed class ConnectionWords(IStringLocalizer<ConnectionTexts> loc, DayWords days)
{
    /// <summary>A clock further off than this makes tokens and limits unreliable.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>How it stands, in a few words.</summary>
    public string State(ConnectionView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Demo ? loc[nameof(ConnectionTexts.StateDemo)] : State(view.Status.Shown);
    }

    /// <summary>How a link stands, in a few words.</summary>
    public string State(LinkState state) => loc[$"State{state}"];

    /// <summary>What that means and what mends it.</summary>
    public string Mend(ConnectionView view, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view switch
        {
            { Demo: true } => loc[nameof(ConnectionTexts.MendDemo)],
            { Status.State: LinkState.Ok, Status.Account.Kind: not VendorKind.Partner } => loc[nameof(ConnectionTexts.MendNotPartner)],
            { Status.State: LinkState.OtherPartner } => loc[nameof(ConnectionTexts.MendOtherPartner), $"{view.VendorId}", $"{view.Status.Foreign}"],
            { Status.State: LinkState.Limited } => loc[nameof(ConnectionTexts.MendLimited), Time(view.Status.RetryAt ?? now)],
            { Status: { State: LinkState.Refused, RetryAt: { } at } } when at > now => loc[nameof(ConnectionTexts.MendRefusedUntil), Time(at)],
            _ => loc[$"Mend{view.Status.Shown}"],
        };
    }

    /// <summary>What is known of the connection.</summary>
    public IEnumerable<(string Label, string Value)> Facts(ConnectionView view, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(view);
        var status = view.Status;
        if (status.Account is { } account)
            yield return (loc[nameof(ConnectionTexts.Account)], $"{loc[$"Kind{account.Kind}"]} · {account.Id}");
        yield return (loc[nameof(ConnectionTexts.Credentials)], view.ClientId);
        yield return (loc[nameof(ConnectionTexts.Api)], view.ApiHost);
        yield return (loc[nameof(ConnectionTexts.Answered)], status.AnsweredAt is { } at ? days.Ago(at, now) : loc[nameof(ConnectionTexts.Never)]);
        yield return (loc[nameof(ConnectionTexts.Calls)], loc[nameof(ConnectionTexts.CallsOf), Number(view.LastHour), Number(CallBudget.AnHour)]);
        if (status.ClockAhead is { } ahead && ahead.Duration() > ClockTolerance)
            yield return (loc[nameof(ConnectionTexts.Clock)], loc[ahead > TimeSpan.Zero ? nameof(ConnectionTexts.ClockAhead) : nameof(ConnectionTexts.ClockBehind), Number((int)ahead.Duration().TotalMinutes)]);
    }

    /// <summary>What an error was, in a sentence.</summary>
    public string Error(LinkError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return loc[nameof(ConnectionTexts.ErrorOn), loc[$"Call{error.Call}"], error.State == LinkState.Ok ? loc[nameof(ConnectionTexts.ErrorRefused)] : State(error.State)];
    }

    /// <summary>What is known of an error.</summary>
    public IEnumerable<(string Label, string Value)> Facts(LinkError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        yield return (loc[nameof(ConnectionTexts.ErrorAt)], days.Moment(error.LastAt));
        if (error.Count > 1)
            yield return (loc[nameof(ConnectionTexts.ErrorTimes)], loc[nameof(ConnectionTexts.TimesSince), Number(error.Count), days.Moment(error.FirstAt)]);
        yield return (loc[nameof(ConnectionTexts.ErrorStatus)], error.Fault.Status is { } status ? $"HTTP {status}" : loc[nameof(ConnectionTexts.NoAnswer)]);
        if (error.Fault.Word is { } word)
            yield return (loc[nameof(ConnectionTexts.ErrorWord)], word);
        if (error.Fault.CorrelationId is { } id)
            yield return (loc[nameof(ConnectionTexts.ErrorId)], id);
    }

    private string Time(DateTime at) => days.Moment(at);

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
