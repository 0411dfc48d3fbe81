using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>An empty site on a port of this machine: no settings of any file or variable reach it.</summary>
internal static class StandInHost
{
    /// <summary>Builds it.</summary>
    /// <param name="port">Its port; 0: any free one.</param>
    public static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning)
            // Whoever starts it is told by the exception, and says it once.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        // Nothing waits to be sent: what was written before a connection is broken on purpose has gone out.
        builder.WebHost.UseKestrelCore();
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxWriteBufferSize = 2);
        builder.Services.AddRouting();
        // "localhost" means both loopback addresses, which cannot share a port that is not known yet.
        builder.WebHost.UseUrls(port == 0 ? "http://127.0.0.1:0" : string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));
        return builder.Build();
    }

    /// <summary>Says something and waits until the program is asked to stop.</summary>
    public static async Task RunAsync(string welcome)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            asked.TrySetResult();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await Console.Out.WriteLineAsync(welcome);
        await asked.Task;
    }

    /// <summary>Where it is, once it has started.</summary>
    public static Uri AddressOf(WebApplication site) => new(site.Urls.First());
}
