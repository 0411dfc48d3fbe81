using System.Text.Json;

namespace PartnerBlazor.Central.Client;

/// <summary>What is asked of the vendor.</summary>
public enum CentralCall
{
    /// <summary>A token for the credentials.</summary>
    Token,
    /// <summary>Whose credentials they are.</summary>
    WhoAmI,
    /// <summary>To show a customer by another name.</summary>
    Rename,
}

/// <summary>What an answer means for whoever asked.</summary>
public enum CentralMeaning
{
    /// <summary>Done as asked.</summary>
    Done,
    /// <summary>The vendor says no to this one thing, and would say so again.</summary>
    Refused,
    /// <summary>The vendor does not accept the credentials: nothing can be asked of it.</summary>
    LinkRefused,
    /// <summary>It was, or would be, too much: <see cref="CentralFault.Until"/> says until when.</summary>
    Limited,
    /// <summary>No answer, or none that could be read.</summary>
    Silent,
}

/// <summary>What is known of a call that did not succeed. Never a token, a secret or what was sent.</summary>
public sealed record CentralFault
{
    /// <summary>HTTP status; null: there was no answer.</summary>
    public int? Status { get; init; }
    /// <summary>The vendor's word for the error (domain.md B12), where it is one.</summary>
    public string? Word { get; init; }
    /// <summary>Id under which the vendor's support finds the call.</summary>
    public string? CorrelationId { get; init; }
    /// <summary>Not to be asked again before (UTC); null: not told.</summary>
    public DateTime? Until { get; init; }
}

/// <summary>An answer of the vendor.</summary>
/// <param name="Meaning">What it means.</param>
/// <param name="Body">What it holds, when it is done.</param>
/// <param name="Fault">What is known of the failure, when it is not.</param>
/// <param name="ServerTime">The vendor's clock (UTC); null: not told.</param>
public sealed record CentralReply(CentralMeaning Meaning, JsonElement Body = default, CentralFault? Fault = null, DateTime? ServerTime = null);

/// <summary>A call ended before there was an answer to it.</summary>
public sealed class CentralCallException(CentralMeaning meaning, CentralFault fault) : Exception($"The vendor cannot be asked: {meaning}")
{
    /// <summary>What it means.</summary>
    public CentralMeaning Meaning => meaning;
    /// <summary>What is known of it.</summary>
    public CentralFault Fault => fault;
}
