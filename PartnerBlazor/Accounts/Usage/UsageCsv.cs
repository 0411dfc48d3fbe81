using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Customers;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts.Usage;

/// <summary>
/// Managed usage as a file for spreadsheets (<see cref="CsvFile"/>): a line a licence, in the language of the request.
/// </summary>
public sealed class UsageCsv(IStringLocalizer<UsageTexts> loc, CustomerWords words)
{
    /// <summary>Writes the customers as they come; one without a licence has a line too.</summary>
    /// <param name="to">Where to; left open.</param>
    /// <param name="customers">The customers, in order.</param>
    /// <param name="today">The UTC day.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task WriteAsync(Stream to, IAsyncEnumerable<UsageOf> customers, DateOnly today, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(customers);
        await CsvFile.WriteAsync(to, [.. Columns.Select(key => (string)loc[key])], LinesAsync(customers, today, cancel), cancel);
    }

    private async IAsyncEnumerable<IEnumerable<string>> LinesAsync(IAsyncEnumerable<UsageOf> customers, DateOnly today, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var (row, licences) in customers.WithCancellation(cancel))
            foreach (var licence in UsageRules.Shown(licences, today).DefaultIfEmpty(null!))
                yield return [.. OfCustomer(row), .. OfLicence(licence, today)];
    }

    private static IReadOnlyList<string> Columns =>
    [
        nameof(UsageTexts.CsvCustomer), nameof(UsageTexts.CsvAccount), nameof(UsageTexts.CsvBilling), nameof(UsageTexts.CsvUnprotected),
        nameof(UsageTexts.CsvProduct), nameof(UsageTexts.CsvCode), nameof(UsageTexts.CsvCategory), nameof(UsageTexts.CsvState),
        nameof(UsageTexts.CsvUsage), nameof(UsageTexts.CsvLimit), nameof(UsageTexts.CsvOver), nameof(UsageTexts.CsvEnds), nameof(UsageTexts.CsvNumber),
    ];

    private IEnumerable<string> OfCustomer(CustomerRow row) =>
        [row.DisplayName, row.Id.ToString(), words.Billing(row.BillingType), Text(row.UnprotectedDevices)];

    private IEnumerable<string> OfLicence(Licence? licence, DateOnly today) => licence is null ? Enumerable.Repeat("", 9) :
    [
        licence.ProductName, licence.ProductCode, words.Category(licence.Category), words.State(LicenceRules.StateOf(licence, today)),
        Text(licence.Usage), licence.Quantity is null ? loc[nameof(UsageTexts.CsvUnlimited)] : Text(licence.Quantity), Text(UsageRules.Over(licence)),
        licence.EndDate?.ToString("O", CultureInfo.InvariantCulture) ?? "", licence.Number,
    ];

    // Plain digits: a spreadsheet is to reckon with them.
    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
