using System.Globalization;
using Microsoft.Extensions.Options;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Doctor;

/// <summary>Asks the vendor's API whose credentials it was given, as the portal does.</summary>
internal sealed class VendorCheck(CentralClient client, CentralHosts hosts, IOptions<CentralOptions> options, TimeProvider time)
{
    /// <summary>The line, and how far our clock is ahead of the vendor's; null: it did not say.</summary>
    /// <param name="demo">The demo plays the vendor.</param>
    /// <param name="bound">The vendor's ids of the partners in the database.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<(Diagnosis Line, TimeSpan? ClockAhead)> LookAsync(bool demo, IReadOnlyList<Guid> bound, CancellationToken cancel)
    {
        if (demo)
            return (Line(Finding.Note, "played by the demo."), null);
        if (!options.Value.Exists())
            return (Line(Finding.Note, "not connected: set Central:ClientId and Central:ClientSecret to the credentials made in its console."), null);
        var reply = await client.WhoAmIAsync(CallLane.Person, cancel);
        return (Line(reply, bound), reply.ServerTime is { } theirs ? time.GetUtcNow().UtcDateTime - theirs : null);
    }

    /// <summary>The line on this machine's clock.</summary>
    /// <param name="ahead">How far it is ahead of the vendor's; null: there is nothing to compare it with.</param>
    public static Diagnosis Clock(TimeSpan? ahead) => ahead switch
    {
        null => new("clock", Finding.Note, "cannot be compared: no vendor answered. Licences end and tokens expire by it; let the system set it (NTP)."),
        { } off when off.Duration() > ConnectionWords.ClockTolerance => new("clock", Finding.Fault,
            string.Create(CultureInfo.InvariantCulture, $"is {off.Duration().TotalMinutes:N0} min {(off > TimeSpan.Zero ? "ahead of" : "behind")} the vendor's: tokens are refused and days change at the wrong moment. Let the system set it (NTP).")),
        _ => new("clock", Finding.Ok, "goes with the vendor's."),
    };

    private Diagnosis Line(CentralReply reply, IReadOnlyList<Guid> bound) => reply.Meaning switch
    {
        CentralMeaning.Done when WhoAmI.Read(reply.Body, hosts) is { } account => bound.Count > 0 && !bound.Contains(account.Id)
            ? Line(Finding.Fault, $"the credentials are those of {account.Id}, and the customers here of {bound[0]}. Put the former credentials back, or set Store:Folder to another folder.")
            : account.Kind == VendorKind.Partner ? Line(Finding.Ok, $"{hosts.Global.Authority} answers: partner {account.Id}.")
            : Line(Finding.Note, $"{hosts.Global.Authority} answers: {account.Kind.ToString().ToLowerInvariant()} {account.Id}; only a partner's credentials may change names."),
        CentralMeaning.LinkRefused => Line(Finding.Fault, $"the credentials are refused{Details(reply)}. Check Central:ClientId and Central:ClientSecret, and in the vendor's console that they still exist."),
        CentralMeaning.Limited => Line(Finding.Note, $"too many calls were made with these credentials{Details(reply)}. Try again later."),
        _ => Line(Finding.Fault, $"{hosts.Global.Authority} does not answer as it should{Details(reply)}. Check Central:TokenAddress, Central:ApiAddress, and that this machine reaches them."),
    };

    private static string Details(CentralReply reply)
    {
        var known = new[] { reply.Fault?.Status is { } status ? $"HTTP {status}" : null, reply.Fault?.Word, reply.Fault?.CorrelationId }.OfType<string>().ToList();
        return known.Count == 0 ? "" : $" ({string.Join(", ", known)})";
    }

    private static Diagnosis Line(Finding finding, string text) => new("vendor", finding, text);
}
