using PartnerBlazor.Settings;

namespace PartnerBlazor.Tests.Settings;

/// <summary>What a call that did not end tells: whether it can have arrived.</summary>
public sealed class QuietHttpTests
{
    [Fact]
    public async Task Who_does_not_open_in_time_was_sent_nothing()
    {
        // As the handler says it (ConnectTimeout).
        var slow = new TaskCanceledException("", new TimeoutException());
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(_ => Task.FromException<HttpResponseMessage>(slow), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        Assert.Equal(HttpRequestError.ConnectionError, error.HttpRequestError);
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_may_have_got_it()
    {
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(EndlessAsync, TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken));
        Assert.Equal(HttpRequestError.Unknown, error.HttpRequestError);
    }

    [Fact]
    public async Task Who_gives_up_is_told_so()
    {
        using var mine = new CancellationTokenSource(20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync(EndlessAsync, TimeSpan.FromMinutes(1), mine.Token));
    }

    private static async Task<HttpResponseMessage> EndlessAsync(CancellationToken cancel)
    {
        await Task.Delay(Timeout.Infinite, cancel);
        throw new InvalidOperationException("It does not end.");
    }

    private static Task<HttpResponseMessage> AskAsync(Func<CancellationToken, Task<HttpResponseMessage>> send, TimeSpan patience, CancellationToken cancel) =>
        QuietHttp.WholeAsync(send, patience, 1000, TimeProvider.System, cancel);
}
