using System.Globalization;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>
/// What a password must be: long, and not one that others use. No rules of composition, which make passwords worse (NIST SP 800-63B).
/// Common ones, names, dates and keyboard rows are known to zxcvbn.
/// </summary>
public static class PasswordRules
{
    /// <summary>Least length, in characters.</summary>
    public const int Shortest = 12;
    /// <summary>Greatest length: hashing more would be a burden somebody else could lay on us.</summary>
    public const int Longest = 200;

    // Of 0 to 4: 3 withstands a billion guesses, far more than lockout allows.
    private const int Enough = 3;

    // What zxcvbn looks at: its time grows fast with the length, and so long a beginning that is good is enough.
    private const int Looked = 72;

    /// <summary>The refusal of a password, at its field; null when it is good.</summary>
    /// <inheritdoc cref="RefusalOf"/>
    public static RefusedException? Refusal(string? field, string? password, params IEnumerable<string?> own) => RefusalOf(password, own) is { } code
        ? new RefusedException(code, field, Shortest.ToString(CultureInfo.CurrentCulture)) : null;

    /// <summary>Why a password is refused: one of <see cref="RefusalCodes"/>; null when it is good.</summary>
    /// <param name="password">The password.</param>
    /// <param name="own">What everybody knows of the person: name, email address, partner.</param>
    public static string? RefusalOf(string? password, params IEnumerable<string?> own)
    {
        if (password is null || password.Length < Shortest)
            return RefusalCodes.PasswordShort;
        if (password.Length > Longest)
            return RefusalCodes.PasswordLong;
        var known = own.OfType<string>().SelectMany(word => word.Split([' ', '@', '.', '-'], StringSplitOptions.RemoveEmptyEntries).Append(word))
            .Where(word => word.Length > 2).Append(nameof(PartnerBlazor));
        return Zxcvbn.Zxcvbn.MatchPassword(password[..Math.Min(password.Length, Looked)], known).Score < Enough ? RefusalCodes.PasswordCommon : null;
    }
}
