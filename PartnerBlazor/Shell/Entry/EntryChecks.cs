using System.Globalization;
using System.Net.Mail;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Shell.Entry;

/// <summary>What is wrong with the fields of a posted page, said by the page in the person's language and not by the browser in its own.</summary>
internal static class EntryChecks
{
    private const int Longest = 200;

    /// <summary>It must not stay empty.</summary>
    public static RefusedException? Required(string field, string? text) =>
        string.IsNullOrWhiteSpace(text) ? new RefusedException(RefusalCodes.Required, field) : null;

    /// <summary>A line of text, as names are.</summary>
    public static RefusedException? Line(string field, string? text) => Required(field, text)
        ?? (text!.Trim().Length > Longest ? new RefusedException(RefusalCodes.TooLong, field, Longest.ToString(CultureInfo.CurrentCulture))
            : text.Any(char.IsControl) ? new RefusedException(RefusalCodes.ControlCharacters, field) : null);

    /// <summary>An email address.</summary>
    public static RefusedException? Email(string field, string? text) => Line(field, text)
        ?? (MailAddress.TryCreate(text!.Trim(), out _) ? null : new RefusedException(RefusalCodes.EmailInvalid, field));

    /// <summary>A new password and the same once more: both at once.</summary>
    /// <param name="field">Field of the password.</param>
    /// <param name="password">The password.</param>
    /// <param name="again">Field of the repetition.</param>
    /// <param name="repeated">The repetition.</param>
    /// <param name="own">What everybody knows of the person.</param>
    public static IEnumerable<RefusedException> NewPassword(string field, string? password, string again, string? repeated, params IEnumerable<string?> own)
    {
        if ((Plain(field, password) ?? PasswordRules.Refusal(field, password, own)) is { } refused)
            yield return refused;
        if (Plain(again, repeated) is { } missing)
            yield return missing;
        else if (!string.IsNullOrEmpty(password) && password != repeated)
            yield return new RefusedException(RefusalCodes.PasswordsDiffer, again);
    }

    // Blanks are signs like others in a password.
    private static RefusedException? Plain(string field, string? password) => string.IsNullOrEmpty(password) ? new RefusedException(RefusalCodes.Required, field) : null;
}
