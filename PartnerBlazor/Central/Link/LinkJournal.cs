using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Link;

/// <summary>
/// Journals that the vendor stopped, or began again, to accept the credentials: once each, also over restarts. Silence and pauses pass by
/// themselves and are not journalled.
/// </summary>
public sealed class LinkJournal(PartnerStore store)
{
    private static readonly string[] s_kinds = [JournalKinds.PartnerConnected, JournalKinds.PartnerDisconnected, JournalKinds.PartnerReconnected];

    /// <summary>Writes it down when it is not what the journal last said.</summary>
    public Task TellAsync(int partnerId, LinkState state)
    {
        var code = CodeOf(state);
        if (code is null && state != LinkState.Ok)
            return Task.CompletedTask;
        return store.WriteAsync(partnerId, Actor.Vendor, async session =>
        {
            var last = await session.Db.Journal.AsNoTracking().Where(e => e.PartnerId == session.PartnerId && s_kinds.Contains(e.Kind))
                .OrderByDescending(e => e.PartnerSeq).Select(e => new { e.Kind, e.Payload }).FirstOrDefaultAsync();
            var broken = last?.Kind == JournalKinds.PartnerDisconnected ? StoreJson.Read<JournalPayload>(last.Payload).After : null;
            if (broken == code)
                return false;
            if (code is null)
                session.JournalOther(JournalKinds.PartnerReconnected, null);
            else
                session.JournalOther(JournalKinds.PartnerDisconnected, null, after: code);
            return true;
        });
    }

    private static string? CodeOf(LinkState state) => state switch
    {
        LinkState.Refused => RefusalCodes.LinkRefused,
        LinkState.OtherPartner => RefusalCodes.LinkOtherPartner,
        _ => null,
    };
}
