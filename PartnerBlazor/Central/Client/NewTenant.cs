using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerBlazor.Central.Client;

/// <summary>
/// A customer to be created, in the vendor's words (domain.md B5). Only what a form asks for: no administrator and no sample submission, which are the
/// customer's to say. What is null is left out.
/// </summary>
/// <param name="Name">Original name.</param>
/// <param name="ShowAs">Displayed name; null: the original one.</param>
/// <param name="DataGeography">Where its data will live; the region is the vendor's to choose.</param>
/// <param name="BillingType"><c>usage</c> or <c>trial</c>.</param>
/// <param name="Contact">Whom to call.</param>
/// <param name="Products">What it shall have; without a quantity.</param>
public sealed record NewTenant(string Name, string? ShowAs, string DataGeography, string BillingType, NewTenantContact Contact, IReadOnlyList<NewTenantProduct> Products)
{
    private static readonly JsonSerializerOptions s_written = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>As it is sent.</summary>
    internal HttpContent Content() => JsonContent.Create(this, new MediaTypeHeaderValue("application/json"), s_written);
}

/// <summary>Whom to call at a customer to be created.</summary>
/// <param name="FirstName">First name.</param>
/// <param name="LastName">Last name.</param>
/// <param name="Email">Email address.</param>
/// <param name="Phone">Phone, in international form.</param>
/// <param name="Mobile">Mobile phone, the same; null: none.</param>
/// <param name="Address">Where it is.</param>
public sealed record NewTenantContact(string FirstName, string LastName, string Email, string Phone, string? Mobile, NewTenantAddress Address);

/// <summary>Where a customer to be created is.</summary>
/// <param name="Address1">First address line.</param>
/// <param name="Address2">Second address line; null: none.</param>
/// <param name="Address3">Third address line; null: none.</param>
/// <param name="City">City.</param>
/// <param name="CountryCode">Country, ISO 3166-1 alpha-2.</param>
/// <param name="PostalCode">Postcode.</param>
public sealed record NewTenantAddress(string Address1, string? Address2, string? Address3, string City, string CountryCode, string PostalCode);

/// <summary>A product of a customer to be created.</summary>
/// <param name="Code">Its code (domain.md B14).</param>
public sealed record NewTenantProduct(string Code);
