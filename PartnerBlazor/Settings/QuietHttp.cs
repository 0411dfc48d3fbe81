namespace PartnerBlazor.Settings;

/// <summary>How clients that carry secrets to other systems behave.</summary>
internal static class QuietHttp
{
    /// <summary>Nothing is logged (the factory's loggers print headers at Trace), and no redirect carries a token elsewhere.</summary>
    public static IHttpClientBuilder Quiet(this IHttpClientBuilder builder) => builder.RemoveAllLoggers()
        .UseSocketsHttpHandler((handler, _) =>
        {
            (handler.AllowAutoRedirect, handler.UseCookies) = (false, false);
            // The client is kept for good: the names of hosts are looked up again now and then.
            handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
            handler.ConnectTimeout = TimeSpan.FromSeconds(10);
        })
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

    /// <summary>An answer is read to its end, within bounds.</summary>
    /// <param name="client">The client.</param>
    /// <param name="patience">How long it waits; endless where each attempt is bounded for itself.</param>
    /// <param name="mostBytes">Longest answer that is read.</param>
    public static void Bound(this HttpClient client, TimeSpan patience, int mostBytes) => (client.Timeout, client.MaxResponseContentBufferSize) = (patience, mostBytes);

    /// <summary>Asks once, and reads the answer to its end: one that is cut off in the middle is a failure of this attempt and may be tried again.</summary>
    /// <param name="send">Asks.</param>
    /// <param name="patience">An answer that is not here by then does not come.</param>
    /// <param name="mostBytes">Longest answer that is read.</param>
    /// <param name="time">The clock of the patience.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="HttpRequestException">There was no answer in time, or none that ended.</exception>
    public static async Task<HttpResponseMessage> WholeAsync(Func<CancellationToken, Task<HttpResponseMessage>> send, TimeSpan patience, int mostBytes, TimeProvider time, CancellationToken cancel)
    {
        using var over = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, over.Token);
        HttpResponseMessage? answer = null;
        try
        {
            answer = await send(either.Token);
            await answer.Content.LoadIntoBufferAsync(mostBytes, either.Token);
            return answer;
        }
        catch (OperationCanceledException slow) when (slow.InnerException is TimeoutException && !either.IsCancellationRequested)
        {
            // The handler's way to say that nobody answered at the door: nothing was sent.
            throw new HttpRequestException(HttpRequestError.ConnectionError, "There was no connection in time.", slow);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            answer?.Dispose();
            throw new HttpRequestException("There was no answer in time.");
        }
        catch
        {
            answer?.Dispose();
            throw;
        }
    }
}
