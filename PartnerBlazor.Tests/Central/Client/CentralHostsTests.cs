using Microsoft.Extensions.Options;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Tests.Central.Client;

/// <summary>A token goes to the configured host and to hosts below the configured domain, over https, and nowhere else.</summary>
public sealed class CentralHostsTests
{
    private static readonly CentralHosts s_real = Hosts(new CentralOptions());
    private static readonly CentralHosts s_loopback = Hosts(new CentralOptions { ApiAddress = "http://127.0.0.1:5090" });

    [Theory]
    [InlineData("https://api-eu01.central.sophos.com", "https://api-eu01.central.sophos.com/")]
    [InlineData("https://api-eu01.central.sophos.com/", "https://api-eu01.central.sophos.com/")]
    // As the published samples print it.
    [InlineData("http://api-us01.central.sophos.com", "https://api-us01.central.sophos.com/")]
    [InlineData(" https://API-EU01.Central.Sophos.com ", "https://api-eu01.central.sophos.com/")]
    [InlineData("https://api-eu01.central.sophos.com.evil.example", null)]
    [InlineData("https://evilcentral.sophos.com", null)]
    [InlineData("https://central.sophos.com", null)]
    [InlineData("https://api-eu01.central.sophos.com@evil.example", null)]
    [InlineData("https://user:pass@api-eu01.central.sophos.com", null)]
    [InlineData("https://evil.example/api-eu01.central.sophos.com", null)]
    [InlineData("https://api-eu01.central.sophos.com/other", null)]
    [InlineData("https://api-eu01.central.sophos.com?x=1", null)]
    [InlineData("https://api-eu01.central.sophos.com#x", null)]
    [InlineData("https://api-eu01.central.sophos.com:8443", null)]
    [InlineData("ftp://api-eu01.central.sophos.com", null)]
    [InlineData("https://api-eu01.central.sophos.com.", null)]
    [InlineData("http://127.0.0.1:5091", null)]
    [InlineData("https://10.0.0.1", null)]
    [InlineData("api-eu01.central.sophos.com", null)]
    [InlineData("not an address", null)]
    public void A_named_host_is_used_only_below_the_domain_and_over_https(string named, string? used) =>
        Assert.Equal(used, s_real.Regional(named, "eu01")?.AbsoluteUri);

    [Theory]
    [InlineData(null, "eu01", "https://api-eu01.central.sophos.com/")]
    [InlineData("", "us03", "https://api-us03.central.sophos.com/")]
    [InlineData(null, "eu01.evil.example", null)]
    [InlineData(null, "EU01", null)]
    [InlineData(null, "eu01\n", null)]
    [InlineData(null, null, null)]
    public void Where_none_is_named_it_follows_from_the_region(string? named, string? region, string? used) =>
        Assert.Equal(used, s_real.Regional(named, region)?.AbsoluteUri);

    [Theory]
    [InlineData("http://localhost:5091", "http://localhost:5091/")]
    [InlineData("http://127.0.0.1:5091/", "http://127.0.0.1:5091/")]
    [InlineData("https://api-eu01.central.sophos.com", null)]
    [InlineData("http://10.0.0.1:5091", null)]
    [InlineData("ftp://localhost", null)]
    public void With_a_stand_in_on_this_machine_hosts_are_on_this_machine(string named, string? used)
    {
        Assert.Equal(used, s_loopback.Regional(named, "eu01")?.AbsoluteUri);
        Assert.Null(s_loopback.Regional(null, "eu01"));
    }

    [Theory]
    [InlineData("https://id.sophos.com/api/v2/oauth2/token", true)]
    [InlineData("http://localhost:5090/token", true)]
    [InlineData("http://id.sophos.com/token", false)]
    [InlineData("https://me:secret@id.sophos.com/token", false)]
    [InlineData("https://id.sophos.com/token?x=1", false)]
    [InlineData("/token", false)]
    [InlineData("", false)]
    public void A_secret_is_sent_over_https_or_on_this_machine(string address, bool safe) => Assert.Equal(safe, WebAddresses.IsSafe(address));

    private static CentralHosts Hosts(CentralOptions options) => new(Options.Create(options));
}
