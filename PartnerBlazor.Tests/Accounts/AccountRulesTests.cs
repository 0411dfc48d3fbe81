using PartnerBlazor.Accounts;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>What a new account must say: each field, and that what is right passes.</summary>
public sealed class AccountRulesTests
{
    /// <summary>A draft with which nothing is wrong.</summary>
    public static AccountDraft Draft { get; } = new()
    {
        Company = "Boulangerie du Port",
        FirstName = "Élise",
        LastName = "Marchand",
        Email = "elise.marchand@example.com",
        Phone = "+33 1 99 00 12 34",
        Address1 = "12 quai de la Fosse",
        City = "Nantes",
        PostalCode = "44000",
        CountryCode = "FR",
        DataGeography = "IE",
        Products = ["CIXA-MSP"],
        TermsAccepted = true,
    };

    [Fact]
    public void What_is_right_passes()
    {
        Assert.Empty(AccountRules.CheckDetails(Draft));
        Assert.Empty(AccountRules.CheckProducts(Draft));
        Assert.Empty(AccountRules.CheckTerms(Draft));
        Assert.Empty(AccountRules.CheckDetails(Draft with { Company = new('a', 200), ShowAs = new('b', 200), FirstName = new('c', 100), City = new('d', 100) }));
    }

    public static TheoryData<string, AccountDraft, string> Wrong { get; } = new()
    {
        { nameof(AccountDraft.Company), Draft with { Company = "" }, RefusalCodes.Required },
        { nameof(AccountDraft.Company), Draft with { Company = new('a', 201) }, RefusalCodes.TooLong },
        { nameof(AccountDraft.Company), Draft with { Company = "a\nb" }, RefusalCodes.ControlCharacters },
        { nameof(AccountDraft.ShowAs), Draft with { ShowAs = new('a', 201) }, RefusalCodes.TooLong },
        { nameof(AccountDraft.FirstName), Draft with { FirstName = "" }, RefusalCodes.Required },
        { nameof(AccountDraft.FirstName), Draft with { FirstName = new('a', 101) }, RefusalCodes.TooLong },
        { nameof(AccountDraft.LastName), Draft with { LastName = "" }, RefusalCodes.Required },
        { nameof(AccountDraft.Email), Draft with { Email = "" }, RefusalCodes.Required },
        { nameof(AccountDraft.Email), Draft with { Email = "elise" }, RefusalCodes.EmailInvalid },
        { nameof(AccountDraft.Email), Draft with { Email = "elise@localhost" }, RefusalCodes.EmailInvalid },
        { nameof(AccountDraft.Email), Draft with { Email = "Élise <elise@example.com>" }, RefusalCodes.EmailInvalid },
        { nameof(AccountDraft.Phone), Draft with { Phone = "" }, RefusalCodes.Required },
        { nameof(AccountDraft.Phone), Draft with { Phone = "call me" }, RefusalCodes.PhoneInvalid },
        { nameof(AccountDraft.Phone), Draft with { Phone = "+33 1" }, RefusalCodes.PhoneInvalid },
        { nameof(AccountDraft.Mobile), Draft with { Mobile = "+999 12345678" }, RefusalCodes.PhoneInvalid },
        { nameof(AccountDraft.Address1), Draft with { Address1 = "" }, RefusalCodes.Required },
        { nameof(AccountDraft.Address2), Draft with { Address2 = new('a', 201) }, RefusalCodes.TooLong },
        { nameof(AccountDraft.Address3), Draft with { Address3 = "a\u0000" }, RefusalCodes.ControlCharacters },
        { nameof(AccountDraft.PostalCode), Draft with { PostalCode = "" }, RefusalCodes.Required },
        { nameof(AccountDraft.PostalCode), Draft with { PostalCode = "4400" }, RefusalCodes.PostcodeInvalid },
        { nameof(AccountDraft.PostalCode), Draft with { CountryCode = "GE", Phone = "+33 1 99 00 12 34", PostalCode = new('1', 21) }, RefusalCodes.TooLong },
        { nameof(AccountDraft.City), Draft with { City = "" }, RefusalCodes.Required },
        { nameof(AccountDraft.CountryCode), Draft with { CountryCode = "" }, RefusalCodes.Required },
        { nameof(AccountDraft.CountryCode), Draft with { CountryCode = "XX" }, RefusalCodes.CountryUnknown },
        { nameof(AccountDraft.DataGeography), Draft with { DataGeography = "" }, RefusalCodes.Required },
        { nameof(AccountDraft.DataGeography), Draft with { DataGeography = "FR" }, RefusalCodes.GeographyUnknown },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_told_at_its_field(string field, AccountDraft draft, string code)
    {
        var error = Assert.Single(AccountRules.CheckDetails(draft));
        Assert.Equal((field, code), (error.Field, error.Code));
    }

    [Fact]
    public void Every_error_is_told_in_the_order_of_the_form() => Assert.Equal(
        [
            nameof(AccountDraft.Company), nameof(AccountDraft.FirstName), nameof(AccountDraft.LastName), nameof(AccountDraft.Email), nameof(AccountDraft.Phone),
            nameof(AccountDraft.Address1), nameof(AccountDraft.PostalCode), nameof(AccountDraft.City), nameof(AccountDraft.CountryCode), nameof(AccountDraft.DataGeography),
        ],
        AccountRules.CheckDetails(new AccountDraft()).Select(error => error.Field));

    [Theory]
    [InlineData("+33 1 99 00 12 34", "FR", "+33 1 99 00 12 34")]
    [InlineData("01 99 00 12 34", "FR", "+33 1 99 00 12 34")]
    [InlineData("+44 (0)20 7946 0018", "FR", "+44 20 7946 0018")]
    [InlineData("020 7946 0018", "GB", "+44 20 7946 0018")]
    [InlineData("020 7946 0018", "", null)]
    public void A_phone_is_kept_in_international_form(string typed, string country, string? kept) => Assert.Equal(kept, AccountRules.Phone(typed, country));

    [Fact]
    public void Products_are_of_the_catalogue_and_at_least_one()
    {
        Assert.Equal(new Refusal(RefusalCodes.ProductRequired), AccountRules.ProductsRefusal([]));
        Assert.Equal(new Refusal(RefusalCodes.ProductUnknown, "NOPE"), AccountRules.ProductsRefusal(["CIXA-MSP", "NOPE"]));
        Assert.Null(AccountRules.ProductsRefusal([.. Products.All.Select(product => product.Code)]));
        Assert.Equal(RefusalCodes.TermsNotAccepted, Assert.Single(AccountRules.CheckTerms(Draft with { TermsAccepted = false })).Code);
    }

    [Fact]
    public void The_catalogue_has_a_product_for_every_category_and_every_family()
    {
        Assert.Equal(Enum.GetValues<LicenceCategory>(), Products.All.Select(product => product.Category).Distinct().Order());
        Assert.Equal(Enum.GetValues<ProductFamily>(), Products.All.Select(product => product.Family).Distinct().Order());
        Assert.Equal(Products.All.Count, Products.All.DistinctBy(product => product.Code).Count());
    }
}
