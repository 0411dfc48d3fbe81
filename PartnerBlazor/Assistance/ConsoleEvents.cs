using System.Net.WebSockets;
using System.Text;
using PartnerBlazor.Access;

namespace PartnerBlazor.Assistance;

/// <summary>
/// Tells an open page of a console that something changed, or that it is over, by a WebSocket and no circuit: the page is plain HTML, reads
/// itself anew (console.js), and no component of the portal comes near a console's visitor. Not server-sent events: of those a browser opens
/// six an address, and the seventh console would block the portal.
/// </summary>
public sealed class ConsoleEvents(
    ConsoleSignIns signIns, ConsoleVisits visits, SignInRegistry registry, TimeProvider time, IHostApplicationLifetime life)
{
    /// <summary>How often a browser is asked whether it is still there, and how long it may take to say so.</summary>
    public static readonly TimeSpan Breath = TimeSpan.FromSeconds(15);

    /// <summary>What is said when the visitor may no longer be here; everything else is a <see cref="StampOf"/>.</summary>
    public const string Ended = "ended";

    /// <summary>What a page of the console shows, in short: another one means that it is out of date.</summary>
    public string StampOf(ConsoleVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return string.Join('|', [$"{visitor.Version}", .. visits.On(visitor.CustomerId, visitor.Technician?.PersonId)]);
    }

    /// <summary>Serves a page's socket until it is closed or over. Another site's page is refused (403), anything but a socket too (400).</summary>
    internal async Task ServeAsync(Guid customerId, HttpContext context, bool technician)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        else if (!OriginGuard.IsOwn(context.Request.Headers.Origin.ToString(), context.Request.Host))
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else
            await FollowAsync(customerId, context, technician);
    }

    private async Task FollowAsync(Guid customerId, HttpContext context, bool technician)
    {
        var handle = context.Handle(technician);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        var listening = ListenAsync(socket, gone);
        try
        {
            if (await signIns.FindAsync(handle, customerId, technician, gone.Token) is { } visitor)
                await TellAsync(socket, visitor, handle!, gone.Token);
            await SendAsync(socket, Ended, gone.Token);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, gone.Token);
            // Until the page has closed too: giving up before would tear the line, and what was said last with it.
            await listening.WaitAsync(Breath, time, gone.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or TimeoutException)
        {
            // The page is gone, or the portal stops: then the page comes back by itself.
        }
        await gone.CancelAsync();
        await listening;
    }

    private async Task TellAsync(WebSocket socket, ConsoleVisitor visitor, string handle, CancellationToken gone)
    {
        using var visit = visits.Open(visitor);
        using var ended = visitor.Technician is { } claims ? registry.Register(claims, visit.Wake) : null;
        var said = "";
        // Looked at once more, now that the visit stands: what came between was told to nobody.
        while (await signIns.FindAsync(handle, visitor.CustomerId, !visitor.IsAdministrator, gone) is { } now)
        {
            if (StampOf(now) is var stamp && stamp != said)
                await SendAsync(socket, said = stamp, gone);
            await visit.WaitAsync(Breath, time, gone);
        }
        await signIns.EndAsync(visitor.SignInId);
    }

    // The page says nothing; reading is how its end is heard, a browser that no longer answers included.
    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource gone)
    {
        try
        {
            var nothing = new byte[16];
            while ((await socket.ReceiveAsync(nothing, gone.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            // That is an end as well.
        }
        await gone.CancelAsync();
    }

    private static Task SendAsync(WebSocket socket, string text, CancellationToken gone) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, gone);
}
