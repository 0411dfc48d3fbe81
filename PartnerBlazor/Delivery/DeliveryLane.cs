namespace PartnerBlazor.Delivery;

/// <summary>
/// What is on its way to one receiver: one name at a time, the longest due first. Killed between the receiver's word and ours, the same name is
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
            foreach (var name in names)
            {
                if (silent.Contains(name.PartnerId) || _left.ContainsKey(name.PartnerId))
                    held[name.Id] = name.PartnerId;
                else if (await TryAsync(name.Id, cancel) is { Problem: not null, Final: false } answer)
                {
                    silent.Add(name.PartnerId);
                    if (answer.NotBefore is { } rest)
                        _left[name.PartnerId] = Now + rest;
                }
            }
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

    // Null: it is no longer due.
    private async Task<DeliveryAnswer?> TryAsync(Guid id, CancellationToken cancel)
    {
        // As it is now: it may have been given up, or named anew, while others were on their way.
        if (await due.FindAsync(id, Now, cancel) is not { } attempt)
            return null;
        var answer = await SendAsync(attempt, cancel);
        try
        {
            await outcomes.RecordAsync(attempt, answer);
        }
        catch (Exception error)
        {
            log.LogError(error, "What {Target} said of a name could not be written down; it is sent again.", receiver.Target);
            _resting[id] = Now + Rest;
        }
        return answer;
    }

    private async Task<DeliveryAnswer> SendAsync(DeliveryAttempt attempt, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            return await receiver.SendAsync(new SentName(attempt.PartnerId, attempt.CustomerId, attempt.Name), patience.Token);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            log.LogError(error, "{Target} could not be told a name.", receiver.Target);
            return DeliveryAnswer.Silent;
        }
    }
}
