using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Accounts.Usage;

/// <summary>
/// The download of the usage page: what the page shows to this person under the same filters, all pages of it. The scope is read at the
/// moment of the download; who may see no customers, or nobody any more, gets what an unknown address gets.
/// </summary>
public static class UsageDownload
{
    /// <summary>Answers a request of a signed-in person.</summary>
    public static async Task<IResult> GetAsync(
        HttpContext context, IDbContextFactory<PartnerDb> factory, UsageQueries queries, UsageCsv csv, TimeProvider time, IStringLocalizer<UsageTexts> loc)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(factory);
        if (await context.ScopeAsync(factory) is not { } scope || !scope.May(Permission.SeeCustomers))
            return TypedResults.NotFound();
        var filter = UsageLink.Parse(context.Request.QueryString.Value ?? "").Filter;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var language = NameLanguages.Current;
        return context.Csv($"{loc[nameof(UsageTexts.FileName)]}-{today:yyyy-MM-dd}",
            body => csv.WriteAsync(body, queries.AllAsync(scope, filter, language, today, context.RequestAborted), today, context.RequestAborted));
    }
}
