using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using PartnerBlazor.Access;

namespace PartnerBlazor.Assistance;

/// <summary>
/// Tells an open page of a console that something changed, or that it is over. Server-sent events and no circuit: the page is plain HTML,
/// reads itself anew (console.js), and no component of the portal comes near a console's visitor.
/// </summary>
public sealed class ConsoleEvents(
    ConsoleSignIns signIns, ConsoleVisits visits, SignInRegistry registry, TimeProvider time, IHostApplicationLifetime life)
{
    /// <summary>The page is what it says, or is not: its data is <see cref="StampOf"/>.</summary>
    public const string Stamp = "stamp";

    /// <summary>The visitor may no longer be here.</summary>
    public const string Ended = "ended";

    // Also how soon a browser that vanished is noticed, and the longest a sign-in outlives its age.
    private static readonly TimeSpan s_breath = TimeSpan.FromSeconds(15);

    /// <summary>What a page of the console shows, in short: another one means that it is out of date.</summary>
    public string StampOf(ConsoleVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return string.Join('|', [$"{visitor.Version}", .. visits.On(visitor.CustomerId, visitor.Technician?.PersonId)]);
    }

    /// <summary>The stream of a page, until it is closed or over.</summary>
    internal ServerSentEventsResult<string> Of(Guid customerId, HttpContext context, bool technician) =>
        TypedResults.ServerSentEvents(FollowAsync(context.Handle(technician), customerId, technician, context.RequestAborted));

    private async IAsyncEnumerable<SseItem<string>> FollowAsync(
        string? handle, Guid customerId, bool technician, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, life.ApplicationStopping);
        if (await signIns.FindAsync(handle, customerId, technician, cancel) is { } visitor)
        {
            using var visit = visits.Open(visitor);
            using var listening = visitor.Technician is { } claims ? registry.Register(claims, visit.Wake) : null;
            // Looked at once more, now that the visit stands: what came between was told to nobody.
            while (await signIns.FindAsync(handle, customerId, technician, cancel) is { } now)
            {
                yield return new SseItem<string>(StampOf(now), Stamp);
                if (!await WaitAsync(visit, either.Token))
                    yield break;
            }
            await signIns.EndAsync(visitor.SignInId);
        }
        yield return new SseItem<string>("", Ended);
    }

    // False once the page is closed or the portal stops: the page comes back by itself.
    private async Task<bool> WaitAsync(ConsoleVisit visit, CancellationToken cancel)
    {
        try
        {
            await visit.WaitAsync(s_breath, time, cancel);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
