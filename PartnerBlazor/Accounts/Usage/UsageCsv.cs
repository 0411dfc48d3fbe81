using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Customers;
using PartnerBlazor.Licences;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts.Usage;

/// <summary>
/// Managed usage as a file for spreadsheets: a line a licence, in the language of the request and with the separator its spreadsheets expect,
/// in UTF-8 with a mark that says so. Names come from customers: what a spreadsheet would take for a formula gets an apostrophe in front.
/// </summary>
public sealed class UsageCsv(IStringLocalizer<UsageTexts> loc, CustomerWords words)
{
    private static readonly UTF8Encoding s_marked = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Writes the customers as they come; one without a licence has a line too.</summary>
    /// <param name="to">Where to; left open.</param>
    /// <param name="customers">The customers, in order.</param>
    /// <param name="today">The UTC day.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task WriteAsync(Stream to, IAsyncEnumerable<UsageOf> customers, DateOnly today, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(customers);
        await using var writer = new StreamWriter(to, s_marked, leaveOpen: true);
        await using var csv = new CsvWriter(writer, Configuration(), leaveOpen: true);
        await LineAsync(csv, [.. Columns.Select(key => (string)loc[key])]);
        await foreach (var (row, licences) in customers.WithCancellation(cancel))
        {
            var shown = UsageRules.Shown(licences, today);
            foreach (var licence in shown.DefaultIfEmpty(null!))
                await LineAsync(csv, [.. OfCustomer(row), .. OfLicence(licence, today)]);
        }
    }

    private static IReadOnlyList<string> Columns =>
    [
        nameof(UsageTexts.CsvCustomer), nameof(UsageTexts.CsvAccount), nameof(UsageTexts.CsvBilling), nameof(UsageTexts.CsvUnprotected),
        nameof(UsageTexts.CsvProduct), nameof(UsageTexts.CsvCode), nameof(UsageTexts.CsvCategory), nameof(UsageTexts.CsvState),
        nameof(UsageTexts.CsvUsage), nameof(UsageTexts.CsvLimit), nameof(UsageTexts.CsvOver), nameof(UsageTexts.CsvEnds), nameof(UsageTexts.CsvNumber),
    ];

    private static CsvConfiguration Configuration() => new(CultureInfo.CurrentCulture)
    {
        Delimiter = CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "fr" ? ";" : ",",
        NewLine = "\r\n",
        InjectionOptions = InjectionOptions.Escape,
        // A line break too: some spreadsheets drop it and read what follows.
        InjectionCharacters = ['=', '+', '-', '@', '\t', '\r', '\n'],
        InjectionEscapeCharacter = '\'',
    };

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

    private static Task LineAsync(CsvWriter csv, IReadOnlyList<string> fields)
    {
        foreach (var field in fields)
            csv.WriteField(field);
        return csv.NextRecordAsync();
    }
}
