using System.Net.Mail;
using PartnerBlazor.Store;
using PhoneNumbers;

namespace PartnerBlazor.Accounts;

/// <summary>What a new account must say (SPEC §5; domain.md B5). Pure: duplicates are the command's.</summary>
public static class AccountRules
{
    /// <summary>Days of a trial, the first included.</summary>
    public const int TrialDays = 30;

    private const int MaxName = 200;
    private const int MaxPerson = 100;
    private const int MaxEmail = 254;
    private const int MaxPhone = 50;

    private static readonly PhoneNumberUtil s_phones = PhoneNumberUtil.GetInstance();

    /// <summary>Where a customer's data may live; the vendor's codes (domain.md B2).</summary>
    public static IReadOnlyList<string> Geographies { get; } = ["US", "IE", "DE", "CA", "AU", "JP", "IN", "BR", "AE"];

    /// <summary>The countries, ISO 3166 alpha-2.</summary>
    public static IReadOnlySet<string> Countries { get; } = s_phones.GetSupportedRegions().Where(code => code.Length == 2).ToHashSet(StringComparer.Ordinal);

    /// <summary>What is wrong with the customer's details, in the order of the form.</summary>
    /// <param name="draft">What was typed, trimmed.</param>
    /// <param name="atVendor">It is asked for at a real vendor, which wants a postcode for every country (domain.md B5).</param>
    public static IReadOnlyList<FieldError> CheckDetails(AccountDraft draft, bool atVendor = false)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return
        [
            .. Text(nameof(draft.Company), draft.Company, MaxName),
            .. Text(nameof(draft.ShowAs), draft.ShowAs, MaxName, optional: true),
            .. Text(nameof(draft.FirstName), draft.FirstName, MaxPerson),
            .. Text(nameof(draft.LastName), draft.LastName, MaxPerson),
            .. Text(nameof(draft.Email), draft.Email, MaxEmail, fits: IsEmail, unfit: RefusalCodes.EmailInvalid),
            .. Text(nameof(draft.Phone), draft.Phone, MaxPhone, fits: phone => Phone(phone, draft.CountryCode) is not null, unfit: RefusalCodes.PhoneInvalid),
            .. Text(nameof(draft.Mobile), draft.Mobile, MaxPhone, optional: true, fits: phone => Phone(phone, draft.CountryCode) is not null, unfit: RefusalCodes.PhoneInvalid),
            .. Text(nameof(draft.Address1), draft.Address1, MaxName),
            .. Text(nameof(draft.Address2), draft.Address2, MaxName, optional: true),
            .. Text(nameof(draft.Address3), draft.Address3, MaxName, optional: true),
            .. Text(nameof(draft.PostalCode), draft.PostalCode, PostcodeRules.MaxLength, optional: !atVendor && !PostcodeRules.IsUsedIn(draft.CountryCode),
                fits: code => PostcodeRules.Fits(draft.CountryCode, code), unfit: RefusalCodes.PostcodeInvalid, detail: PostcodeRules.ShapeOf(draft.CountryCode)),
            .. Text(nameof(draft.City), draft.City, MaxPerson),
            .. Text(nameof(draft.CountryCode), draft.CountryCode, MaxPerson, fits: Countries.Contains, unfit: RefusalCodes.CountryUnknown),
            .. Text(nameof(draft.DataGeography), draft.DataGeography, MaxPerson, fits: Geographies.Contains, unfit: RefusalCodes.GeographyUnknown),
        ];
    }

    /// <summary>What is wrong with the chosen products.</summary>
    /// <param name="draft">What was chosen.</param>
    /// <param name="atVendor">They are asked for at a real vendor.</param>
    public static IReadOnlyList<FieldError> CheckProducts(AccountDraft draft, bool atVendor = false)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return (ProductsRefusal(draft.Products) ?? (atVendor ? NotAtVendor(draft.Products) : null)) is { } refusal ? [new(nameof(draft.Products), refusal.Code, refusal.Detail)] : [];
    }

    /// <summary>What is wrong with the terms.</summary>
    public static IReadOnlyList<FieldError> CheckTerms(AccountDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft.TermsAccepted ? [] : [new(nameof(draft.TermsAccepted), RefusalCodes.TermsNotAccepted)];
    }

    /// <summary>Why these cannot be the products of an account; null when they can.</summary>
    public static Refusal? ProductsRefusal(IReadOnlyCollection<string> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        if (codes.Count == 0)
            return new Refusal(RefusalCodes.ProductRequired);
        return codes.FirstOrDefault(code => Products.Find(code) is null) is { } unknown ? new Refusal(RefusalCodes.ProductUnknown, unknown) : null;
    }

    private static Refusal? NotAtVendor(IReadOnlyCollection<string> codes) =>
        codes.Select(Products.Find).FirstOrDefault(product => product is { AtVendor: false }) is { } unknown ? new Refusal(RefusalCodes.ProductNotAtVendor, unknown.Name) : null;

    /// <summary>The number in international form; null when it is none.</summary>
    /// <param name="phone">As typed.</param>
    /// <param name="countryCode">Where it is dialled from, when it is not in international form.</param>
    public static string? Phone(string phone, string countryCode)
    {
        try
        {
            var number = s_phones.Parse(phone, countryCode.Length == 2 ? countryCode : null);
            return s_phones.IsValidNumber(number) ? s_phones.Format(number, PhoneNumberFormat.INTERNATIONAL) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static bool IsEmail(string email) =>
        MailAddress.TryCreate(email, out var address) && address.Address == email && address.Host.Contains('.', StringComparison.Ordinal);

    private static IEnumerable<FieldError> Text(
        string field, string value, int max, bool optional = false, Func<string, bool>? fits = null, string? unfit = null, string? detail = null)
    {
        if (value.Length == 0)
            return optional ? [] : [new(field, RefusalCodes.Required)];
        if (value.Length > max)
            return [new(field, RefusalCodes.TooLong, $"{max}")];
        if (value.Any(char.IsControl))
            return [new(field, RefusalCodes.ControlCharacters)];
        return fits is null || fits(value) ? [] : [new(field, unfit!, detail)];
    }
}
