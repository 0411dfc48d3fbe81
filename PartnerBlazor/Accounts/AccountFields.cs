using System.Globalization;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts;

/// <summary>A field of a new account.</summary>
/// <param name="Name">Name of the property of <see cref="AccountDraft"/>.</param>
/// <param name="Label">Key of its label in <see cref="AccountTexts"/>.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">Writes it.</param>
/// <param name="Optional">It may stay empty.</param>
/// <param name="Type">The kind of the input.</param>
/// <param name="Wide">It takes the whole width.</param>
/// <param name="Hint">Key of how to fill it in.</param>
internal sealed record AccountInput(
    string Name, string Label, Func<AccountDraft, string> Get, Func<AccountDraft, string, AccountDraft> Set,
    bool Optional = false, string Type = "text", bool Wide = false, string? Hint = null)
{
    /// <summary>It may stay empty in what was typed so far: not every country has postcodes, though a real vendor wants one of every country.</summary>
    public bool IsOptional(AccountDraft draft, bool atVendor) => Name == nameof(AccountDraft.PostalCode) ? !atVendor && !PostcodeRules.IsUsedIn(draft.CountryCode) : Optional;
}

/// <summary>Fields that belong together.</summary>
/// <param name="Title">Key of their title in <see cref="AccountTexts"/>.</param>
/// <param name="Fields">The fields.</param>
internal sealed record AccountSection(string Title, IReadOnlyList<AccountInput> Fields);

/// <summary>The fields of a new account as every form of it shows them.</summary>
internal static class AccountFields
{
    /// <summary>The fields, in the order in which <see cref="AccountRules"/> checks them.</summary>
    public static IReadOnlyList<AccountSection> Sections { get; } =
    [
        new(nameof(AccountTexts.SectionCompany),
        [
            new(nameof(AccountDraft.Company), nameof(AccountTexts.FieldCompany), d => d.Company, (d, v) => d with { Company = v }),
            new(nameof(AccountDraft.ShowAs), nameof(AccountTexts.FieldShowAs), d => d.ShowAs, (d, v) => d with { ShowAs = v }, Optional: true, Hint: nameof(AccountTexts.HintShowAs)),
        ]),
        new(nameof(AccountTexts.SectionContact),
        [
            new(nameof(AccountDraft.FirstName), nameof(AccountTexts.FieldFirstName), d => d.FirstName, (d, v) => d with { FirstName = v }),
            new(nameof(AccountDraft.LastName), nameof(AccountTexts.FieldLastName), d => d.LastName, (d, v) => d with { LastName = v }),
            new(nameof(AccountDraft.Email), nameof(AccountTexts.FieldEmail), d => d.Email, (d, v) => d with { Email = v }, Type: "email", Wide: true),
            new(nameof(AccountDraft.Phone), nameof(AccountTexts.FieldPhone), d => d.Phone, (d, v) => d with { Phone = v }, Type: "tel", Hint: nameof(AccountTexts.HintPhone)),
            new(nameof(AccountDraft.Mobile), nameof(AccountTexts.FieldMobile), d => d.Mobile, (d, v) => d with { Mobile = v }, Optional: true, Type: "tel"),
        ]),
        new(nameof(AccountTexts.SectionAddress),
        [
            new(nameof(AccountDraft.Address1), nameof(AccountTexts.FieldAddress1), d => d.Address1, (d, v) => d with { Address1 = v }, Wide: true),
            new(nameof(AccountDraft.Address2), nameof(AccountTexts.FieldAddress2), d => d.Address2, (d, v) => d with { Address2 = v }, Optional: true),
            new(nameof(AccountDraft.Address3), nameof(AccountTexts.FieldAddress3), d => d.Address3, (d, v) => d with { Address3 = v }, Optional: true),
            new(nameof(AccountDraft.PostalCode), nameof(AccountTexts.FieldPostalCode), d => d.PostalCode, (d, v) => d with { PostalCode = v }),
            new(nameof(AccountDraft.City), nameof(AccountTexts.FieldCity), d => d.City, (d, v) => d with { City = v }),
            new(nameof(AccountDraft.CountryCode), nameof(AccountTexts.FieldCountry), d => d.CountryCode, (d, v) => d with { CountryCode = v }),
        ]),
        new(nameof(AccountTexts.SectionData),
        [
            new(nameof(AccountDraft.DataGeography), nameof(AccountTexts.FieldGeography), d => d.DataGeography, (d, v) => d with { DataGeography = v }, Hint: nameof(AccountTexts.HintGeography)),
        ]),
    ];

    /// <summary>The label of every field, by its name.</summary>
    public static IReadOnlyDictionary<string, string> Labels { get; } = Sections.SelectMany(section => section.Fields)
        .Select(field => (field.Name, field.Label))
        .Append((nameof(AccountDraft.Products), nameof(AccountTexts.StepProducts)))
        .Append((nameof(AccountDraft.TermsAccepted), nameof(AccountTexts.StepTerms)))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>What can be chosen in a field, by name in the person's language; null: it is typed.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? OptionsOf(string field) => field switch
    {
        nameof(AccountDraft.CountryCode) => Named(AccountRules.Countries),
        nameof(AccountDraft.DataGeography) => Named(AccountRules.Geographies),
        _ => null,
    };

    private static List<KeyValuePair<string, string>> Named(IEnumerable<string> codes) =>
        [.. codes.Select(code => KeyValuePair.Create(code, CountryNames.Of(code))).OrderBy(country => country.Value, StringComparer.Create(CultureInfo.CurrentUICulture, CompareOptions.None))];
}
