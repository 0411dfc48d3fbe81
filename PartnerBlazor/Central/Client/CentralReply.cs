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
    /// <summary>The list of the customers.</summary>
    Customers,
    /// <summary>One customer.</summary>
    Customer,
    /// <summary>The licences of one customer.</summary>
    Licences,
    /// <summary>The open alerts of one customer.</summary>
    Alerts,
    /// <summary>How well the devices of one customer are protected.</summary>
    Health,
    /// <summary>To create a customer.</summary>
    Create,
    /// <summary>An action upon an alert of one customer.</summary>
    AlertAction,
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
    /// <summary>The vendor asked to be left alone: <see cref="CentralFault.Until"/> says until when.</summary>
    Limited,
    /// <summary>The vendor was not asked: it would have been more than it allows. <see cref="CentralFault.Until"/> says until when.</summary>
    Full,
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
    /// <summary>True: nothing of it left this machine, so nothing was done; false: it may have been done all the same.</summary>
    public bool NotSent { get; init; }
    /// <summary>True: nobody was asked, an earlier answer still holds.</summary>
    public bool Again { get; init; }
}

/// <summary>An answer of the vendor.</summary>
/// <param name="Call">What was asked; <see cref="CentralCall.Token"/> where it did not come to more.</param>
/// <param name="Meaning">What it means.</param>
public sealed record CentralReply(CentralCall Call, CentralMeaning Meaning)
{
    /// <summary>What it holds, when it is done.</summary>
    public JsonElement Body { get; init; }
    /// <summary>What is known of the failure; null when it is done.</summary>
    public CentralFault? Fault { get; init; }
    /// <summary>When it was asked (UTC).</summary>
    public DateTime AskedAt { get; init; }
    /// <summary>The vendor's clock (UTC); null: not told.</summary>
    public DateTime? ServerTime { get; init; }
    /// <summary>True: one customer's facts were asked for; that the vendor cannot give them says nothing of all others.</summary>
    public bool IsOfCustomer => Call is CentralCall.Customer or CentralCall.Licences or CentralCall.Alerts or CentralCall.Health or CentralCall.AlertAction;

    /// <summary>
    /// True: it failed in a way that cannot have done what was asked for: it did not leave, was turned away before it was looked at, or was too much.
    /// </summary>
    public bool IsUndone => Call == CentralCall.Token || Fault is { NotSent: true }
        || Meaning is CentralMeaning.LinkRefused or CentralMeaning.Limited or CentralMeaning.Full;
}

/// <summary>A call ended before there was an answer to it.</summary>
/// <param name="call">What could not be asked, or was refused.</param>
/// <param name="meaning">What it means.</param>
/// <param name="fault">What is known of it.</param>
/// <param name="serverTime">The vendor's clock (UTC); null: not told.</param>
public sealed class CentralCallException(CentralCall? call, CentralMeaning meaning, CentralFault fault, DateTime? serverTime = null)
    : Exception($"The vendor cannot be asked: {meaning}")
{
    /// <summary>What could not be asked, or was refused; null: what was about to be.</summary>
    public CentralCall? Call => call;
    /// <summary>What it means.</summary>
    public CentralMeaning Meaning => meaning;
    /// <summary>What is known of it.</summary>
    public CentralFault Fault => fault;
    /// <summary>The vendor's clock (UTC); null: not told.</summary>
    public DateTime? ServerTime => serverTime;
}

/// <summary>No token could be had: the vendor does not answer, or not in a way that can be read. Asked again as any silence is.</summary>
public sealed class NoTokenException(string message, System.Net.HttpStatusCode? status = null, Exception? inner = null) : HttpRequestException(message, inner, status);
