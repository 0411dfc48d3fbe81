using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;

namespace PartnerBlazor.Shell;

/// <summary>
/// How much one visitor may ask of the portal. Many of these are the framework's own numbers of today: they are written down so that they
/// are ours to change, and no update changes them unseen.
/// </summary>
public static class Bounds
{
    private const int KiB = 1024;

    /// <summary>The largest form is a trial of the console, some 5 KiB; an OpenID provider's answer may be some 20.</summary>
    public const int RequestBody = 256 * KiB;

    /// <summary>What a browser sends at once through its circuit is a key stroke, a click or a text of at most a few KiB.</summary>
    public const int CircuitMessage = 32 * KiB;

    /// <summary>The server.</summary>
    public static void AddBounds(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.ConfigureKestrel(Server);
        builder.Services.Configure<FormOptions>(Forms);
    }

    /// <summary>What is kept for circuits whose browser is away, and how long the server waits for a browser.</summary>
    public static void Circuits(CircuitOptions circuits)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        // A phone that changes its network or a laptop that wakes is back within three minutes, or starts anew: pages keep what was typed.
        circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
        // An office whose line fails at once. Beyond, the oldest go: a circuit holds some hundred KiB, and its feed goes on reaching it.
        circuits.DisconnectedCircuitMaxRetained = 200;
        // What is left of those that were given up: a few values each, for whoever comes back from a long lunch.
        circuits.PersistedCircuitInMemoryMaxRetained = 500;
        circuits.PersistedCircuitInMemoryRetentionPeriod = TimeSpan.FromHours(2);
        // A tab in the background is slow to answer; one that takes longer than this is not there.
        circuits.JSInteropDefaultCallTimeout = TimeSpan.FromMinutes(1);
        // Not more: a browser that does not keep up gets no further pictures, the states coalesce what it misses and draw once when it is back.
        circuits.MaxBufferedUnacknowledgedRenderBatches = 10;
        // What went wrong stands in the log; a browser is told a code.
        circuits.DetailedErrors = false;
    }

    /// <summary>What circuits send.</summary>
    public static void CircuitMessages(HubOptions hub)
    {
        ArgumentNullException.ThrowIfNull(hub);
        hub.MaximumReceiveMessageSize = CircuitMessage;
        hub.EnableDetailedErrors = false;
    }

    private static void Server(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = RequestBody;
        // A list's address holds its filters and 200 characters of search; a program's cookie and a proxy's own headers stay far below.
        server.Limits.MaxRequestLineSize = 8 * KiB;
        server.Limits.MaxRequestHeadersTotalSize = 32 * KiB;
        server.Limits.MaxRequestHeaderCount = 100;
        // Whoever sends a header word by word holds a line that others need.
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        // Circuits, hub connections and open consoles: beyond this the machine would fail everybody instead of refusing some.
        server.Limits.MaxConcurrentUpgradedConnections = 10_000;
    }

    private static void Forms(FormOptions form)
    {
        // A trial has some twenty fields and a box for each product.
        form.ValueCountLimit = 200;
        form.KeyLengthLimit = 256;
        form.ValueLengthLimit = 64 * KiB;
        form.BufferBodyLengthLimit = RequestBody;
        // No form of ours sends a file.
        form.MultipartBodyLengthLimit = RequestBody;
        form.MultipartHeadersCountLimit = 8;
    }
}
