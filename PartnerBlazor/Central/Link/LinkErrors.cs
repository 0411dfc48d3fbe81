using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Link;

/// <summary>The last error on a partner's link, kept until somebody dismisses it: also over a restart, and when all is well again.</summary>
public sealed class LinkErrors(PartnerStore store, IDbContextFactory<PartnerDb> factory)
{
    /// <summary>Keeps an error; the same one again counts one more.</summary>
    public Task KeepAsync(int partnerId, LinkState state, CentralCall call, CentralFault fault, CancellationToken cancel) => store.WriteAsideAsync(async db =>
    {
        var fact = await db.FactAsync(FactOf(partnerId));
        var (now, known) = (store.Now(), Read(fact));
        var same = known is not null && (known.State, known.Fault.Status, known.Fault.Word) == (state, fault.Status, fault.Word);
        fact.Value = StoreJson.Write(new LinkError(state, call, fault, same ? known!.FirstAt : now, now, same ? known!.Count + 1 : 1));
    }, cancel);

    /// <summary>The error nobody has dismissed; null: there is none.</summary>
    public async Task<LinkError?> FindAsync(int partnerId, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return Read(await db.Facts.AsNoTracking().SingleOrDefaultAsync(fact => fact.Name == FactOf(partnerId), cancel));
    }

    /// <summary>Where it is kept.</summary>
    internal static string FactOf(int partnerId) => $"link-error-{partnerId}";

    private static LinkError? Read(StoreFact? fact) => fact is null or { Value: "" } ? null : StoreJson.Read<LinkError>(fact.Value);
}
