using Microsoft.Extensions.Localization;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts.Requests;

/// <summary>How far a new account is that was asked for at the vendor, in the person's language.</summary>
public sealed class RequestWords(IStringLocalizer<RequestTexts> loc, IStringLocalizer<UnlinkTexts> unlinks, RefusalWords refusals, DayWords days)
{
    /// <summary>Which account.</summary>
    public string Kind(AccountRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return loc[request.Kind == AccountKind.Monthly ? nameof(RequestTexts.Monthly) : nameof(RequestTexts.Trial)];
    }

    /// <summary>How far it is, in a sentence.</summary>
    public string State(AccountRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return loc[request switch
        {
            { State: AccountRequestState.Waiting, Problem: RefusalCodes.CustomersNotRead } => nameof(RequestTexts.WaitsForList),
            { State: AccountRequestState.Waiting, Problem: null } or { State: AccountRequestState.Sent, Problem: null } => nameof(RequestTexts.Sending),
            { State: AccountRequestState.Waiting, Problem: RefusalCodes.NotConnected or RefusalCodes.LinkOtherPartner } => nameof(RequestTexts.WaitsForConnection),
            { State: AccountRequestState.Waiting, Problem: RefusalCodes.LinkLimited } => nameof(RequestTexts.WaitsItsTurn),
            { State: AccountRequestState.Waiting, Problem: RefusalCodes.LinkRefused } => nameof(RequestTexts.WaitsForLink),
            { State: AccountRequestState.Waiting, Problem: RefusalCodes.NotSaved } => nameof(RequestTexts.NotSaved),
            { State: AccountRequestState.Waiting } => nameof(RequestTexts.Waiting),
            { State: AccountRequestState.Sent } => nameof(RequestTexts.Sent),
            { State: AccountRequestState.Created } => nameof(RequestTexts.Created),
            { State: AccountRequestState.Refused } => nameof(RequestTexts.Refused),
            { State: AccountRequestState.Unclear, Problem: RefusalCodes.AccountDiffers } => nameof(RequestTexts.Differs),
            { State: AccountRequestState.Unclear, Problem: RefusalCodes.CustomersNotRead } => nameof(RequestTexts.Unread),
            { State: AccountRequestState.Unclear } => nameof(RequestTexts.Unseen),
            _ => nameof(RequestTexts.GivenUp),
        }];
    }

    /// <summary>Why it was refused; null: it was not.</summary>
    public string? Why(AccountRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request is not { State: AccountRequestState.Refused, Problem: { } code } ? null
            : request.Correlation is { } id ? loc[nameof(RequestTexts.WhyWithId), refusals.Of(code), id] : refusals.Of(code);
    }

    /// <summary>Who asked, and when.</summary>
    public string Asked(AccountRequest request, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(request);
        return unlinks[nameof(UnlinkTexts.AskedBy), request.ByName.Length > 0 ? request.ByName : unlinks[nameof(UnlinkTexts.ErasedPerson)], days.When(request.AskedAt, now)];
    }
}
