using System.Collections.Concurrent;

namespace PartnerBlazor.Central.Sync;

/// <summary>
/// Regional hosts that gave no answer, or refuse everybody, are left alone for a while: else every customer of a region that is down would cost three
/// attempts and their patience, and all others would wait. Forgotten with the program.
/// </summary>
public sealed class HostRests(TimeProvider time)
{
    /// <summary>So long nobody of it is asked for.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    // One customer may be the reason; another one after it is not.
    private const int Enough = 2;

    private readonly long _start = time.GetTimestamp();
    private readonly ConcurrentDictionary<string, (int Failures, TimeSpan Until)> _hosts = new(StringComparer.Ordinal);

    /// <summary>The hosts that are left alone now.</summary>
    public IReadOnlyList<string> Resting() => [.. _hosts.Where(host => host.Value.Until > Elapsed).Select(host => host.Key)];

    /// <summary>It answered.</summary>
    public void Answered(string host) => _hosts.TryRemove(host, out _);

    /// <summary>It gave no answer.</summary>
    /// <returns>True when it is left alone from now on.</returns>
    public bool Failed(string host) =>
        _hosts.AddOrUpdate(host, _ => (1, default), (_, was) => (was.Failures + 1, was.Failures + 1 >= Enough ? Elapsed + Rest : default)).Until > Elapsed;

    /// <summary>It is left alone from now on.</summary>
    public void Leave(string host) => _hosts[host] = (Enough, Elapsed + Rest);

    // By a clock that never goes back.
    private TimeSpan Elapsed => time.GetElapsedTime(_start);
}
