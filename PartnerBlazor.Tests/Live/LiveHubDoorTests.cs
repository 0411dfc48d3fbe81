using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR.Client;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Live;

/// <summary>Who comes in to the hub, and when they are out again.</summary>
public sealed class LiveHubDoorTests(HubWorld world) : IClassFixture<HubWorld>
{
    private static readonly TimeSpan s_atOnce = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Nobody_gets_in_without_signing_in()
    {
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(world.Portal.BaseAddress, LiveHub.Path)).Build();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => hub.StartAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData("/live", "http://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("/_blazor", "http://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("/live", "null", HttpStatusCode.Forbidden)]
    [InlineData("/_blazor", "null", HttpStatusCode.Forbidden)]
    [InlineData("/live", null, HttpStatusCode.SwitchingProtocols)]
    [InlineData("/_blazor", null, HttpStatusCode.SwitchingProtocols)]
    public async Task A_foreign_pages_WebSocket_is_refused(string path, string? origin, HttpStatusCode expected)
    {
        using var person = await SignedIn.AsAsync(world.Portal, await world.PersonAsync(Role.SuperAdmin));
        using var socket = new ClientWebSocket();
        socket.Options.Cookies = person.Cookies;
        socket.Options.CollectHttpResponseDetails = true;
        // No origin given: the portal's own page.
        socket.Options.SetRequestHeader("Origin", origin ?? world.Portal.BaseAddress.GetLeftPart(UriPartial.Authority));
        var address = new UriBuilder(new Uri(world.Portal.BaseAddress, path)) { Scheme = "ws" }.Uri;
        var opened = await Record.ExceptionAsync(() => socket.ConnectAsync(address, TestContext.Current.CancellationToken));
        Assert.Equal(expected, socket.HttpStatusCode);
        Assert.Equal(expected == HttpStatusCode.SwitchingProtocols, opened is null);
    }

    [Fact]
    public async Task Signing_out_ends_the_connection_and_no_other_of_the_person()
    {
        var id = await world.PersonAsync(Role.HelpDesk, await world.GroupAsync());
        var watching = world.Feed.WatchCount;
        await using var here = await HubClient.ConnectAsync(world.Portal, id);
        await using var elsewhere = await HubClient.ConnectAsync(world.Portal, id);
        Assert.Equal(watching + 2, world.Feed.WatchCount);

        await here.Person.SignOutAsync();
        await here.Closed.WaitAsync(s_atOnce, TestContext.Current.CancellationToken);
        await elsewhere.SeqAsync();
        await Waiting.UntilAsync(() => world.Feed.WatchCount == watching + 1);

        await elsewhere.DisposeAsync();
        await Waiting.UntilAsync(() => world.Feed.WatchCount == watching);
    }

    [Fact]
    public async Task A_person_who_may_no_longer_sign_in_is_out()
    {
        var id = await world.PersonAsync(Role.ReadOnly, await world.GroupAsync());
        await using var client = await HubClient.ConnectAsync(world.Portal, id);
        await world.ChangePersonAsync(id, person => person.Active = false);
        await client.Closed.WaitAsync(s_atOnce, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.Hub.StartAsync(TestContext.Current.CancellationToken));
    }
}
