using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Access;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Journal;

/// <summary>
/// The download of the audit page: what the page shows to this person under the same filters, all of it. The scope is read at the moment of
/// the download and again on the way; who may not read the audit log gets what an unknown address gets.
/// </summary>
public static class AuditDownload
{
    /// <summary>Answers a request of a signed-in person.</summary>
    public static async Task<IResult> GetAsync(
        HttpContext context, IDbContextFactory<PartnerDb> factory, AuditQueries queries, AuditCsv csv, AuditWords words, TimeProvider time, IStringLocalizer<AuditTexts> loc)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await context.ScopeAsync(factory) is not { } scope || !scope.May(Permission.ReadAudit))
            return TypedResults.NotFound();
        var filter = AuditLink.Parse(context.Request.QueryString.Value ?? "");
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return context.Csv($"{loc[nameof(AuditTexts.FileName)]}-{today:yyyy-MM-dd}",
            body => csv.WriteAsync(body, queries.AllAsync(scope, filter, words.Search(filter.Search), today, context.RequestAborted), context.RequestAborted));
    }
}
