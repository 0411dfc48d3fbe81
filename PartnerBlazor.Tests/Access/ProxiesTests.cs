using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Settings;
using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Access;

/// <summary>Who is believed when they say whose request they pass on.</summary>
public sealed class ProxiesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "", "9.9.9.9", "127.0.0.1 http")]
    [InlineData("10.0.0.1", "", "9.9.9.9", "127.0.0.1 http")]
    [InlineData("127.0.0.1", "", "9.9.9.9", "9.9.9.9 https")]
    [InlineData("", "127.0.0.0/8", "9.9.9.9", "9.9.9.9 https")]
    // What a visitor wrote themselves stands before what the proxies wrote: the first that is none of ours is the visitor.
    [InlineData("127.0.0.1;10.0.0.7", "", "6.6.6.6, 9.9.9.9, 10.0.0.7", "9.9.9.9 https")]
    public async Task Only_those_that_are_named_are_believed(string addresses, string networks, string forwarded, string seen) =>
        Assert.Equal(seen, await SeenAsync(new() { ["Proxy:Addresses"] = addresses, ["Proxy:Networks"] = networks }, forwarded));

    [Fact]
    public async Task The_frameworks_own_switch_believes_nobody_either() =>
        Assert.Equal("127.0.0.1 http", await SeenAsync(new() { ["ForwardedHeaders_Enabled"] = "true" }, "9.9.9.9"));

    [Theory]
    [InlineData("10.1.0.5; fd00::5", 2)]
    [InlineData("", 0)]
    [InlineData("proxy.example", null)]
    public void Addresses_are_read(string list, int? count) => Assert.Equal(count, ProxyLists.Addresses(list)?.Count);

    [Theory]
    [InlineData("10.1.0.0/24;fd00::/64", 2)]
    [InlineData("10.1.0.0/33", null)]
    [InlineData("0.0.0.0/0", null)]
    [InlineData("10.1.0.0", null)]
    public void Networks_are_read_and_everybody_is_none(string list, int? count) => Assert.Equal(count, ProxyLists.Networks(list)?.Count);

    private static async Task<string> SeenAsync(Dictionary<string, string> settings, string forwarded)
    {
        var seen = new ConcurrentQueue<string>();
        await using var portal = await PortalHost.StartAsync(settings: settings, services: services =>
            services.PostConfigure<RateLimiterOptions>(limits => limits.GlobalLimiter = System.Threading.RateLimiting.PartitionedRateLimiter.Create<HttpContext, string>(context =>
            {
                seen.Enqueue($"{context.Connection.RemoteIpAddress} {context.Request.Scheme}");
                return System.Threading.RateLimiting.RateLimitPartition.GetNoLimiter("");
            })));
        using var client = new HttpClient { BaseAddress = portal.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("X-Forwarded-For", forwarded);
        request.Headers.Add("X-Forwarded-Proto", string.Join(", ", forwarded.Split(',').Select(_ => "https")));
        using var answer = await client.SendAsync(request, Cancel);
        return Assert.Single(seen);
    }
}
