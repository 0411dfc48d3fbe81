namespace PartnerBlazor.Delivery;

/// <summary>
/// What is on its way to one receiver: as many names of a partner as it takes at once, the longest due first. Killed between the receiver's word and ours, the same name is
/// sent again.
/// </summary>
internal sealed class DeliveryLane(IReceiver receiver, DeliveryOutcomes outcomes, DueDeliveries due, TimeProvider time, ILogger log) : IDisposable
{
    /// <summary>A receiver that has not answered by then does not answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A name whose outcome could not be written down (the database is busy or full) rests so long before it is sent again.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly DueLoop _loop = new(Rest, time);
    private readonly Dictionary<Guid, DateTime> _resting = [];
    private readonly Dictionary<int, DateTime> _left = [];
    private bool _anew;

    /// <summary>Something is owed.</summary>
    /// <param name="anew">A person wants it tried now, also where the receiver asked to be left alone.</param>
    public void Wake(bool anew = false)
    {
        if (anew)
            Volatile.Write(ref _anew, true);
        _loop.Wake();
    }

    /// <summary>Sends what becomes due until the program ends.</summary>
    public Task FollowAsync(CancellationToken stop) =>
        _loop.FollowAsync(RunAsync, error => log.LogError(error, "What is owed to {Target} could not be read; it is tried again.", receiver.Target), stop);

    /// <summary>Sends everything that is due now.</summary>
    /// <returns>When the next is due (UTC); null: nothing is.</returns>
    public async Task<DateTime?> RunAsync(CancellationToken cancel)
    {
        // A partner's system that did not answer is not asked for its other names in this round, nor before it may be asked again.
        HashSet<int> silent = [];
        Dictionary<Guid, int> held = [];
        if (Interlocked.Exchange(ref _anew, false))
            _left.Clear();
        while (true)
        {
            Forget(_resting, Now);
            Forget(_left, Now);
            var names = await due.ReadAsync(receiver, Now, [.. _resting.Keys, .. held.Keys], cancel);
            if (names.Count == 0)
                return Earliest(await due.NextAsync(receiver, [.. _resting.Keys, .. held.Keys], cancel), held.Values);
            foreach (var some in names.GroupBy(name => name.PartnerId).SelectMany(partner => partner.Chunk(receiver.MostAtOnce)))
            {
                var partner = some[0].PartnerId;
                if (silent.Contains(partner) || _left.ContainsKey(partner))
                    Hold(some);
                else if (await TryAsync([.. some.Select(name => name.Id)], cancel) is { Silence: { } silence } tried)
                {
                    silent.Add(partner);
                    if (silence.NotBefore is { } rest)
                        _left[partner] = Now + rest;
                    Hold(some.Where(name => tried.Untold.Contains(name.Id)));
                }
            }
        }

        void Hold(IEnumerable<DeliveryAttempt> names)
        {
            foreach (var name in names)
                held[name.Id] = name.PartnerId;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _loop.Dispose();

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static void Forget<TKey>(Dictionary<TKey, DateTime> ends, DateTime now) where TKey : notnull =>
        ends.Where(end => end.Value <= now).Select(end => end.Key).ToList().ForEach(key => ends.Remove(key));

    // Each partner's system has a rest of its own.
    private DateTime? Earliest(DateTime? next, IEnumerable<int> held)
    {
        var now = Now;
        return new[] { next }.Concat(_resting.Values.Cast<DateTime?>())
            .Concat(held.Distinct().Select(partner => (DateTime?)_left.GetValueOrDefault(partner, now + DeliveryRules.Shortest))).Min();
    }

    /// <summary>What came of telling some names.</summary>
    /// <param name="Silence">The receiver is silent for their partner: its answer; null: it is not.</param>
    /// <param name="Untold">Names that say nothing of it, since one of them does.</param>
    private sealed record Tried(DeliveryAnswer? Silence, IReadOnlyCollection<Guid> Untold);

    private async Task<Tried> TryAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        // As they are now: one may have been given up, or named anew, while others were on their way.
        var attempts = await due.FindAsync(ids, Now, cancel);
        if (attempts.Count == 0)
            return new Tried(null, []);
        var answers = await SendAsync(attempts, cancel);
        DeliveryAnswer? silence = null;
        List<Guid> untold = [];
        foreach (var (attempt, answer) in attempts.Zip(answers))
        {
            var silent = answer is { Problem: not null, Final: false, OfThisName: false };
            // That a system is silent is said at one name, not at two hundred.
            if (silent && silence is not null)
                untold.Add(attempt.Id);
            else
                await RecordAsync(attempt, answer);
            silence ??= silent ? answer : null;
        }
        return new Tried(silence, untold);
    }

    private async Task RecordAsync(DeliveryAttempt attempt, DeliveryAnswer answer)
    {
        try
        {
            await outcomes.RecordAsync(attempt, answer);
        }
        catch (Exception error)
        {
            log.LogError(error, "What {Target} said of a name could not be written down; it is sent again.", receiver.Target);
            _resting[attempt.Id] = Now + Rest;
        }
    }

    private async Task<IReadOnlyList<DeliveryAnswer>> SendAsync(IReadOnlyList<DeliveryAttempt> attempts, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            return await receiver.SendAsync([.. attempts.Select(attempt => new SentName(attempt.PartnerId, attempt.CustomerId, attempt.Name))], patience.Token);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            log.LogError(error, "{Target} could not be told a name.", receiver.Target);
            return [.. attempts.Select(_ => DeliveryAnswer.Silent)];
        }
    }
}
