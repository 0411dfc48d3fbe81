using System.Globalization;
using System.Net.Mail;
using PartnerBlazor.Store;

namespace PartnerBlazor.People;

/// <summary>What people and custom roles may be called. Pure.</summary>
public static class PersonRules
{
    /// <summary>Longest name of a person, after trimming.</summary>
    public const int MaxName = 200;
    /// <summary>Longest email address.</summary>
    public const int MaxEmail = 254;
    /// <summary>Longest name of a custom role, after trimming.</summary>
    public const int MaxRole = 100;

    /// <summary>The person's name as it is kept.</summary>
    /// <exception cref="RefusedException">Empty, too long or with control characters.</exception>
    public static string Name(string typed) => Line(typed, MaxName, nameof(Person.Name));

    /// <summary>The role's name as it is kept.</summary>
    /// <inheritdoc cref="Name" path="/exception"/>
    public static string RoleName(string typed) => Line(typed, MaxRole, nameof(CustomRole.Name));

    /// <summary>The email address as it is kept.</summary>
    /// <exception cref="RefusedException">Empty, too long, or no address.</exception>
    public static string Email(string typed)
    {
        var email = Line(typed, MaxEmail, nameof(Person.Email));
        // The whole of it, without a display name; the domain has a dot, as every one has that mails come from.
        if (!MailAddress.TryCreate(email, out var address) || address.Address != email || !address.Host.Contains('.', StringComparison.Ordinal) || email.Contains(' ', StringComparison.Ordinal))
            throw new RefusedException(RefusalCodes.EmailInvalid, nameof(Person.Email));
        return email;
    }

    private static string Line(string typed, int max, string field)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var text = typed.Trim();
        if (text.Length == 0)
            throw new RefusedException(RefusalCodes.Required, field);
        if (text.Length > max)
            throw new RefusedException(RefusalCodes.TooLong, field, max.ToString(CultureInfo.InvariantCulture));
        if (text.Any(char.IsControl))
            throw new RefusedException(RefusalCodes.ControlCharacters, field);
        return text;
    }
}
