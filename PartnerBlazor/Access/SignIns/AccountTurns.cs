namespace PartnerBlazor.Access;

/// <summary>
/// One try at an account's secrets at a time: many at once would read the same count of wrong tries, and be counted as one. Accounts share
/// turns by chance; a turn is short.
/// </summary>
public sealed class AccountTurns : IDisposable
{
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the account's turn; dispose what is answered to end it.</summary>
    public async Task<IDisposable> TakeAsync(Guid accountId, CancellationToken cancel)
    {
        var turn = _turns[(uint)accountId.GetHashCode() % _turns.Length];
        await turn.WaitAsync(cancel);
        return new Turn(turn);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var turn in _turns)
            turn.Dispose();
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
