using System.Text.Json;

namespace PartnerBlazor.Crm.Client;

/// <summary>What an answer of the CRM means for whoever asked.</summary>
public enum CrmMeaning
{
    /// <summary>Done as asked.</summary>
    Done,
    /// <summary>It says no to this one thing, and would say so again.</summary>
    Refused,
    /// <summary>It does not accept the credentials, or lets nobody use its API: nothing can be asked of it.</summary>
    LinkRefused,
    /// <summary>The organisation's calls are used up. It is left alone for <see cref="CrmFaults.Rest"/>: it does not say for how long.</summary>
    Limited,
    /// <summary>No answer, or none that could be read.</summary>
    Silent,
}

/// <summary>What is known of a call that did not succeed. Never a token, a secret or what was sent.</summary>
/// <param name="Status">HTTP status; null: there was no answer.</param>
/// <param name="Code">The CRM's word for it, such as <c>INVALID_FIELD</c>; null: none, or none that is a word.</param>
/// <param name="Until">Not to be asked again before (UTC); null: not told.</param>
public sealed record CrmFault(int? Status, string? Code, DateTime? Until = null);

/// <summary>An answer of the CRM.</summary>
/// <param name="Meaning">What it means.</param>
public sealed record CrmReply(CrmMeaning Meaning)
{
    /// <summary>What it holds, when it is done.</summary>
    public JsonElement Body { get; init; }
    /// <summary>What is known of the failure; null when it is done.</summary>
    public CrmFault? Fault { get; init; }
    /// <summary>The organisation's calls of the day, used and allowed; null: not told.</summary>
    public CrmUsage? Usage { get; init; }
}

/// <summary>How many calls of a day an organisation has used (<c>Sforce-Limit-Info</c>).</summary>
/// <param name="Used">Used, by everybody.</param>
/// <param name="Allowed">Allowed within 24 hours.</param>
public sealed record CrmUsage(int Used, int Allowed)
{
    /// <summary>True where what nobody waits for leaves the rest to others.</summary>
    public bool IsScarce => Used >= Allowed * 0.9;
}

/// <summary>An account of the CRM.</summary>
/// <param name="Id">Its id, 18 characters.</param>
/// <param name="Name">Its name.</param>
/// <param name="External">What its external-id field holds; null: nothing, or there is no such field.</param>
public sealed record CrmAccountRecord(string Id, string Name, string? External);

/// <summary>A call ended before there was an answer to it.</summary>
/// <param name="meaning">What it means.</param>
/// <param name="fault">What is known of it.</param>
public sealed class CrmCallException(CrmMeaning meaning, CrmFault fault) : Exception($"The CRM cannot be asked: {meaning}")
{
    /// <summary>What it means.</summary>
    public CrmMeaning Meaning => meaning;
    /// <summary>What is known of it.</summary>
    public CrmFault Fault => fault;
}
