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
}
