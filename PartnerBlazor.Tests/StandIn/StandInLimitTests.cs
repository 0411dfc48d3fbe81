using System.Net;
using PartnerBlazor.Bench.StandIn;

namespace PartnerBlazor.Tests.StandIn;

/// <summary>The limits, where they are on (domain.md B11).</summary>
public sealed class StandInLimitTests : StandInWorld
{
    protected override StandInOptions Options => new() { Limits = new StandInLimits(PerSecond: 2, PerMinute: 4, PerHour: 5) };

    [Fact]
    public async Task Who_asks_too_often_is_told_how_long_to_wait()
    {
        Assert.Null(await WaitAsync());
        Assert.Null(await WaitAsync());
        Assert.Equal(1, await WaitAsync());
        // What was refused does not count.
        Assert.Equal(1, await WaitAsync());
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await WaitAsync());
        Assert.Null(await WaitAsync());
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(58, await WaitAsync());
        Time.Advance(TimeSpan.FromSeconds(58));
        Assert.Null(await WaitAsync());
        Assert.Equal(3540, await WaitAsync());
    }

    [Fact]
    public async Task Both_addresses_count_together_and_the_token_does_not()
    {
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.OK, (await TokenAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await RegionalAsync("common/v1/alerts", For(Acme))).Status);
        Assert.Equal(HttpStatusCode.OK, (await GlobalAsync("whoami/v1")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await RegionalAsync("common/v1/alerts", For(Acme))).Status);
    }

    [Fact]
    public async Task Without_limits_there_are_none()
    {
        await StartAsync(new StandInOptions());
        for (var i = 0; i < 20; i++)
            Assert.Null(await WaitAsync());
    }

    // Seconds; null: let in.
    private async Task<double?> WaitAsync()
    {
        var answer = await GlobalAsync("whoami/v1");
        Assert.Equal(answer.Headers.RetryAfter is null ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, answer.Status);
        return answer.Headers.RetryAfter?.Delta?.TotalSeconds;
    }
}
