using System.Net;
using System.Text.Json.Nodes;
using PartnerBlazor.Bench.StandIn;

namespace PartnerBlazor.Tests.StandIn;

/// <summary>One customer: its record, its licences, another name, and a new one (domain.md B3 to B6).</summary>
public sealed class StandInCustomerTests : StandInWorld
{
    private Uri Customers => new(Vendor.GlobalAddress, "partner/v1/tenants");

    [Fact]
    public async Task A_customer_is_told_by_its_id()
    {
        var answer = await GlobalAsync($"partner/v1/tenants/{Acme.Id}", AsPartner);
        Assert.Equal(("Acme", "Acme France", "term", Estate.PartnerId), (Text(answer, "name"), Text(answer, "showAs"), Text(answer, "billingType"), answer.Body.GetProperty("partner").GetProperty("id").GetGuid()));
        var unknown = await GlobalAsync($"partner/v1/tenants/{Guid.NewGuid()}", AsPartner);
        Assert.Equal((HttpStatusCode.NotFound, "resourceNotFound"), (unknown.Status, unknown.Error));
        Assert.True(Estate.Remove(Acme.Id));
        Assert.Equal(HttpStatusCode.NotFound, (await GlobalAsync($"partner/v1/tenants/{Acme.Id}", AsPartner)).Status);
        Assert.Empty((await GlobalAsync("partner/v1/tenants", AsPartner)).Items);
    }

