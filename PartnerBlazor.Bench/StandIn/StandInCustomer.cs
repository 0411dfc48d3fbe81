namespace PartnerBlazor.Bench.StandIn;

/// <summary>A customer as the vendor has it (domain.md B3). Words are text: the vendor may say what nobody has heard before.</summary>
public sealed record StandInCustomer
{
    /// <summary>The account's id.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();
    /// <summary>Original name.</summary>
    public required string Name { get; init; }
    /// <summary>Displayed name; null: the answer has none.</summary>
    public string? ShowAs { get; init; }
    /// <summary>Where its data lives; null: not told.</summary>
    public string? DataGeography { get; init; } = "IE";
    /// <summary>Its data region; null: none yet, so no regional address serves it.</summary>
    public string? DataRegion { get; init; } = "eu01";
    /// <summary><c>trial</c>, <c>term</c>, <c>usage</c> or <c>ordered</c>.</summary>
    public string BillingType { get; init; } = "term";
    /// <summary>The organisation it belongs to; null: none.</summary>
    public Guid? OrganizationId { get; init; }
    /// <summary><c>active</c>, <c>suspended</c> or <c>canceled</c>.</summary>
    public string Status { get; init; } = "active";
    /// <summary>False: the answer has no API host.</summary>
    public bool Activated { get; init; } = true;
    /// <summary>Partner Assistance: whether the partner is let in. No answer tells it.</summary>
    public bool Assistance { get; init; } = true;
    /// <summary>Managed by the partner; null: not told.</summary>
    public bool? Managed { get; init; }
    /// <summary>The partner's own account; null: not told.</summary>
    public bool? Primary { get; init; }
    /// <summary>Ids of other systems; null: not told.</summary>
    public IReadOnlyList<string>? ExternalIds { get; init; }
    /// <summary>Product codes; null: not told.</summary>
    public IReadOnlyList<string>? Products { get; init; }
    /// <summary>Whom to call; null: not told.</summary>
    public StandInContact? Contact { get; init; }
    /// <summary>Its licences.</summary>
    public IReadOnlyList<StandInLicence> Licences { get; init; } = [];
    /// <summary>Its open alerts.</summary>
    public IReadOnlyList<StandInAlert> Alerts { get; init; } = [];
    /// <summary>Its health; null: enrolled in nothing the check looks at.</summary>
    public StandInHealth? Health { get; init; }
    /// <summary>From when on it is listed and found (UTC).</summary>
    public DateTime ListedFrom { get; init; }
    /// <summary>Answers 400 when alerts are asked for in an order by GET, as some do (domain.md B9).</summary>
    public bool RefusesSort { get; init; }
}

/// <summary>Contact of a customer; empty values are left out of answers.</summary>
public sealed record StandInContact
{
    /// <summary>First name.</summary>
    public string FirstName { get; init; } = "";
    /// <summary>Last name.</summary>
    public string LastName { get; init; } = "";
    /// <summary>Email address.</summary>
    public string Email { get; init; } = "";
    /// <summary>Phone.</summary>
    public string Phone { get; init; } = "";
    /// <summary>Mobile phone.</summary>
    public string Mobile { get; init; } = "";
    /// <summary>Fax.</summary>
    public string Fax { get; init; } = "";
    /// <summary>First address line.</summary>
    public string Address1 { get; init; } = "";
    /// <summary>Second address line.</summary>
    public string Address2 { get; init; } = "";
    /// <summary>Third address line.</summary>
    public string Address3 { get; init; } = "";
    /// <summary>City.</summary>
    public string City { get; init; } = "";
    /// <summary>State or region.</summary>
    public string State { get; init; } = "";
    /// <summary>Country, ISO 3166-1 alpha-2.</summary>
    public string CountryCode { get; init; } = "";
    /// <summary>Postcode.</summary>
    public string PostalCode { get; init; } = "";
}
