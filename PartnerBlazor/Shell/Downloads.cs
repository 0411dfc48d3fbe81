using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Shell;

/// <summary>What downloads have in common: whose they are, and that nobody on the way keeps them.</summary>
public static class Downloads
{
    /// <summary>The scope of who asks, read now; null when they may no longer be signed in.</summary>
    public static async Task<PartnerScope?> ScopeAsync(this HttpContext context, IDbContextFactory<PartnerDb> factory)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(factory);
        if (PersonClaims.Of(context.User) is not { } claims)
            return null;
        await using var db = await factory.CreateDbContextAsync(context.RequestAborted);
        return await ScopeReader.ReadAsync(db, claims.PersonId, claims.PartnerId, context.RequestAborted);
    }

    /// <summary>A file for spreadsheets, sent as it is written.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">Name of the file, without ending.</param>
    /// <param name="write">Writes it.</param>
    public static IResult Csv(this HttpContext context, string name, Func<Stream, Task> write)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(write, "text/csv; charset=utf-8", $"{name}.csv");
    }
}
