using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Accounts.Usage;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>The file of managed usage: a spreadsheet reads it as it is meant and runs nothing of it.</summary>
public sealed class UsageCsvTests
{
    private static readonly DateOnly s_today = DateOnly.FromDateTime(TestStore.Start.UtcDateTime);

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("\"=1", "\"\"\"=1\"")]
    [InlineData("A=1", "A=1")]
    [InlineData("Müller, Söhne", "\"Müller, Söhne\"")]
    public async Task No_cell_is_a_formula(string name, string cell)
    {
        var text = await WriteAsync("en", Made(name, c => c.Licence(l => (l.ProductName, l.Number) = (name, name))));
        Assert.Equal(3, Count(text, cell));
        Assert.StartsWith($"{cell},", text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_a_licence_with_plain_numbers_and_days()
    {
        var customer = Made("Anna", c =>
        {
            c.Customer.UnprotectedDevices = 2;
            c.Licence(l => (l.Quantity, l.Usage, l.EndDate, l.Number) = (1200, 1250, new DateOnly(2027, 3, 1), "D1"))
                .Licence(l => (l.Category, l.Quantity, l.Usage) = (LicenceCategory.Email, null, null))
                .Licence(l => l.EndDate = new DateOnly(2020, 1, 1));
        });
        var lines = (await WriteAsync("en", customer, Made("Bert", c => c.Customer.BillingType = BillingType.Usage))).TrimEnd().Split("\r\n");
        Assert.Equal(
        [
            "Customer,Account id,Billing type,Devices without protection,Product,Product code,Category,State,Usage,Limit,Over the limit,Ends,Licence number",
            $"Anna,{customer.Row.Id},Termed,2,Intercept X,CIXA,Endpoint,Over-used,1250,1200,50,2027-03-01,D1",
            $"Anna,{customer.Row.Id},Termed,2,Intercept X,CIXA,Email,Active,,unlimited,0,,",
        ], lines[..3]);
        // Who has none is shown too, on the page and here.
        Assert.EndsWith(",Monthly usage,,,,,,,,,,", lines[3], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task French_heads_and_the_separator_French_spreadsheets_expect()
    {
        var text = await WriteAsync("fr", Made("Société; Générale", c => c.Licence()));
        Assert.StartsWith("Client;Identifiant du compte;Type de facturation;", text, StringComparison.Ordinal);
        Assert.Contains("\"Société; Générale\";", text, StringComparison.Ordinal);
        Assert.Contains(";Annuelle;", text, StringComparison.Ordinal);
    }

    private static UsageOf Made(string name, Action<TestCustomer> with)
    {
        var customer = new TestCustomer(1, name);
        with(customer);
        return new UsageOf(new CustomerProjector().Build(customer.Customer, customer.Licences, _ => 0, s_today, 1), customer.Licences);
    }

    private static async Task<string> WriteAsync(string language, params UsageOf[] customers)
    {
        TestTab.Speak(language);
        await using var services = new ServiceCollection().AddLogging().AddLocalization().AddSingleton<CustomerWords>().AddSingleton<DayWords>().AddSingleton<UsageCsv>().BuildServiceProvider();
        using var file = new MemoryStream();
        await services.GetRequiredService<UsageCsv>().WriteAsync(file, customers.ToAsyncEnumerable(), s_today, TestContext.Current.CancellationToken);
        var bytes = file.ToArray();
        // Once, at the very beginning, or spreadsheets take it for another encoding.
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = Encoding.UTF8.GetString(bytes[3..]);
        Assert.DoesNotContain('\uFEFF', text);
        return text;
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
