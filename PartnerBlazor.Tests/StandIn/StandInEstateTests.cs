using System.Text.Json;
using PartnerBlazor.Bench.StandIn;

namespace PartnerBlazor.Tests.StandIn;

/// <summary>The estate that is made: believable, repeatable, and with every oddity.</summary>
public sealed class StandInEstateTests
{
    private static readonly DateTime s_now = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_same_seed_makes_the_same_estate_and_another_makes_another()
    {
        static string Of(int seed) => JsonSerializer.Serialize(StandInEstate.Generate(40, seed, s_now).Customers);
        Assert.Equal(Of(1), Of(1));
        Assert.NotEqual(Of(1), Of(2));
        Assert.Equal(StandInEstate.Generate(40, 1, s_now).PartnerId, StandInEstate.Generate(1, 1, s_now).PartnerId);
    }

    [Fact]
    public void Sixty_customers_have_everything()
    {
        var customers = StandInEstate.Generate(60, 7, s_now).Customers;
        var licences = customers.SelectMany(customer => customer.Licences).ToList();
        Assert.Equal((60, 60), (customers.DistinctBy(c => c.Id).Count(), customers.DistinctBy(c => c.Name).Count()));
        Assert.Contains(customers, c => !c.Activated);
        Assert.Contains(customers, c => c is { Activated: true, DataGeography: null });
        Assert.Contains(customers, c => c.Status == "suspended");
        Assert.Contains(customers, c => c.Status is not ("active" or "suspended" or "canceled"));
        Assert.Contains(customers, c => c.BillingType is not ("trial" or "term" or "usage" or "ordered"));
        Assert.Contains(customers, c => c.Assistance);
        Assert.Contains(customers, c => c is { Assistance: false, Activated: true });
        Assert.Contains(customers, c => c.OrganizationId is not null);
        Assert.Contains(customers, c => c.Health?.Computers?.Unprotected > 0);
        Assert.Contains(customers, c => c.Alerts.Any(alert => alert.Device is not null));
        Assert.Contains(customers, c => c.Alerts.Any(alert => !alert.RaisedAt.EndsWith('Z')));
        Assert.Contains(licences, l => l is { Perpetual: true, EndDate: null });
        Assert.Contains(licences, l => l.Usage is null);
        Assert.Contains(licences, l => l is { Quantity: null, Unlimited: false });
        Assert.Contains(licences, l => l.EndDate == "2021-04-31");
        Assert.Contains(licences, l => l.Type is not ("trial" or "term" or "usage" or "ordered" or "enterprise" or "perpetual"));
    }

    [Fact]
    public async Task Every_object_of_every_answer_has_a_field_nobody_has_heard_of()
    {
        var estate = StandInEstate.Generate(30, 7, s_now);
        await using var vendor = await CentralStandIn.StartAsync(estate);
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = StandInOptions.DemoClientId,
            ["client_secret"] = StandInOptions.DemoClientSecret,
            ["scope"] = "token",
        });
        using var token = await http.PostAsync(vendor.TokenAddress, form, TestContext.Current.CancellationToken);
        var given = JsonSerializer.Deserialize<JsonElement>(await token.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Demand(given);
        http.DefaultRequestHeaders.Authorization = new("Bearer", given.GetProperty("access_token").GetString());
        http.DefaultRequestHeaders.Add("X-Partner-ID", estate.PartnerId.ToString());
        http.DefaultRequestHeaders.Add("X-Tenant-ID", estate.Customers[0].Id.ToString());
        foreach (var address in new Uri[]
        {
            new(vendor.GlobalAddress, "whoami/v1"), new(vendor.GlobalAddress, "partner/v1/tenants?pageTotal=true"), new(vendor.GlobalAddress, "licenses/v1/licenses"),
            new(vendor.RegionalAddress, "common/v1/alerts"), new(vendor.RegionalAddress, "account-health-check/v1/health-check?checks=protection"),
        })
        {
            Demand(JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync(address, TestContext.Current.CancellationToken)));
        }
    }

    [Fact]
    public async Task Many_change_it_at_once_and_nothing_is_lost()
    {
        var estate = new StandInEstate();
        var shared = estate.Add(new StandInCustomer { Name = "Shared" });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            for (var j = 0; j < 50; j++)
            {
                estate.Add(new StandInCustomer { Name = $"{i} {j}" });
                estate.Raise(shared.Id, new StandInAlert { RaisedAt = "2026-05-01T10:00:00Z" });
                Assert.NotEmpty(estate.Customers);
            }
        })));
        Assert.Equal((401, 400), (estate.Customers.Count, estate.Find(shared.Id)!.Alerts.Count));
        Assert.Equal("Renamed", estate.Rename(shared.Id, "Renamed")!.ShowAs);
        Assert.Null(estate.Rename(Guid.NewGuid(), "Nobody"));
        Assert.Throws<ArgumentException>(() => estate.Add(shared));
    }

    private static void Demand(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Demand(item);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            Assert.True(element.TryGetProperty("futureField", out _), element.GetRawText());
            foreach (var below in element.EnumerateObject().Where(property => property.Name != "futureField"))
                Demand(below.Value);
        }
    }
}
