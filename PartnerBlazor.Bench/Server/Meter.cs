using System.Diagnostics;
using PartnerBlazor.Live;

namespace PartnerBlazor.Bench.Server;

/// <summary>What the server has used and holds at a moment, by its own accounting.</summary>
/// <param name="CpuMs">CPU time of the process since its start, user and system, in milliseconds.</param>
/// <param name="Allocated">Bytes allocated since its start.</param>
/// <param name="Heap">Bytes alive after a full collection; 0 when none was asked for.</param>
/// <param name="WorkingSet">Bytes of memory of the process.</param>
/// <param name="Queries">Database commands of the portal so far.</param>
/// <param name="Watches">Open watches of its feed.</param>
/// <param name="Files">Open files and sockets.</param>
/// <param name="Threads">Threads.</param>
public sealed record Meter(double CpuMs, long Allocated, long Heap, long WorkingSet, long Queries, int Watches, int Files, int Threads)
{
    /// <summary>Reads it.</summary>
    /// <param name="feed">The portal's feed.</param>
    /// <param name="queries">The portal's queries.</param>
    /// <param name="collect">Whether everything that can be collected is, first.</param>
    public static Meter Read(ChangeFeed feed, QueryCount queries, bool collect)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(queries);
        if (collect)
            Collect();
        var process = Process.GetCurrentProcess();
        return new Meter(
            Environment.CpuUsage.TotalTime.TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true), collect ? GC.GetTotalMemory(false) : 0,
            process.WorkingSet64, queries.Count, feed.WatchCount, Directory.GetFiles("/proc/self/fd").Length, process.Threads.Count);
    }

    // More than once: what has a finaliser goes with the next.
    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
    }
}
