using System.Globalization;
using System.Net.Mail;
using PartnerBlazor.Shell;
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

    /// <summary>The role's name as it is kept; not that of a built-in role in any language: nobody could tell them apart.</summary>
    /// <exception cref="RefusedException">As <see cref="Name"/>, or <see cref="RefusalCodes.DuplicateName"/>.</exception>
    public static string RoleName(string typed)
    {
        var name = Line(typed, MaxRole, nameof(CustomRole.Name));
        return RoleNames.BuiltIn.FirstOrDefault(taken => string.Equals(taken, name, StringComparison.OrdinalIgnoreCase)) is { } taken
            ? throw new RefusedException(RefusalCodes.DuplicateName, nameof(CustomRole.Name), taken) : name;
    }

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
