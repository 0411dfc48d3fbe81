using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using PartnerBlazor.Settings;
using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Settings;

/// <summary>A setting that cannot be is told in one line that names it.</summary>
public sealed class BadSettingTests
{
    [Theory]
    [InlineData("--Demo:Customers=0", "Demo:Customers must be 1 to 1,000,000.")]
    [InlineData("--Demo:Customers=abc", "Demo:Customers is \"abc\" but must be a whole number.")]
    [InlineData("--Demo:ChangesPerMinute=often", "Demo:ChangesPerMinute is \"often\" but must be a number.")]
    [InlineData("--Demo:Enabled=maybe", "Demo:Enabled is \"maybe\" but must be true or false.")]
    [InlineData("--Store:Folder=", "Store:Folder must name a folder.")]
    [InlineData("--Demo:Cusomers=5", "Demo:Cusomers is no setting. Demo has Enabled, AllowRemote, Seed, Customers, ChangesPerMinute.")]
    [InlineData("--Central:TokenAddress=http://id.example/token", "Central:TokenAddress must be an https address (http only on this machine): the secret is sent there.")]
    [InlineData("--Central:ApiAddress=https://api.evil.example", "Central:ApiAddress must be a host below Central:HostSuffix, or on this machine.")]
    [InlineData("--Central:ConsoleUrl=http://console.example/{id}", "Central:ConsoleUrl must be an https address such as https://console.example/customers/{id}.")]
    [InlineData("--Central:ConsoleUrl=https:\\\\console.example/{id}", "Central:ConsoleUrl must be an https address such as https://console.example/customers/{id}.")]
    [InlineData("--Central:ConsoleUrl=https://{id}.example/", "Central:ConsoleUrl must be an https address such as https://console.example/customers/{id}.")]
    [InlineData("--Central:LaunchUrl=https://console.example/", "Central:LaunchUrl must be an https address with {id} in it, such as https://console.example/launch/{id}.")]
    [InlineData("--Central:HostSuffix=com", "Central:HostSuffix must be a domain such as central.sophos.com.")]
    [InlineData("--Salesforce:Username=x", "Salesforce:Username and Salesforce:PrivateKeyFile are set together or not at all.")]
    [InlineData("--Salesforce:LoginUrl=http://acme.my.salesforce.com", "Salesforce:LoginUrl must be an https address without a path (http only on this machine): secrets are sent there.")]
    [InlineData("--Salesforce:LoginUrl=https://evil.example", "Salesforce:LoginUrl must be a host below Salesforce:HostSuffix, or on this machine.")]
    [InlineData("--Salesforce:ApiVersion=sixty", "Salesforce:ApiVersion must be a version such as 62.0.")]
    [InlineData("--Salesforce:ExternalIdField=Name FROM User", "Salesforce:ExternalIdField must be the API name of a field, such as Central_Account__c.")]
    [InlineData("--Salesforce:HostSuffix=com", "Salesforce:HostSuffix must be a domain such as salesforce.com.")]
    [InlineData("--Dmeo:Customers=5", "Dmeo is no section of the settings. The portal has Store, Journal, Demo, Portal, Smtp, Oidc, Central, Salesforce and Proxy, beside those of ASP.NET Core (AllowedHosts, Kestrel, Logging, Urls …).")]
    [InlineData("--Logging:LogLevel:Default=Loud", "Logging:LogLevel:Default is \"Loud\" but must be Trace, Debug, Information, Warning, Error, Critical or None.")]
    [InlineData("--Logging:Console:LogLevel:Microsoft=2x", "Logging:Console:LogLevel:Microsoft is \"2x\" but must be Trace, Debug, Information, Warning, Error, Critical or None.")]
    [InlineData("--urls=http://localhost:99999", "Urls is \"http://localhost:99999\" but must be an address such as http://localhost:5080.")]
    [InlineData("--urls=ftp://localhost:5080", "Urls is \"ftp://localhost:5080\" but must be an address such as http://localhost:5080.")]
    [InlineData("--Kestrel:Endpoints:A:Url=http://", "Kestrel:Endpoints:A:Url is \"http://\" but must be an address such as http://localhost:5080.")]
    [InlineData("--contentRoot=/nowhere/at/all", "The settings cannot be read: /nowhere/at/all/")]
    public async Task A_bad_setting_is_named_and_nothing_begins(string setting, string line)
    {
        using var folder = new TempFolder();
        // Of two values the last one counts.
        await using var run = ProgramRun.Start(
            Repository.Root, Repository.Dotnet, Repository.BuiltProgram, "--urls=http://127.0.0.1:0", $"--Store:Folder={folder.Path}", setting);

        Assert.Equal(2, await run.EndAsync(within: TimeSpan.FromMinutes(2)));

        Assert.Equal([line], run.Errors);
        Assert.Empty(run.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_misspelt_section_is_told_in_a_file_too_and_names_that_are_nobodys_setting_are_left_alone()
    {
        Assert.StartsWith("Sotre is no section", SettingsGuard.Refusal(Read("""{ "Sotre": { "Folder": "x" } }""")), StringComparison.Ordinal);
        Assert.Null(SettingsGuard.Refusal(Read("""
            {
              "$schema": "https://json.schemastore.org/appsettings.json", "urls": "http://localhost:5080", "AllowedHosts": "*", "HTTPS_PORTS": "5081",
              "Kestrel": { "Limits": { "MaxConcurrentConnections": 100 } }, "Logging": { "Console": { "FormatterName": "json" } },
              "ConnectionStrings": { "Other": "x" }, "store": { "folder": "x" }, "Salesforce": { "LoginUrl": "https://acme.my.salesforce.com" }
            }
            """, "--environment=Production", "--contentRoot=/", "--shutdownTimeoutSeconds=5")));

        // PATH and HOME are settings to the framework, and so is whatever else is in the environment.
        static ConfigurationManager Read(string json, params string[] arguments)
        {
            var settings = new ConfigurationManager();
            settings.AddEnvironmentVariables();
            settings.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)));
            settings.AddCommandLine(arguments);
            return settings;
        }
    }

    [Fact]
    public async Task A_settings_file_that_is_no_json_is_named()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["appsettings.json"], "{ \"Demo\": { \"Enabled\": true, ", TestContext.Current.CancellationToken);
        await using var run = ProgramRun.Start(folder.Path, Repository.Dotnet, Repository.BuiltProgram, "--urls=http://127.0.0.1:0", "--Store:Folder=data");

        Assert.Equal(2, await run.EndAsync(within: TimeSpan.FromMinutes(2)));

        var line = Assert.Single(run.Errors);
        Assert.Contains(folder["appsettings.json"], line, StringComparison.Ordinal);
        Assert.Contains("LineNumber: 0", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["data"]));
    }

    [Fact]
    public async Task An_address_another_program_listens_on_is_told_in_one_line()
    {
        using var folder = new TempFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        await using var run = ProgramRun.Start(
            Repository.Root, Repository.Dotnet, Repository.BuiltProgram, $"--urls={address}", $"--Store:Folder={folder.Path}", "--Demo:Customers=5");

        Assert.Equal(2, await run.EndAsync(within: TimeSpan.FromMinutes(2)));

        Assert.Equal(
            [$"The portal cannot listen on {address}: Failed to bind to address {address}: address already in use. Set Urls to an address this machine has and no other program uses."], run.Errors);
        Assert.DoesNotContain(run.Output, said => said.Contains("   at ", StringComparison.Ordinal) || said.StartsWith("fail:", StringComparison.Ordinal));
    }
}
