using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PartnerBlazor.Live;

namespace PartnerBlazor.Assistance;

/// <summary>
/// The consoles that are open in a browser now: each hears when something about its customer or its visitor changes, and the portal hears
/// which technicians are on a customer. Of this node, in memory.
/// </summary>
public sealed class ConsoleVisits : IChangeListener
{
    private readonly Lock _lock = new();
    private readonly List<ConsoleVisit> _visits = [];
    private readonly List<(Guid CustomerId, Channel<bool> News)> _watchers = [];

    /// <summary>A page of a console was opened; dispose it when it is gone.</summary>
    public ConsoleVisit Open(ConsoleVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var visit = new ConsoleVisit(this, visitor);
        lock (_lock)
            _visits.Add(visit);
        Told(visitor);
        return visit;
    }

    /// <summary>Names of the technicians on a customer now, each once, by name.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="except">The person who asks; nobody is told of themselves.</param>
    public IReadOnlyList<string> On(Guid customerId, Guid? except)
    {
        lock (_lock)
            return [.. _visits.Select(visit => visit.Visitor)
                .Where(visitor => visitor.CustomerId == customerId && visitor.Technician is { } technician && technician.PersonId != except)
                .DistinctBy(visitor => visitor.Technician!.PersonId).Select(visitor => visitor.Name).Order(StringComparer.CurrentCulture)];
    }

    /// <summary>
    /// Yields at once, and whenever technicians come to a customer or leave it, until it is cancelled. Read it on the tab's own context.
    /// </summary>
    public async IAsyncEnumerable<bool> WatchAsync(Guid customerId, [EnumeratorCancellation] CancellationToken cancel)
    {
        var watcher = (CustomerId: customerId, News: News());
        lock (_lock)
            _watchers.Add(watcher);
        // Watch first, then look.
        watcher.News.Writer.TryWrite(true);
        try
        {
            await foreach (var news in watcher.News.Reader.ReadAllAsync(cancel))
                yield return news;
        }
        finally
        {
            lock (_lock)
                _watchers.Remove(watcher);
        }
    }

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var customers = set.Rows.Select(row => row.CustomerId).ToHashSet();
        lock (_lock)
            foreach (var visit in _visits)
                if (customers.Contains(visit.Visitor.CustomerId) || (visit.Visitor.Technician is { } technician && set.Scopes.ContainsKey(technician.PersonId)))
                    visit.Wake();
    }

    /// <summary>Every open page of a customer's console looks again.</summary>
    public void Wake(Guid customerId)
    {
        lock (_lock)
            foreach (var visit in _visits)
                if (visit.Visitor.CustomerId == customerId)
                    visit.Wake();
    }

    // Only the last word counts: who is told looks for itself.
    internal static Channel<bool> News() => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal void Close(ConsoleVisit visit)
    {
        lock (_lock)
            _visits.Remove(visit);
        Told(visit.Visitor);
    }

    private void Told(ConsoleVisitor visitor)
    {
        if (visitor.IsAdministrator)
            return;
        Wake(visitor.CustomerId);
        lock (_lock)
            foreach (var (customerId, news) in _watchers)
                if (customerId == visitor.CustomerId)
                    news.Writer.TryWrite(true);
    }
}

/// <summary>An open page of a console.</summary>
public sealed class ConsoleVisit : IDisposable
{
    private readonly ConsoleVisits _owner;
    private readonly Channel<bool> _news = ConsoleVisits.News();

    internal ConsoleVisit(ConsoleVisits owner, ConsoleVisitor visitor) => (_owner, Visitor) = (owner, visitor);

    /// <summary>Who is in it, as let in.</summary>
    public ConsoleVisitor Visitor { get; }

    /// <summary>Something changed: look again. Never waits.</summary>
    public void Wake() => _news.Writer.TryWrite(true);

    /// <summary>Waits until there is something to look at, at most so long.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            await _news.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Nothing came.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _owner.Close(this);
}
