namespace PartnerBlazor.Live;

/// <summary>
/// A task that ends with the next news. Whoever awaits it goes on in their own context and language, which a call back would not; taken before
/// looking, nothing is missed.
/// </summary>
internal sealed class NextNews
{
    private TaskCompletionSource _next = New();

    /// <summary>Ends with the next news.</summary>
    public Task Task => Volatile.Read(ref _next).Task;

    /// <summary>There is news.</summary>
    public void Tell() => Interlocked.Exchange(ref _next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
