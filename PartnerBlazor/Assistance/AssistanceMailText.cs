using System.Globalization;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Text;

namespace PartnerBlazor.Assistance;

/// <summary>
/// What a customer's contact is written about Partner Assistance. Nobody knows which language they read: both are in it, that of their country first.
/// </summary>
public sealed class AssistanceMailText(IStringLocalizer<LaunchTexts> loc)
{
    // Where French is read by most, or by as many.
    private static readonly HashSet<string> s_french = ["FR", "BE", "CH", "LU", "MC", "RE", "GP", "MQ", "GF", "NC", "PF"];

    /// <summary>The subject.</summary>
    public string Subject(string countryCode, string partner) => In(Languages(countryCode)[0], () => loc[nameof(LaunchTexts.MailSubject), partner]);

    /// <summary>The text: what is asked, by whom, and where the switch is.</summary>
    public string Body(string countryCode, string partner, string by, string customer) =>
        string.Join("\n\n— — —\n\n", Languages(countryCode).Select(language => In(language, () =>
            $"{loc[nameof(LaunchTexts.MailAsks), by.Length > 0 ? $"{by} ({partner})" : partner, customer]}\n\n{loc[nameof(LaunchTexts.MailWhere)]}\n\n{loc[nameof(LaunchTexts.MailWhy), partner]}")));

    private static string[] Languages(string countryCode) => s_french.Contains(countryCode) ? ["fr", "en"] : ["en", "fr"];

    private static string In(string language, Func<string> say)
    {
        var own = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return say();
        }
        finally
        {
            CultureInfo.CurrentUICulture = own;
        }
    }
}
