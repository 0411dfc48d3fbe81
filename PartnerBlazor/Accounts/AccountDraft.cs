namespace PartnerBlazor.Accounts;

/// <summary>What somebody has typed of a new account; kept as their draft until it is created (SPEC §5).</summary>
public sealed record AccountDraft
{
    /// <summary>Company name; becomes the original name, which never changes.</summary>
    public string Company { get; init; } = "";
    /// <summary>Displayed name; empty: the company name.</summary>
    public string ShowAs { get; init; } = "";
    /// <summary>First name of the contact.</summary>
    public string FirstName { get; init; } = "";
    /// <summary>Last name of the contact.</summary>
    public string LastName { get; init; } = "";
    /// <summary>Email address of the contact.</summary>
    public string Email { get; init; } = "";
    /// <summary>Phone, in international form or as dialled in <see cref="CountryCode"/>.</summary>
    public string Phone { get; init; } = "";
    /// <summary>Mobile phone, the same; may be empty.</summary>
    public string Mobile { get; init; } = "";
    /// <summary>First address line.</summary>
    public string Address1 { get; init; } = "";
    /// <summary>Second address line; may be empty.</summary>
    public string Address2 { get; init; } = "";
    /// <summary>Third address line; may be empty.</summary>
    public string Address3 { get; init; } = "";
    /// <summary>City.</summary>
    public string City { get; init; } = "";
    /// <summary>Postcode.</summary>
    public string PostalCode { get; init; } = "";
    /// <summary>Country, ISO 3166 alpha-2.</summary>
    public string CountryCode { get; init; } = "";
    /// <summary>Where its data will live: one of <see cref="AccountRules.Geographies"/>.</summary>
    public string DataGeography { get; init; } = "";
    /// <summary>Codes of the chosen products.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];
    /// <summary>The terms were accepted.</summary>
    public bool TermsAccepted { get; init; }

    /// <summary>The same without blanks around what was typed.</summary>
    public AccountDraft Trimmed() => this with
    {
        Company = Company.Trim(),
        ShowAs = ShowAs.Trim(),
        FirstName = FirstName.Trim(),
        LastName = LastName.Trim(),
        Email = Email.Trim(),
        Phone = Phone.Trim(),
        Mobile = Mobile.Trim(),
        Address1 = Address1.Trim(),
        Address2 = Address2.Trim(),
        Address3 = Address3.Trim(),
        City = City.Trim(),
        PostalCode = PostalCode.Trim(),
        CountryCode = CountryCode.Trim().ToUpperInvariant(),
    };
}

/// <summary>What is wrong with one field.</summary>
/// <param name="Field">Name of the property of <see cref="AccountDraft"/>.</param>
/// <param name="Code">One of <see cref="PartnerBlazor.Store.RefusalCodes"/>.</param>
/// <param name="Detail">A value the localised reason names.</param>
public sealed record FieldError(string Field, string Code, string? Detail = null);
