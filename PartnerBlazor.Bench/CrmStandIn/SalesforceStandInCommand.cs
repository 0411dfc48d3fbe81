using System.Globalization;
using PartnerBlazor.Bench.StandIn;

namespace PartnerBlazor.Bench.CrmStandIn;

/// <summary>The stand-in of the CRM as a program: for a demonstration beside the stand-in of the vendor, of whose customers it has accounts.</summary>
internal static class SalesforceStandInCommand
{
    /// <summary>Name of the command.</summary>
    public const string Name = "salesforce-stand-in";

    // One of so many has no account, and one is called otherwise.
    private const int Missing = 10;
    private const int Otherwise = 7;

    /// <summary>Runs until it is asked to stop.</summary>
    /// <param name="customers">Number of the vendor's customers.</param>
    /// <param name="port">The port.</param>
    /// <returns>Exit code.</returns>
    public static async Task<int> RunAsync(int customers, int port)
    {
        SalesforceStandIn standIn;
        try
        {
            standIn = await SalesforceStandIn.StartAsync(new SalesforceStandInOptions { Port = port, Answered = line => Console.Out.WriteLine(line) });
        }
        catch (IOException)
        {
            await Console.Error.WriteLineAsync(Text($"Port {port} is in use: give another one with --port."));
            return 1;
        }
        await using (standIn)
        {
            var at = 0;
            foreach (var customer in StandInEstate.Generate(customers, StandInCommand.Seed).Customers)
                if (++at % Missing != 0)
                    standIn.Accounts.Add(at % Otherwise == 0 ? $"{customer.Name} (old)" : customer.Name, at % 2 == 0 || at % Otherwise == 0 ? customer.Id.ToString() : null);
            await StandInHost.RunAsync(Text($"""
                {standIn.Accounts.All.Count} accounts at {standIn.Address}
                Give a portal, beside what connects it with the vendor's stand-in:
                --Salesforce:ClientId={SalesforceStandInOptions.DemoClientId} --Salesforce:ClientSecret={SalesforceStandInOptions.DemoClientSecret} --Salesforce:LoginUrl={standIn.Address.GetLeftPart(UriPartial.Authority)} --Salesforce:ExternalIdField=Central_Account__c

                Ctrl+C stops it. What it is asked:
                """));
        }
        return 0;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
