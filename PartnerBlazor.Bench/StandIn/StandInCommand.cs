using System.Globalization;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>The stand-in as a program: for a demonstration of a portal that reads and writes over the vendor's API.</summary>
internal static class StandInCommand
{
    /// <summary>Name of the command.</summary>
    public const string Name = "central-stand-in";

    /// <summary>Makes the same customers each time.</summary>
    public const int Seed = 20260101;

    /// <summary>Runs until it is asked to stop.</summary>
    /// <param name="customers">Number of customers.</param>
    /// <param name="port">The global port; the regional one is the next.</param>
    /// <returns>Exit code.</returns>
    public static async Task<int> RunAsync(int customers, int port)
    {
        CentralStandIn standIn;
        try
        {
            standIn = await CentralStandIn.StartAsync(
                StandInEstate.Generate(customers, Seed),
                new StandInOptions { GlobalPort = port, RegionalPort = port + 1, Limits = new StandInLimits(), Answered = Tell });
        }
        catch (IOException)
        {
            await Console.Error.WriteLineAsync(Text($"Port {port} or {port + 1} is in use: give another one with --port."));
            return 1;
        }
        await using (standIn)
            await StandInHost.RunAsync(Welcome(standIn, customers));
        return 0;
    }

    private static string Welcome(CentralStandIn standIn, int customers) => Text($"""
        {customers} customers at {standIn.GlobalAddress} (global) and {standIn.RegionalAddress} (regional)
        client id      {StandInOptions.DemoClientId}
        client secret  {StandInOptions.DemoClientSecret}

        A portal that uses it:
        dotnet run --project PartnerBlazor -- --Demo:Enabled=false --Central:ClientId={StandInOptions.DemoClientId} --Central:ClientSecret={StandInOptions.DemoClientSecret} --Central:TokenAddress={standIn.TokenAddress} --Central:ApiAddress={standIn.GlobalAddress}

        Ctrl+C stops it. What it is asked:
        """);

    private static void Tell(StandInRequest request) =>
        Console.Out.WriteLine(Text($"{request.At.ToLocalTime():HH:mm:ss.fff} {(request.Regional ? "regional" : "global  ")} {request.Method,-5} {request.Path} {request.Status}"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
