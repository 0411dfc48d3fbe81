using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Requests;

/// <summary>What speaks against sending a request.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>.</param>
/// <param name="CustomerId">The customer that is in the way; null: none is.</param>
internal sealed record Objection(string Code, Guid? CustomerId = null);

/// <summary>What speaks against sending a request now that did not when it was asked for.</summary>
internal static class RequestChecks
{
    /// <summary>Why it must not be sent; null: it may be.</summary>
    public static async Task<Objection?> WhyNotAsync(PartnerDb db, AccountRequest request)
    {
        if (request.Draft is null || SavedForm.Read(request.Draft) is null)
            return new Objection(RefusalCodes.DraftForgotten);
        if (request.Kind == AccountKind.Monthly && !await db.Partners.AnyAsync(p => p.Id == request.PartnerId && p.MspFlex))
            return new Objection(RefusalCodes.MspFlexRequired);
        // Of all customers, also those whose unlink the vendor has not carried out, and those that do not exist for who asked.
        var there = await db.Customers.AsNoTracking().Where(c => c.PartnerId == request.PartnerId && (c.UnlinkedAt == null || !c.Unlink.Confirmed))
            .Select(c => new { c.Id, c.Name, c.Contact.Email }).ToListAsync();
        return there.Find(c => RequestNames.AreSame(c.Name, request.Company)) is { } sameName ? new Objection(RefusalCodes.DuplicateCustomerName, sameName.Id)
            : there.Find(c => c.Email.Trim().Equals(request.Email, StringComparison.OrdinalIgnoreCase)) is { } sameEmail ? new Objection(RefusalCodes.DuplicateCustomerEmail, sameEmail.Id)
            : null;
    }
}
