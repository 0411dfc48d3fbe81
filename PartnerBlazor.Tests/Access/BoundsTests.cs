using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.SignalR.Client;
using PartnerBlazor.Live;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Live;

namespace PartnerBlazor.Tests.Access;

/// <summary>What is larger than anything of ours is refused before anybody reads it.</summary>
public sealed class BoundsTests(HubWorld world) : IClassFixture<HubWorld>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_is_bounded()
    {
        // By hand: only the length is told, nothing of it is ever sent.
        using var line = new TcpClient();
        await line.ConnectAsync(IPAddress.Loopback, world.Portal.BaseAddress.Port, Cancel);
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            "POST /language/fr HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\n"), Cancel);
        using var answer = new StreamReader(line.GetStream());
        // Not 408: nobody waited for it.
        Assert.Matches("^HTTP/1.1 4(00|13) ", await answer.ReadLineAsync(Cancel));
    }

    [Fact]
    public async Task Headers_are_bounded()
    {
        using var browser = new HttpClient { BaseAddress = world.Portal.BaseAddress };
        browser.DefaultRequestHeaders.Add("X-Long", new string('a', 40_000));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, (await browser.GetAsync("/sign-in", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_call_of_the_hub_is_bounded()
    {
        await using var client = await HubClient.ConnectAsync(world.Portal, await world.PersonAsync(Role.SuperAdmin));
        await Assert.ThrowsAnyAsync<Exception>(() => client.Hub.InvokeAsync(nameof(LiveHub.Customer), new string('a', 5000), Cancel));
        await client.Closed.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }
}
