using System.Globalization;
using PartnerBlazor.Customers;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>Links to the details, and the measures of a usage bar.</summary>
public sealed class DetailsRulesTests
{
    [Fact]
    public void A_link_carries_the_open_customer_and_the_popup_beside_the_filter()
    {
        var link = new CustomerLink(new CustomerFilter { Search = "société", WithAlerts = true }, Guid.NewGuid(), Guid.NewGuid());
        var read = CustomerLink.Parse(new Uri(new Uri("https://portal.example"), link.ToString()).Query);
        Assert.Equal((link.Contact, link.Open), (read.Contact, read.Open));
        Assert.Equal(link.ToString(), read.ToString());
    }

    [Theory]
    [InlineData("?open=")]
    [InlineData("?open=no-id")]
    [InlineData("?open=1&open=2")]
    public void A_malformed_open_customer_is_left_out(string query) => Assert.Null(CustomerLink.Parse(query).Open);

    [Fact]
    public void A_customers_page_leads_back_to_the_list_it_was_opened_from()
    {
        var id = Guid.NewGuid();
        var list = new CustomerLink(new CustomerFilter { Search = "a&b", Sort = CustomerSort.Expiry }, Guid.NewGuid(), id);
        var page = new Uri(new Uri("https://portal.example"), list.ToPage(id));
        Assert.Equal($"/customers/{id}", page.AbsolutePath);
        Assert.Equal(new CustomerLink(list.Filter).ToString(), CustomerLink.Parse(page.Query).ToString());
        Assert.Equal($"/customers/{id}", new CustomerLink(new CustomerFilter()).ToPage(id));
    }

    [Theory]
    [InlineData(5, 10, "40 0 80")]
    [InlineData(10, 10, "80 0 80")]
    [InlineData(12, 10, "80 16 80")]
    [InlineData(40, 10, "25 75 25")]
    [InlineData(0, 0, "0 0 0")]
    [InlineData(3, 0, "0 100 0")]
    [InlineData(null, 10, null)]
    [InlineData(5, null, null)]
    [InlineData(-1, 10, null)]
    public void A_usage_bar_marks_the_limit_and_shows_over_use_beyond_it(int? usage, int? limit, string? measures)
    {
        var bar = UsageBar.Of(new TestCustomer(1, "C").Licence(licence => (licence.Usage, licence.Quantity) = (usage, limit)).Licences[0]);
        Assert.Equal(measures, bar is null ? null : string.Create(CultureInfo.InvariantCulture, $"{bar.Within} {bar.Over} {bar.Limit}"));
    }
}
