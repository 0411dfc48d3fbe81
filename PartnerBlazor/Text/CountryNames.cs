using System.Globalization;

namespace PartnerBlazor.Text;

/// <summary>Names of countries in the person's language.</summary>
public static class CountryNames
{
    /// <summary>The country's name; the code itself when it is none (the vendor's field holds free text).</summary>
    /// <param name="code">ISO 3166 alpha-2.</param>
    public static string Of(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Length != 2 || !code.All(char.IsAsciiLetter))
            return code;
        try
        {
            // The name in the language of a locale made for it: DisplayName does not follow the person's language on ICU (tried on .NET 10).
            return new RegionInfo($"{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}-{code.ToUpperInvariant()}").NativeName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }
}
