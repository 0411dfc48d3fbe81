using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Delivery;

/// <summary>
/// Sends what is due: at start (what was left when the program ended), as soon as something is owed, and when a pause is over. One name to
/// one receiver at a time; receivers do not wait for each other. Killed between the receiver's word and ours, the same name is sent again.
/// </summary>
public sealed class DeliveryPump(
    Receivers receivers, DeliveryOutcomes outcomes, IDbContextFactory<PartnerDb> factory, ChangeFeed feed, TimeProvider time, ILogger<DeliveryPump> log)
    : BackgroundService, IChangeListener
{
    // A clock that is set back or a sleeping machine must not make it sleep on.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(5);

    // Something was not even written down: the database is busy or full.
    private static readonly TimeSpan s_afterError = TimeSpan.FromSeconds(10);

    private const int Batch = 100;

    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!set.Changes.Any(change => change.Kind is JournalKinds.CustomerRenamed or JournalKinds.DeliveryRetried or JournalKinds.Restored))
            return;
        lock (_wake)
        {
            if (_wake.CurrentCount == 0)
                _wake.Release();
        }
    }

    /// <summary>Sends everything that is due now.</summary>
    /// <returns>When the next is due (UTC); null: nothing is.</returns>
    public async Task<DateTime?> RunAsync(CancellationToken cancel)
    {
        var next = await Task.WhenAll(receivers.All.Select(receiver => RunAsync(receiver, cancel)));
        return next.Min();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        feed.Listen(this);
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = s_longestWait;
            try
            {
                var next = await RunAsync(stoppingToken);
                if (next - time.GetUtcNow().UtcDateTime is { } due && due < wait)
                    wait = due > TimeSpan.Zero ? due : TimeSpan.Zero;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogError(error, "What other systems must be told could not be sent; it is tried again.");
                wait = s_afterError;
            }
            await _wake.WaitAsync(wait, stoppingToken);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    private async Task<DateTime?> RunAsync(IReceiver receiver, CancellationToken cancel)
    {
        while (true)
        {
            var due = await DueAsync(receiver, cancel);
            foreach (var attempt in due)
                await TryAsync(receiver, attempt, cancel);
            if (due.Count == 0)
                return await NextAsync(receiver, cancel);
        }
    }

    private async Task TryAsync(IReceiver receiver, DeliveryAttempt attempt, CancellationToken cancel)
    {
        DeliveryAnswer answer;
        try
        {
            answer = await receiver.SendAsync(new SentName(attempt.PartnerId, attempt.CustomerId, attempt.Name), cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            log.LogError(error, "A receiver ({Target}) failed.", receiver.Target);
            answer = DeliveryAnswer.Silent;
        }
        await outcomes.RecordAsync(attempt, answer);
    }

    private async Task<List<DeliveryAttempt>> DueAsync(IReceiver receiver, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Waiting(db, await ServedAsync(db, receiver, cancel), receiver.Target).Where(attempt => attempt.NextAt <= now)
            .OrderBy(attempt => attempt.NextAt).Take(Batch).ToListAsync(cancel);
    }

    private async Task<DateTime?> NextAsync(IReceiver receiver, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await Waiting(db, await ServedAsync(db, receiver, cancel), receiver.Target).Select(attempt => (DateTime?)attempt.NextAt).MinAsync(cancel);
    }

    private static async Task<List<int>> ServedAsync(PartnerDb db, IReceiver receiver, CancellationToken cancel) =>
        [.. (await db.Partners.AsNoTracking().ToListAsync(cancel)).Where(receiver.Serves).Select(partner => partner.Id)];

    // An unlinked customer has no row: what is owed of it waits until it is restored.
    private static IQueryable<DeliveryAttempt> Waiting(PartnerDb db, List<int> partners, DeliveryTarget target) =>
        from delivery in db.NameDeliveries.AsNoTracking()
        join row in db.CustomerRows.AsNoTracking() on delivery.CustomerId equals row.Id
        where delivery.NextAt != null && delivery.Target == target && partners.Contains(delivery.PartnerId)
        select new DeliveryAttempt
        {
            Id = delivery.Id,
            PartnerId = delivery.PartnerId,
            CustomerId = delivery.CustomerId,
            Revision = delivery.Revision,
            NextAt = delivery.NextAt!.Value,
            Name = row.DisplayName,
        };
}

/// <summary>One attempt: what was owed when it began.</summary>
public sealed record DeliveryAttempt
{
    /// <summary>The delivery.</summary>
    public required Guid Id { get; init; }
    /// <summary>The partner.</summary>
    public required int PartnerId { get; init; }
    /// <summary>The customer.</summary>
    public required Guid CustomerId { get; init; }
    /// <summary>Its revision; another one means that something else is asked for since.</summary>
    public required int Revision { get; init; }
    /// <summary>When it was due (UTC).</summary>
    public required DateTime NextAt { get; init; }
    /// <summary>The name sent.</summary>
    public required string Name { get; init; }
}
