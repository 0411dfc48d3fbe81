using System.Collections.Concurrent;

namespace PartnerBlazor.Store.Demo;

/// <summary>Prepares on another thread what this one writes: SQLite has one writer, and half of a large demo's time is not its.</summary>
internal static class DemoAhead
{
    private const int Chunk = 100;
    private const int ChunksAhead = 20;

    /// <summary>The items in their order, made a little ahead of whoever takes them.</summary>
    public static IEnumerable<T> Ahead<T>(this IEnumerable<T> items, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var made = new BlockingCollection<T[]>(ChunksAhead);
        var maker = Task.Run(() =>
        {
            try
            {
                foreach (var chunk in items.Chunk(Chunk))
                    made.Add(chunk, stop.Token);
            }
            finally
            {
                made.CompleteAdding();
            }
        }, CancellationToken.None);
        try
        {
            foreach (var chunk in made.GetConsumingEnumerable(cancel))
                foreach (var item in chunk)
                    yield return item;
            // What went wrong while making goes wrong here.
            maker.GetAwaiter().GetResult();
        }
        finally
        {
            // Also when the taker gave up: nothing is made for nobody, and the records it is made from are ours again.
            stop.Cancel();
            ((IAsyncResult)maker).AsyncWaitHandle.WaitOne();
        }
    }
}
