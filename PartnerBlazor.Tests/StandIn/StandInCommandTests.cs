using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PartnerBlazor.Bench.StandIn;

namespace PartnerBlazor.Tests.StandIn;

/// <summary>The stand-in as a program.</summary>
public sealed class StandInCommandTests
{
    [Fact]
    public async Task A_port_in_use_is_told_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        using var program = Process.Start(new ProcessStartInfo("dotnet", [typeof(CentralStandIn).Assembly.Location, "central-stand-in", "--customers", "3", "--port", port])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (told, wrong) = (program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, ""), (program.ExitCode, await told));
        Assert.Contains(port, Assert.Single((await wrong).TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
