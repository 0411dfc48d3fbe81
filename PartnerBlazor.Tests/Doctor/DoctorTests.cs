using Microsoft.EntityFrameworkCore;
using netDumbster.smtp;
using PartnerBlazor.Bench.CrmStandIn;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Doctor;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Central.Link;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Doctor;

/// <summary>The command <c>doctor</c>: a line for everything the portal needs, with the mend where something is broken.</summary>
public sealed class DoctorTests
{
    private const string Real = "--Demo:Enabled=false";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_the_demo_nothing_is_asked_and_nothing_is_made()
    {
        using var folder = new TempFolder();
        var (code, lines) = await RunAsync("--Demo:Enabled=true", $"--Store:Folder={folder.Path}");
        Assert.Equal(0, code);
        Assert.Equal(["ok settings", "note database", "note vendor", "note crm", "note mail", "note clock"], Short(lines));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("--Central:ClientSecret=secret-x", "Central:ClientId and Central:ClientSecret are set together or not at all.")]
    [InlineData("--Salesforce:ClientSecret=secret-x", "Salesforce:ClientId is set together with either Salesforce:ClientSecret or Salesforce:PrivateKeyFile, or none of them is.")]
    [InlineData("--Smtp:Port=0", "Smtp:Port must be 1 to 65535.")]
    [InlineData("--Dmeo:Customers=5", "Dmeo is no section of the settings.")]
    [InlineData("--Demo:Customers=abc", "Demo:Customers is \"abc\" but must be a whole number.")]
    public async Task Settings_that_cannot_be_used_are_the_only_line(string setting, string says)
    {
        using var folder = new TempFolder();
        var (code, lines) = await RunAsync(Real, $"--Store:Folder={folder.Path}", setting);
        Assert.Equal(5, code);
        Assert.StartsWith($"FAULT settings  {says}", Assert.Single(lines), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-x", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vendor_that_answers_is_named_and_its_clock_compared()
    {
        using var folder = new TempFolder();
        await using var vendor = await CentralStandIn.StartAsync(new StandInEstate());
        var (code, lines) = await RunAsync([Real, $"--Store:Folder={folder.Path}", .. Settings(vendor)]);
        Assert.Equal(0, code);
        Assert.Contains($"ok    vendor    {vendor.GlobalAddress.Authority} answers: partner {vendor.Estate.PartnerId}.", lines);
        Assert.Contains("ok    clock     goes with the vendor's.", lines);
    }

    [Fact]
    public async Task A_wrong_secret_and_a_vendor_that_is_away_say_what_to_check_and_never_the_secret()
    {
        using var folder = new TempFolder();
        await using var vendor = await CentralStandIn.StartAsync(new StandInEstate());
        string[] wrong = [Real, $"--Store:Folder={folder.Path}", .. Settings(vendor), "--Central:ClientSecret=not-the-secret"];
        var (code, lines) = await RunAsync(wrong);
        Assert.Equal(5, code);
        var line = Assert.Single(lines, line => line.Contains("vendor    ", StringComparison.Ordinal));
        Assert.StartsWith("FAULT vendor    the credentials are refused (HTTP 401, oauth.invalid_client_secret, ", line, StringComparison.Ordinal);
        await vendor.DisposeAsync();
        var (_, away) = await RunAsync(wrong);
        Assert.StartsWith("FAULT vendor    127.0.0.1", Assert.Single(away, line => line.Contains("vendor    ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(lines.Concat(away), text => text.Contains("not-the-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_CRM_that_answers_is_named_and_what_is_wrong_with_it_is_said_and_never_the_secret()
    {
        using var folder = new TempFolder();
        await using var crm = await SalesforceStandIn.StartAsync();
        var host = crm.Address.Authority;
        string[] settings =
        [
            Real, $"--Store:Folder={folder.Path}", $"--Salesforce:ClientId={SalesforceStandInOptions.DemoClientId}", $"--Salesforce:LoginUrl={crm.Address.GetLeftPart(UriPartial.Authority)}",
        ];
        var secret = $"--Salesforce:ClientSecret={SalesforceStandInOptions.DemoClientSecret}";
        var (code, lines) = await RunAsync([.. settings, secret, "--Salesforce:ExternalIdField=Central_Account__c"]);
        Assert.Equal(0, code);
        Assert.Contains($"ok    crm       {host} answers: organisation 00D5f000000AbCdEAK, API 62.0.", lines);
        Assert.StartsWith("FAULT crm       accounts have no field Nowhere__c", await CrmAsync([.. settings, secret, "--Salesforce:ExternalIdField=Nowhere__c"]), StringComparison.Ordinal);
        Assert.StartsWith("FAULT crm       the credentials are refused (HTTP 400, invalid_client).", await CrmAsync([.. settings, "--Salesforce:ClientSecret=not-the-secret"]), StringComparison.Ordinal);
        await crm.DisposeAsync();
        Assert.StartsWith($"FAULT crm       {host} does not answer", await CrmAsync([.. settings, secret]), StringComparison.Ordinal);

        async Task<string> CrmAsync(string[] with)
        {
            var (_, told) = await RunAsync(with);
            Assert.DoesNotContain(told, text => text.Contains("not-the-secret", StringComparison.Ordinal));
            return Assert.Single(told, line => line.Contains("crm    ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_database_is_looked_at_while_the_portal_has_it_and_its_partner_is_compared()
    {
        await using var store = await TestStore.CreateAsync();
        File.Copy(store.File.Path, Path.Combine(store.Folder, "portal.db"));
        await using var vendor = await CentralStandIn.StartAsync(new StandInEstate());
        using var taken = StoreFile.Take(Path.Combine(store.Folder, "portal.db"));
        await using (var db = new PartnerDb(new DbContextOptionsBuilder<PartnerDb>()
            .UseSqlite(StoreFile.ConnectionStringOf(taken.Path)).Options))
        {
            db.Partners.Add(new Partner { Name = "Nordlys", VendorId = Guid.NewGuid(), VendorKind = VendorKind.Partner });
            await db.SaveChangesAsync(Stop);
        }
        var (code, lines) = await RunAsync([Real, $"--Store:Folder={store.Folder}", .. Settings(vendor)]);
        Assert.Equal(5, code);
        Assert.StartsWith($"ok    database  {taken.Path} is whole: 0 customers", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"FAULT vendor    the credentials are those of {vendor.Estate.PartnerId}", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_is_a_fault()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["portal.db"], new string('x', 5000), Stop);
        var (code, lines) = await RunAsync(Real, $"--Store:Folder={folder.Path}");
        Assert.Equal(5, code);
        Assert.StartsWith($"FAULT database  The database {folder["portal.db"]} is damaged or no database.", lines[1], StringComparison.Ordinal);
        Assert.Equal(5000, new FileInfo(folder["portal.db"]).Length);
    }

    [Fact]
    public async Task The_mail_server_is_connected_to_and_sent_nothing()
    {
        using var folder = new TempFolder();
        using var server = SimpleSmtpServer.Start();
        string[] mail = [Real, $"--Store:Folder={folder.Path}", "--Portal:Address=https://portal.example", "--Smtp:From=portal@example.com", "--Smtp:Host=127.0.0.1", "--Smtp:Security=None"];
        var (code, lines) = await RunAsync([.. mail, $"--Smtp:Port={server.Configuration.Port}"]);
        Assert.Equal(0, code);
        Assert.Contains($"ok    mail      127.0.0.1:{server.Configuration.Port} answers.", lines);
        Assert.Equal(0, server.ReceivedEmailCount);
        server.Stop();
        (code, lines) = await RunAsync([.. mail, $"--Smtp:Port={server.Configuration.Port}"]);
        Assert.Equal(5, code);
        Assert.Contains(lines, line => line.StartsWith("FAULT mail      127.0.0.1:", StringComparison.Ordinal) && line.Contains("Check Smtp:Host", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_a_command_of_the_program()
    {
        using var folder = new TempFolder();
        await using var run = ProgramRun.Start(Repository.Root, Repository.Dotnet, Repository.BuiltProgram, "doctor", $"--Store:Folder={folder.Path}");
        Assert.Equal(0, await run.EndAsync(within: TimeSpan.FromMinutes(2)));
        Assert.Equal(6, run.Output.Count);
        Assert.Empty(run.Errors);
    }

    [Theory]
    [InlineData(-61, "FAULT clock     is 1 min behind the vendor's")]
    [InlineData(3600, "FAULT clock     is 60 min ahead of the vendor's")]
    [InlineData(-59, "ok    clock     goes with the vendor's.")]
    public void A_clock_more_than_a_minute_off_is_a_fault(int seconds, string line) =>
        Assert.StartsWith(line, $"{VendorCheck.Clock(TimeSpan.FromSeconds(seconds))}", StringComparison.Ordinal);

    private static IEnumerable<string> Settings(CentralStandIn vendor)
    {
        var options = VendorWorld.OptionsOf(vendor);
        return [$"--Central:ClientId={options.ClientId}", $"--Central:ClientSecret={options.ClientSecret}", $"--Central:TokenAddress={options.TokenAddress}", $"--Central:ApiAddress={options.ApiAddress}"];
    }

    private static async Task<(int Code, IReadOnlyList<string> Lines)> RunAsync(params string[] settings)
    {
        await using var output = new StringWriter();
        var code = await DoctorRun.RunAsync(settings, output, Stop);
        return (code, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<string> Short(IReadOnlyList<string> lines) => lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2)));
}
