using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
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
        if (await ScopeAsync(factory, context) is not { } scope || !scope.May(Permission.SeeCustomers))
            return TypedResults.NotFound();
        var filter = UsageLink.Parse(context.Request.QueryString.Value ?? "").Filter;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var language = NameLanguages.Current;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(
            body => csv.WriteAsync(body, queries.AllAsync(scope, filter, language, today, context.RequestAborted), today, context.RequestAborted),
            "text/csv; charset=utf-8", $"{loc[nameof(UsageTexts.FileName)]}-{today:yyyy-MM-dd}.csv");
    }

    private static async Task<PartnerScope?> ScopeAsync(IDbContextFactory<PartnerDb> factory, HttpContext context)
    {
        if (PersonClaims.Of(context.User) is not { } claims)
            return null;
        await using var db = await factory.CreateDbContextAsync(context.RequestAborted);
        return await ScopeReader.ReadAsync(db, claims.PersonId, claims.PartnerId, context.RequestAborted);
    }
}
