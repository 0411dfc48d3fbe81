using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Requests;

/// <summary>
/// Recognises what was asked for in what the vendor lists anew, inside one write: the vendor's list is the only thing that says whether a request without
/// an answer was carried out (SPEC §9).
/// </summary>
internal sealed class RequestLook(WriteSession session)
{
    private List<AccountRequest>? _requests;

    /// <summary>A customer is new here: is it one that was asked for?</summary>
    /// <param name="customer">The customer, tracked.</param>
    /// <param name="told">What the vendor tells of it.</param>
    public async Task SeeAsync(Customer customer, VendorCustomer told)
    {
        var requests = _requests ??= await ReadAsync();
        if (requests.Find(request => request.State == AccountRequestState.Created && request.CustomerId == customer.Id) is { } known)
        {
            // It was created, and could not be taken over until now.
            customer.ComesFrom(known);
            return;
        }
        var near = requests.FindAll(request => request.State != AccountRequestState.Created && RequestNames.AreSame(request.Company, customer.Name));
        if (near.Find(request => Fits(request, told)) is { } found)
            await session.BecomeAsync(found, customer.Id, customer);
        else if (near.Find(request => request.State == AccountRequestState.Sent) is { } doubtful)
        {
            (doubtful.State, doubtful.EndedAt, doubtful.Problem, doubtful.CustomerId) = (AccountRequestState.Unclear, session.Now, RefusalCodes.AccountDiffers, customer.Id);
            session.JournalOther(JournalKinds.AccountUnclear, doubtful.Id, doubtful.Company);
        }
    }

    // What the vendor does not tell contradicts nothing.
    private static bool Fits(AccountRequest request, VendorCustomer told) =>
        (told.BillingType ?? AccountWrites.BillingOf(request.Kind)) == AccountWrites.BillingOf(request.Kind)
        && (told.Contact?.Email is not { Length: > 0 } email || request.Email.Length == 0 || email.Trim().Equals(request.Email, StringComparison.OrdinalIgnoreCase));

    // Those under way first: what was refused or given up may have been done all the same, for a while.
    private async Task<List<AccountRequest>> ReadAsync()
    {
        var since = session.Now - RequestWrites.Remembered;
        var requests = await session.Db.AccountRequests
            .Where(r => r.PartnerId == session.PartnerId && r.MayExist
                && (r.State == AccountRequestState.Sent || r.State == AccountRequestState.Unclear || r.State == AccountRequestState.Waiting
                    || (r.EndedAt >= since && (r.State == AccountRequestState.Refused || r.State == AccountRequestState.GivenUp || r.State == AccountRequestState.Created))))
            .ToListAsync();
        return [.. requests.OrderByDescending(r => r.IsUnderWay).ThenBy(r => r.AskedAt)];
    }
}
