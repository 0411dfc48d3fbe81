using System.Globalization;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts.Usage;

/// <summary>Facts of managed usage in the person's language.</summary>
public sealed class UsageWords(IStringLocalizer<UsageTexts> loc)
{
    /// <summary>"3 devices without protection".</summary>
    public string Unprotected(int devices) =>
        devices == 1 ? loc[nameof(UsageTexts.UnprotectedOne)] : loc[nameof(UsageTexts.UnprotectedMany), Number(devices)];

    /// <summary>"400 customers".</summary>
    public string Customers(int count) => count == 1 ? loc[nameof(UsageTexts.CountOne)] : loc[nameof(UsageTexts.CountMany), Number(count)];

    /// <summary>"26–50 of 400".</summary>
    public string Range(int from, int to, int of) => loc[nameof(UsageTexts.Range), Number(from), Number(to), Number(of)];

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
