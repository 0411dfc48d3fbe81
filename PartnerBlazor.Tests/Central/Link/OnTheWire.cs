namespace PartnerBlazor.Tests.Central.Link;

/// <summary>Counts requests that are on their way, their answers read to the end: meanwhile the vendor is waited for, not the clock.</summary>
internal sealed class OnTheWire
{
    private int _count;

    /// <summary>How many there are now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Counts the requests of a client.</summary>
    public DelegatingHandler Handler() => new Counting(this);

    private sealed class Counting(OnTheWire wire) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref wire._count);
            try
            {
                var answer = await base.SendAsync(request, cancellationToken);
                await answer.Content.LoadIntoBufferAsync(cancellationToken);
                return answer;
            }
            finally
            {
                Interlocked.Decrement(ref wire._count);
            }
        }
    }
}
