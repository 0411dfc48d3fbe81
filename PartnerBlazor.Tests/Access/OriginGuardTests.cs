using Microsoft.AspNetCore.Http;
using PartnerBlazor.Access;

namespace PartnerBlazor.Tests.Access;

/// <summary>Which pages may open a circuit or a hub connection here, and where a person may be sent back to.</summary>
public sealed class OriginGuardTests
{
    [Theory]
    [InlineData("http://localhost:5080", "localhost:5080", true)]
    [InlineData("https://portal.example", "portal.example", true)]
    [InlineData("https://portal.example", "portal.example:443", true)]
    [InlineData("https://PORTAL.example:8443", "portal.example:8443", true)]
    [InlineData("http://[::1]:5080", "[::1]:5080", true)]
    [InlineData("http://localhost:5081", "localhost:5080", false)]
    [InlineData("http://localhost", "localhost:5080", false)]
    [InlineData("https://portal.example.evil.example", "portal.example", false)]
    [InlineData("null", "localhost:5080", false)]
    [InlineData("file://", "localhost:5080", false)]
    public void Own_is_the_host_and_port_that_was_asked(string origin, string host, bool own) =>
        Assert.Equal(own, OriginGuard.IsOwn(origin, new HostString(host)));

    [Theory]
    [InlineData("/_blazor/negotiate", "http://evil.example", 403)]
    [InlineData("/live", "http://evil.example", 403)]
    [InlineData("/live", "http://localhost:5080", 200)]
    [InlineData("/live", "", 200)]
    [InlineData("/customers", "http://evil.example", 200)]
    public async Task Foreign_pages_are_refused_on_the_connections(string path, string origin, int status)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = path;
        context.Request.Host = new HostString("localhost:5080");
        context.Request.Headers.Origin = origin;

        await OriginGuard.InvokeAsync(context, _ => Task.CompletedTask);

        Assert.Equal(status, context.Response.StatusCode);
    }

    [Theory]
    [InlineData("/customers?q=a", "/customers?q=a")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    public void A_way_back_is_always_local(string? asked, string way) => Assert.Equal(way, SignInEndpoints.Local(asked));
}
