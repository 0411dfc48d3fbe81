using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Micro;

/// <summary>
/// What one change costs before anything is drawn: the publisher's walk over the open sessions of a partner, and a session's list taking it.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(InProcess))]
public class FeedBench : IDisposable
{
    private const int Sessions = 500;
    private const int Rows = 40;
    // Fewer than a mailbox holds: a full one is cheaper to post to, and is emptied between the iterations.
    private const int Posts = 128;

    private readonly List<Watch> _watches = [];
    private readonly CustomerRow[] _rows = [.. Enumerable.Range(0, Rows).Select(i => Row(Id(i), 1, 0))];
    private ChangeFeed _feed = null!;
    private LiveWindow _window = null!;
    private long _seq = 1;

    /// <summary>Opens the sessions, with forty rows on screen in each, and a list of forty rows.</summary>
    [GlobalSetup]
    public async Task OpenAsync()
    {
        _feed = new ChangeFeed(TimeProvider.System, NullLogger<ChangeFeed>.Instance);
        for (var i = 0; i < Sessions; i++)
        {
            var watch = _feed.Watch(Scope());
            watch.Show(_rows.Select(row => row.Id));
            _watches.Add(watch);
        }
        _window = new LiveWindow();
        _window.Ask(new CustomerFilter(), new DateOnly(2026, 1, 1));
        await _window.LoadAsync(0, Rows, (_, _, _) => Task.FromResult(new CustomerWindow(_rows, new Dictionary<Guid, DateTime>(), Rows, 1)));
    }

    /// <summary>Closes the feed.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _feed?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Empties every mailbox.</summary>
    [IterationSetup]
    public void Drain()
    {
        foreach (var watch in _watches)
        {
            watch.Tick();
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));
            try
            {
                watch.NextAsync(patience.Token).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                // There was nothing in it.
            }
        }
    }

    /// <summary>A change to a customer on the screen of every session.</summary>
    [Benchmark]
    public void PublishShown() => _feed.Publish(Set(0));

    /// <summary>A change to a customer on nobody's screen.</summary>
    [Benchmark]
    public void PublishNotShown() => _feed.Publish(Set(Rows));

    /// <summary>The list takes a change to its last row.</summary>
    [Benchmark]
    public int TakeVisible() => Take(Rows - 1);

    /// <summary>The list takes a change to a customer it does not show.</summary>
    [Benchmark]
    public int TakeElsewhere() => Take(Rows);

    private int Take(int place)
    {
        _window.Take(Set(place));
        return _window.Drain().Dirty.Count + _window.Shown + _window.Pending;
    }

    private ChangeSet Set(int place)
    {
        var (id, seq) = (Id(place), ++_seq);
        return new ChangeSet
        {
            PartnerId = 1,
            At = DateTime.UnixEpoch,
            Changes = [new Change(seq, new Actor(ActorKind.Vendor, null, ""), JournalKinds.AlertRaised, id, null, new JournalPayload())],
            Rows = [new RowChange(id, Row(id, seq - 1, 0), Row(id, seq, (int)(seq & 1)))],
            LastSeq = seq,
        };
    }

    private static Guid Id(int place) => new(place, 0, 0, new byte[8]);

    private static PartnerScope Scope() => new()
    {
        PartnerId = 1,
        PersonId = Guid.NewGuid(),
        PersonName = "",
        Role = Role.SuperAdmin,
        MspFlex = true,
        MspFlexConnect = true,
        AllCustomers = true,
    };

    private static CustomerRow Row(Guid id, long version, int alerts) => new()
    {
        Id = id,
        PartnerId = 1,
        Version = version,
        Seq = version,
        DisplayName = "Customer",
        Name = "Customer",
        NameKeyEn = [],
        NameKeyFr = [],
        ManagedOrder = false,
        BillingType = BillingType.Term,
        Status = CustomerStatus.Active,
        Activated = true,
        Assistance = PartnerAssistance.On,
        Covers = [],
        CoverLow = 0,
        CoverHigh = 0,
        WorstCover = 0,
        NextExpiry = null,
        GroupIds = [],
        AlertsHigh = alerts,
        AlertsMedium = 0,
        AlertsLow = 0,
        SearchText = "",
        Fields = new SearchFields("", "", []),
    };

    private sealed class InProcess : ManualConfig
    {
        public InProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithInvocationCount(Posts).WithUnrollFactor(16).WithIterationCount(15));
    }
}
