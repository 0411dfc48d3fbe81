using Microsoft.Extensions.Configuration;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Tests.Settings;

/// <summary>When the program refuses to start with the demo on.</summary>
public sealed class DemoGuardTests
{
    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:5080;https://[::1]:5081")]
    [InlineData("http://127.8.9.10")]
    [InlineData("https://portal.localhost:7000")]
    [InlineData("http://unix:/run/portal.sock")]
    [InlineData("")]
    public void Starts_on_loopback(string urls) => Assert.Null(Refusal(("Demo:Enabled", "true"), ("Urls", urls)));

    [Theory]
    [InlineData("urls", "http://0.0.0.0:5080")]
    [InlineData("URLS", "http://localhost:5080;http://*:5081")]
    [InlineData("Urls", "http://+:80")]
    [InlineData("Urls", "http://[::]:80")]
    [InlineData("Urls", "http://portal.example.com")]
    [InlineData("Urls", "https://localhost.example.com")]
    [InlineData("Urls", "http://192.168.1.20:5080")]
    [InlineData("HTTP_PORTS", "8080")]
    [InlineData("HTTPS_PORTS", "8443;9443")]
    [InlineData("Kestrel:Endpoints:Public:Url", "https://*:443")]
    public void Refuses_to_listen_beyond_loopback_and_names_the_setting(string key, string value)
    {
        var refusal = Refusal(("Demo:Enabled", "true"), (key, value));

        Assert.NotNull(refusal);
        Assert.Contains(key, refusal, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Demo:AllowRemote", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal);
    }

    [Fact]
    public void Ports_do_not_count_beside_an_address() =>
        Assert.Null(Refusal(("Demo:Enabled", "true"), ("Urls", "http://localhost:5080"), ("HTTP_PORTS", "8080")));

    [Fact]
    public void Endpoints_count_beside_an_address() =>
        Assert.NotNull(Refusal(("Demo:Enabled", "true"), ("Urls", "http://localhost:5080"), ("Kestrel:Endpoints:A:Url", "http://10.0.0.1:80")));

    [Fact]
    public void Listens_anywhere_when_that_is_allowed() =>
        Assert.Null(Refusal(("Demo:Enabled", "true"), ("Demo:AllowRemote", "true"), ("Urls", "http://*:80")));

    [Fact]
    public void Without_the_demo_nothing_is_refused() =>
        Assert.Null(Refusal(("Demo:Enabled", "false"), ("Urls", "http://*:80"), ("Central:ClientId", "a"), ("Oidc:Authority", "b")));

    [Theory]
    [InlineData("Central:ClientId")]
    [InlineData("Central:ClientSecret")]
    [InlineData("Salesforce:ClientId")]
    [InlineData("Salesforce:PrivateKeyFile")]
    [InlineData("Oidc:Authority")]
    public void Refuses_to_run_beside_real_settings_even_where_remote_is_allowed(string key)
    {
        var refusal = Refusal(("Demo:Enabled", "true"), ("Demo:AllowRemote", "true"), (key, "real"));

        Assert.NotNull(refusal);
        Assert.StartsWith(key + " ", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("real ", refusal.Replace("a real vendor", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_real_settings_are_none() =>
        Assert.Null(Refusal(("Demo:Enabled", "true"), ("Central:ClientId", ""), ("Oidc:Authority", " ")));

    private static string? Refusal(params (string Key, string Value)[] settings) => DemoGuard.Refusal(Configuration(settings));

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)))
        .Build();
}