    [Fact]
    public async Task Licences_come_in_one_answer_with_what_there_is_of_them()
    {
        Estate.Change(Acme.Id, customer => customer with
        {
            Licences =
            [
                new StandInLicence { Id = "A", ProductCode = "CIXA-MSP", StartDate = "2026-01-01", EndDate = "2026-12-31", Quantity = 10, Usage = 7, UsageDate = "2026-05-31" },
                new StandInLicence { Id = "B", ProductCode = "CEMA-MSP", Type = "perpetual", Perpetual = true },
            ],
        });
        var licences = (await GlobalAsync("licenses/v1/licenses", For(Acme))).Body.GetProperty("licenses");
        Assert.Equal((10, 7), (licences[0].GetProperty("quantity").GetInt32(), licences[0].GetProperty("usage").GetProperty("current").GetProperty("count").GetInt32()));
        Assert.False(licences[1].TryGetProperty("endDate", out _));
        Assert.False(licences[1].TryGetProperty("quantity", out _));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, licences[1].GetProperty("usage").ValueKind);
    }

    [Fact]
    public async Task A_customer_gets_another_displayed_name_and_keeps_its_own()
    {
        var answer = await RenameAsync(new { showAs = "Renamed" });
        Assert.Equal((HttpStatusCode.OK, "Renamed", "Acme"), (answer.Status, Text(answer, "showAs"), Text(answer, "name")));
        Assert.Equal("Renamed", Estate.Find(Acme.Id)!.ShowAs);
        Assert.Equal(HttpStatusCode.OK, (await RenameAsync(new { showAs = new string('x', 200) })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await RenameAsync(new { showAs = "New" }, new StandInCustomer { Name = "Nobody" })).Status);
    }

    [Fact]
    public async Task A_name_that_cannot_be_is_refused_and_changes_nothing()
    {
        foreach (var body in new object[] { new { showAs = "" }, new { showAs = "  " }, new { showAs = new string('x', 201) }, new { showAs = 5 }, new { }, new { showAs = "New", name = "New" }, new[] { 1 } })
            Assert.Equal(HttpStatusCode.BadRequest, (await RenameAsync(body)).Status);
        var type = await RenameAsync(new { showAs = "New" }, contentType: "application/json");
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupportedMediaType"), (type.Status, type.Error));
        Assert.Equal("Acme France", Estate.Find(Acme.Id)!.ShowAs);
    }

    [Fact]
    public async Task A_new_customer_is_there_with_its_products()
    {
        var answer = await PostAsync(Customers, New(), AsPartner);
        Assert.Equal((HttpStatusCode.Created, "Boulangerie Noël", "eu01", "active"), (answer.Status, Text(answer, "name"), Text(answer, "dataRegion"), Text(answer, "status")));
        var made = Estate.Find(answer.Body.GetProperty("id").GetGuid())!;
        Assert.Equal((true, "usage", "75001", 10), (made.Assistance, made.BillingType, made.Contact!.PostalCode, Assert.Single(made.Licences).Quantity));
        Assert.Equal("2026-06-01", made.Licences[0].StartDate);
        Assert.Equal(HttpStatusCode.OK, (await RegionalAsync("common/v1/alerts", For(made))).Status);
    }

    [Fact]
    public async Task A_name_or_an_administrator_that_is_there_already_is_a_conflict()
    {
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(Customers, New(), AsPartner)).Status);
        var again = await PostAsync(Customers, New(), AsPartner);
        Assert.Equal((HttpStatusCode.Conflict, "resourceConflict"), (again.Status, again.Error));
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(Customers, New("name", "\"BOULANGERIE NOËL\""), AsPartner)).Status);
        const string admin = """{"name":"Alex","email":"alex@example.com"}""";
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(Customers, New("name", "\"Second\"", ("admin", admin)), AsPartner)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(Customers, New("name", "\"Third\"", ("admin", admin)), AsPartner)).Status);
        Assert.Equal(3, Estate.Customers.Count);
    }

    [Fact]
    public async Task A_vendor_may_take_equal_names_and_list_a_new_customer_later()
    {
        await StartAsync(new StandInOptions { EqualNames = true, ListsAfter = TimeSpan.FromMinutes(5) });
        var made = await PostAsync(Customers, New(), AsPartner);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(Customers, New(), AsPartner)).Status);
        var path = $"partner/v1/tenants/{made.Body.GetProperty("id").GetGuid()}";
        Assert.Single((await GlobalAsync("partner/v1/tenants", AsPartner)).Items);
        Assert.Equal(HttpStatusCode.NotFound, (await GlobalAsync(path, AsPartner)).Status);
        Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(3, (await GlobalAsync("partner/v1/tenants", AsPartner)).Items.Count);
        Assert.Equal(HttpStatusCode.OK, (await GlobalAsync(path, AsPartner)).Status);
    }

    [Theory]
    [InlineData("name", null)]
    [InlineData("name", "\" \"")]
    [InlineData("billingType", null)]
    [InlineData("billingType", "\"term\"")]
    [InlineData("dataGeography", null)]
    [InlineData("dataGeography", "\"FR\"")]
    [InlineData("dataRegion", "\"eu01\"")]
    [InlineData("contact", null)]
    [InlineData("contact.lastName", null)]
    [InlineData("contact.email", "\"nowhere\"")]
    [InlineData("contact.phone", null)]
    [InlineData("contact.address", null)]
    [InlineData("contact.address.postalCode", null)]
    [InlineData("contact.address.countryCode", "\"FRA\"")]
    [InlineData("products", """[{"quantity":1}]""")]
    [InlineData("products", """[{"code":"CUEM-MSP"}]""")]
    [InlineData("products", """[{"code":"CIXA-MSP","quantity":0}]""")]
    [InlineData("admin", """{"email":"alex@example.com"}""")]
    public async Task A_new_customer_that_says_too_little_or_wrong_is_refused(string path, string? value)
    {
        var answer = await PostAsync(Customers, New(path, value), AsPartner);
        Assert.Equal((HttpStatusCode.BadRequest, "badRequest"), (answer.Status, answer.Error));
        Assert.Single(Estate.Customers);
    }

    /// <summary>A customer that can be created, with values of these paths changed or, null, taken away.</summary>
    private static JsonNode New(string? path = null, string? value = null, params (string Path, string? Value)[] more)
    {
        var body = JsonNode.Parse("""
            {"name":"Boulangerie Noël","dataGeography":"IE","billingType":"usage","products":[{"code":"CIXA-MSP","quantity":10}],
             "contact":{"firstName":"Léa","lastName":"Noël","email":"lea@example.com","phone":"+33 1 99 00 00 00",
              "address":{"address1":"1 rue des Tilleuls","city":"Paris","countryCode":"FR","postalCode":"75001"}}}
            """)!;
        foreach (var (at, put) in path is null ? more : [(path, value), .. more])
        {
            var names = at.Split('.');
            var owner = names[..^1].Aggregate(body, (node, name) => node[name]!).AsObject();
            if (put is null)
                owner.Remove(names[^1]);
            else
                owner[names[^1]] = JsonNode.Parse(put);
        }
        return body;
    }

    private static string? Text(Answer answer, string name) => answer.Body.GetProperty(name).GetString();
}
