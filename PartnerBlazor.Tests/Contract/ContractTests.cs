using System.Text.Json;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Accounts;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.StandIn;

namespace PartnerBlazor.Tests.Contract;

/// <summary>
/// The vendor's answers and questions as files beside these tests, with the field names of domain.md part B: the portal reads them as they are meant, sends nothing else, and the stand-in
/// invents no field.
/// </summary>
public sealed class ContractTests : StandInWorld
{
    private static readonly Guid s_acme = Guid.Parse("03b43abe-4f41-4734-b6d6-70b2fbdc2504");
    private static readonly DateTime s_asked = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly AnswerSource s_source = new("contract", s_asked);

    // Names of policies are the customer's.
    private static readonly string[] s_free = ["endpoint.policy.computer.", "endpoint.policy.server."];

    [Fact]
    public void A_customer_is_read_as_it_is_told()
    {
        var reading = new EstateReading();
        var record = Assert.Single(reading.Take(Sample("tenants"))!);
        Assert.True(reading.IsComplete);
        var customer = new RecordReader(new ImportTally()).Customer(s_source, record)!;
        Assert.Equal((s_acme, "Acme SAS", "Acme France", "IE", "eu01"), (customer.Id, customer.Name, customer.ShowAs, customer.DataGeography, customer.DataRegion));
        Assert.Equal((BillingType.Usage, CustomerStatus.Active, "https://api-eu01.central.sophos.com"), (customer.BillingType, customer.Status, customer.ApiHost));
        Assert.Equal(("Alex", "Admin", "admin@acme.test", "555-0100", "555-0101"), (customer.Contact!.FirstName, customer.Contact.LastName, customer.Contact.Email, customer.Contact.Phone, customer.Contact.Mobile));
        Assert.Equal(("1 Main St", "Floor 2", "Desk 3", "Paris", "IDF", "FR", "75001"),
            (customer.Contact.Address1, customer.Contact.Address2, customer.Contact.Address3, customer.Contact.City, customer.Contact.State, customer.Contact.CountryCode, customer.Contact.PostalCode));
    }

    [Fact]
    public void Licences_alerts_and_health_are_read_as_they_are_told()
    {
        var licence = Assert.Single(new RecordReader(new ImportTally()).LicencesOf(s_source, Sample("licences"), s_acme)!.Licences);
        Assert.Equal(("WPT6-WJ3H-T9CF-KJKL", "D590962015", "CIXAXDR", "Sophos XDR - User"), (licence.Id, licence.Number, licence.ProductCode, licence.ProductName));
        Assert.Equal((new DateOnly(2026, 1, 18), new DateOnly(2027, 1, 17), 2000, 1786), (licence.StartDate, licence.EndDate, licence.Quantity, licence.Usage));

        var reading = new AlertReading(s_acme, null);
        Assert.True(reading.Take(Sample("alerts"), s_asked));
        var alert = Assert.Single(reading.Told().Open);
        Assert.Equal(("a5ded91c-6575-435c-a6b4-64b94f9048ff", AlertSeverity.Medium, "updating", "endpoint", "John-PC", "John"), (alert.Id, alert.Severity, alert.Category, alert.Product, alert.Device, alert.Person));
        Assert.Equal("Event::Endpoint::OutOfDate|bb90527d-73a8-4e6e-85c6-20c2e0c5bc6f", alert.Cause);

        Assert.Equal(9, RecordReader.HealthOf(s_source, Sample("health"), s_acme)!.Unprotected);
    }

    [Theory]
    [InlineData("whoami-partner", VendorKind.Partner, null)]
    [InlineData("whoami-tenant", VendorKind.Tenant, "https://api-us01.central.sophos.com/")]
    public void Whose_credentials_they_are_is_read_and_http_raised_to_https(string sample, VendorKind kind, string? regional)
    {
        var account = WhoAmI.Read(Sample(sample), new CentralHosts(Microsoft.Extensions.Options.Options.Create(new CentralOptions())))!;
        Assert.Equal((kind, regional), (account.Kind, account.Regional?.AbsoluteUri));
    }

