using System.Globalization;
using System.Text.RegularExpressions;
using PartnerBlazor.Bench.CrmStandIn;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central;
using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Settings;

/// <summary>README's settings table says what the options say.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_settings_table_lists_every_option_with_its_default_and_nothing_else()
    {
        var table = Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md")), @"^\| `(\w+:\w+)` \| (?:`([^`]*)`)?", RegexOptions.Multiline)
            .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);
        var shipped = new[] { "Demo:Enabled" };
        var options = typeof(Program).Assembly.GetTypes()
            .Where(type => type.Namespace == "PartnerBlazor.Settings" && type.GetField("Section") is not null)
            // A list has lines of its own below the table.
            .SelectMany(type => type.GetProperties().Where(property => property.CanWrite).Select(property => (
                Name: $"{type.GetField("Section")!.GetRawConstantValue()}:{property.Name}",
                Default: Convert.ToString(property.GetValue(Activator.CreateInstance(type)), CultureInfo.InvariantCulture)!)))
            .ToDictionary(option => option.Name, option => option.Default);

        Assert.NotEmpty(options);
        Assert.Equal(options.Keys.Order(), table.Keys.Order());
        foreach (var (name, value) in options.Where(option => !shipped.Contains(option.Key)))
            Assert.Equal(value, table[name]);
    }

    [Fact]
    public void The_stand_ins_credentials_are_those_it_accepts() =>
        Assert.Contains($"--Central:ClientId={StandInOptions.DemoClientId} --Central:ClientSecret={StandInOptions.DemoClientSecret} "
            + "--Central:TokenAddress=http://localhost:5090/api/v2/oauth2/token --Central:ApiAddress=http://localhost:5090",
            File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);

    [Fact]
    public void The_CRM_stand_ins_credentials_are_those_it_accepts() =>
        Assert.Contains($"--Salesforce:ClientId={SalesforceStandInOptions.DemoClientId} --Salesforce:ClientSecret={SalesforceStandInOptions.DemoClientSecret} "
            + $"--Salesforce:LoginUrl=http://localhost:5092 --Salesforce:ExternalIdField={new SalesforceStandInOptions().ExternalIdField}",
            File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);

    [Fact]
    public void The_demos_licence_keys_are_those_its_vendor_knows()
    {
        var table = Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md")), @"^\| `([\w-]+)` \| ([^|]+) \| (\d+) \| (\d+) \|", RegexOptions.Multiline)
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value, row.Groups[4].Value));
        Assert.Equal(
            DemoKeys.All.Select(key => (key.Key, key.Product.Name, $"{key.Quantity}", $"{key.Months}")), table);
    }
}
