using System.Security.Cryptography;

namespace PartnerBlazor.Bench.CrmStandIn;

/// <summary>What a stand-in of the CRM is told when it starts.</summary>
public sealed record SalesforceStandInOptions
{
    /// <summary>The consumer key unless another is given: of use nowhere but at a stand-in.</summary>
    public const string DemoClientId = "crm-stand-in-consumer-key";

    /// <summary>The consumer secret unless another is given.</summary>
    public const string DemoClientSecret = "crm-stand-in-secret-of-no-use-elsewhere";

    /// <summary>The consumer key that is let in.</summary>
    public string ClientId { get; init; } = DemoClientId;

    /// <summary>Its secret.</summary>
    public string ClientSecret { get; init; } = DemoClientSecret;

    /// <summary>The key whose signatures are accepted; null: the JWT bearer flow is not set up.</summary>
    public RSA? PublicKey { get; init; }

    /// <summary>The user a JWT may speak for.</summary>
    public string Username { get; init; } = "portal@partner.example";

    /// <summary>The organisation.</summary>
    public string OrganizationId { get; init; } = "00D5f000000AbCdEAK";

    /// <summary>The only version it knows.</summary>
    public string ApiVersion { get; init; } = "62.0";

    /// <summary>The field of an account that holds the vendor's id; empty: there is none.</summary>
    public string ExternalIdField { get; init; } = "Central_Account__c";

    /// <summary>Accounts on a page of a query.</summary>
    public int PageSize { get; init; } = 2000;

    /// <summary>Calls the organisation may make in a day.</summary>
    public int Allowed { get; init; } = 15_000;

    /// <summary>The clock of tokens.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Its port; 0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>Is told of every request once its status is known.</summary>
    public Action<string>? Answered { get; init; }
}

/// <summary>An account of the CRM.</summary>
/// <param name="Id">Its id, 18 characters.</param>
/// <param name="Name">Its name.</param>
/// <param name="External">The vendor's id; null: none.</param>
public sealed record SalesforceAccount(string Id, string Name, string? External = null);