    [Fact]
    public async Task Of_an_error_its_word_and_id_are_read()
    {
        using var answer = new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest) { Content = new StringContent(Text("error")) };
        var fault = await CentralFaults.OfAsync(answer, Stop);
        Assert.Equal((400, "badRequest", "9b1f3c0e-3f6a-4a9e-8a55-0d8a3f0c7b10"), (fault.Status, fault.Word, fault.CorrelationId));
    }

    [Fact]
    public async Task What_is_sent_has_no_field_the_vendor_does_not_know()
    {
        var draft = AccountRulesTests.Draft with { ShowAs = "Shown", Mobile = "+33 6 12 34 56 78", Address2 = "Floor 2", Address3 = "Desk 3" };
        using var created = RequestTenants.Of(AccountKind.Monthly, draft).Content();
        var sent = Paths(JsonDocument.Parse(await created.ReadAsStringAsync(Stop)).RootElement);
        Assert.Empty(sent.Except(Paths(Sample("create-tenant"))));
        Assert.Contains("contact.address.postalCode", sent);
        Assert.Equal(["showAs"], Paths(Sample("rename-tenant")));
    }

    [Fact]
    public async Task The_stand_in_says_what_the_samples_say_and_no_more()
    {
        Estate.Change(Acme.Id, customer => customer with
        {
            OrganizationId = Estate.OrganizationId,
            Managed = true,
            Primary = false,
            ExternalIds = ["crm-1"],
            Products = ["CIXA-MSP"],
            Contact = new StandInContact
            {
                FirstName = "A",
                LastName = "A",
                Email = "a@a.test",
                Phone = "1",
                Mobile = "2",
                Fax = "3",
                Address1 = "1",
                Address2 = "2",
                Address3 = "3",
                City = "c",
                State = "s",
                CountryCode = "FR",
                PostalCode = "1",
            },
            Licences = [new StandInLicence { Id = "L", Identifier = "D1", ProductCode = "CIXA-MSP", ProductName = "P", StartDate = "2026-01-01", EndDate = "2026-12-31", Quantity = 5, Usage = 3, UsageDate = "2026-05-31" }],
            Alerts =
            [
                new StandInAlert
                {
                    Type = "Event::Endpoint::OutOfDate", Severity = "high", Description = "d", RaisedAt = "2026-06-01T00:00:00.000Z",
                    Device = new StandInNamed(Guid.NewGuid(), "PC", "computer"), Person = new StandInNamed(Guid.NewGuid(), "P"),
                },
            ],
            Health = new StandInHealth { Computers = new StandInDevices(9, 1), Servers = new StandInDevices(5, 1) },
        });
        Same("token", (await TokenAsync()).Body);
        Same("whoami-partner", (await GlobalAsync("whoami/v1")).Body);
        Same("tenants", (await GlobalAsync("partner/v1/tenants?pageTotal=true", AsPartner)).Body);
        Same("licences", (await GlobalAsync("licenses/v1/licenses", For(Acme))).Body, "licenses[].usage.current.collectedAt", "licenses[].product.genericCode", "licenses[].product.features");
        Same("alerts", (await RegionalAsync("common/v1/alerts?pageTotal=true", For(Acme))).Body, "pages.nextKey");
        Same("health", (await RegionalAsync("account-health-check/v1/health-check?checks=protection&products=endpoint", For(Acme))).Body,
            "endpoint.policy", "endpoint.exclusions", "endpoint.tamperProtection", "endpoint.mdrDataTelemetry", "endpoint.mdrAuthorizedContact", "networkDevice");
        Same("error", (await GlobalAsync($"partner/v1/tenants/{Guid.NewGuid()}", AsPartner)).Body, "code", "docUrl");
    }

    // Every field it has is in the sample, and every field of the sample is there but what it may leave out.
    private static void Same(string sample, JsonElement answer, params string[] without)
    {
        var (told, known) = (Paths(answer), Paths(Sample(sample)));
        List<string> invented = [.. told.Except(known).Where(path => !s_free.Any(free => path.StartsWith(free, StringComparison.Ordinal)))];
        List<string> missing = [.. known.Except(told).Where(path => !without.Any(left => path == left || path.StartsWith(left + ".", StringComparison.Ordinal) || path.StartsWith(left + "[", StringComparison.Ordinal)))];
        Assert.Empty(invented);
        Assert.Empty(missing);
    }

    private static HashSet<string> Paths(JsonElement element)
    {
        HashSet<string> paths = new(StringComparer.Ordinal);
        Walk(element, "");
        return paths;

        void Walk(JsonElement at, string path)
        {
            if (at.ValueKind == JsonValueKind.Object)
                foreach (var field in at.EnumerateObject())
                {
                    var name = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
                    paths.Add(name);
                    Walk(field.Value, name);
                }
            else if (at.ValueKind == JsonValueKind.Array)
                foreach (var item in at.EnumerateArray())
                    Walk(item, $"{path}[]");
        }
    }

    private static string Text(string sample) => File.ReadAllText(Path.Combine(Repository.Root, "PartnerBlazor.Tests", "Contract", $"{sample}.json"));

    private static JsonElement Sample(string sample) => JsonDocument.Parse(Text(sample)).RootElement.Clone();
}
