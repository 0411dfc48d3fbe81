using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Requests;

/// <summary>What speaks against sending a request now that did not when it was asked for.</summary>
internal static class RequestChecks
{
    /// <summary>Why it must not be sent: one of <see cref="RefusalCodes"/>; null: it may be.</summary>
    public static async Task<string?> WhyNotAsync(PartnerDb db, AccountRequest request)
    {
        if (request.Draft is null || SavedForm.Read(request.Draft) is null)
            return RefusalCodes.DraftForgotten;
        if (request.Kind == AccountKind.Monthly && !await db.Partners.AnyAsync(p => p.Id == request.PartnerId && p.MspFlex))
            return RefusalCodes.MspFlexRequired;
        // Of all customers, also those whose unlink the vendor has not carried out, and those that do not exist for who asked.
        var there = await db.Customers.AsNoTracking().Where(c => c.PartnerId == request.PartnerId && (c.UnlinkedAt == null || !c.Unlink.Confirmed))
            .Select(c => new { c.Name, c.Contact.Email }).ToListAsync();
        return there.Exists(c => RequestNames.AreSame(c.Name, request.Company)) ? RefusalCodes.DuplicateCustomerName
            : there.Exists(c => c.Email.Trim().Equals(request.Email, StringComparison.OrdinalIgnoreCase)) ? RefusalCodes.DuplicateCustomerEmail
            : null;
    }
}
