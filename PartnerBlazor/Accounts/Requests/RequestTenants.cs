using PartnerBlazor.Central.Client;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Requests;

/// <summary>What was typed, in the vendor's words (domain.md B5).</summary>
internal static class RequestTenants
{
    /// <summary>The customer to be created.</summary>
    public static NewTenant Of(AccountKind kind, AccountDraft draft)
    {
        var contact = AccountWrites.ContactOf(draft);
        return new NewTenant(
            draft.Company,
            TextOf(draft.ShowAs),
            draft.DataGeography,
            AccountWrites.BillingOf(kind) == BillingType.Usage ? "usage" : "trial",
            new NewTenantContact(contact.FirstName, contact.LastName, contact.Email, contact.Phone, TextOf(contact.Mobile),
                new NewTenantAddress(contact.Address1, TextOf(contact.Address2), TextOf(contact.Address3), contact.City, contact.CountryCode, contact.PostalCode)),
            [.. draft.Products.Distinct().Select(code => new NewTenantProduct(code))]);
    }

    private static string? TextOf(string text) => text.Length > 0 ? text : null;
}
