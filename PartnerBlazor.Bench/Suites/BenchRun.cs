using PartnerBlazor.Bench.Report;
using PartnerBlazor.Bench.Server;

namespace PartnerBlazor.Bench.Suites;

/// <summary>What a suite is given: where data is and how much is asked for.</summary>
/// <param name="Folder">Folder for databases; each number of customers has its own, seeded once.</param>
/// <param name="Customers">Customers of the first partner.</param>
/// <param name="Sessions">Numbers of sessions to measure with.</param>
/// <param name="Quick">Whether a short look is enough: fewer rounds, the same measures.</param>
public sealed record BenchRun(string Folder, int Customers, IReadOnlyList<int> Sessions, bool Quick)
{
    private const int Port = 5310;

    /// <summary>The most sessions asked for.</summary>
    public int Most => Sessions.Max();

    /// <summary>Starts a server on the data of a number of customers.</summary>
    public Task<ServerProcess> ServeAsync(int? customers = null) => ServerProcess.StartAsync(FolderOf(customers ?? Customers), customers ?? Customers, Port);

    /// <summary>Folder of the data of a number of customers.</summary>
    public string FolderOf(int customers) => Directory.CreateDirectory(Path.Combine(Folder, $"{customers}")).FullName;

    /// <summary>A number of rounds, or a tenth of it for a short look.</summary>
    public int Rounds(int rounds) => Quick ? Math.Max(3, rounds / 10) : rounds;

    /// <summary>Says what is going on.</summary>
    public static void Say(string what) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {what}");
}

/// <summary>A set of measurements.</summary>
public interface ISuite
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    string About { get; }

    /// <summary>Measures.</summary>
    Task<IReadOnlyList<Table>> RunAsync(BenchRun run, CancellationToken cancel);
}
