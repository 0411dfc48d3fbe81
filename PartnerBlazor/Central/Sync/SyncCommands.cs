using PartnerBlazor.Access;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>What a person does about what is read from the vendor. For who manages people. Done twice, it is done once.</summary>
public sealed class SyncCommands(PartnerStore store, CentralLink link, CentralSync sync)
{
    /// <summary>
    /// Has everything read now, who is missing included. A round through the licences that goes on is not begun anew; a list is read once more after
    /// the one that is being read.
    /// </summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>; <see cref="RefusalCodes.NotConnected"/>: there is nobody to ask.</exception>
    public async Task RunNowAsync(PartnerScope scope, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        DemandLink(scope);
        await store.WriteAsideAsync(scope, Permission.ManagePeople, async (db, now) =>
        {
            var fact = await db.FactAsync(SyncWishes.FactOf(now.PartnerId));
            fact.Value = StoreJson.Write(SyncWishes.Of(fact) with { AskedAt = store.Now() });
        }, cancel);
        sync.Wake();
    }

    /// <summary>Reads nothing more until somebody lets it go on; what was read stays. Journalled: everybody's list grows old by it.</summary>
    /// <inheritdoc cref="RunNowAsync"/>
    public Task StopAsync(PartnerScope scope, CancellationToken cancel = default) =>
        SetAsync(scope, JournalKinds.SyncStopped, stopped: true, (session, wish) => wish with { StoppedAt = session.Now, StoppedById = session.Scope.PersonId }, cancel);

    /// <summary>Lets it go on where it was.</summary>
    /// <inheritdoc cref="RunNowAsync"/>
    public Task ContinueAsync(PartnerScope scope, CancellationToken cancel = default) =>
        SetAsync(scope, JournalKinds.SyncContinued, stopped: false, (_, wish) => wish with { StoppedAt = null, StoppedById = null }, cancel);

    private async Task SetAsync(PartnerScope scope, string kind, bool stopped, Func<WriteSession, SyncWish, SyncWish> change, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        DemandLink(scope);
        await store.WriteAsync(scope, Permission.ManagePeople, async session =>
        {
            var fact = await session.Db.FactAsync(SyncWishes.FactOf(session.PartnerId));
            var wish = SyncWishes.Of(fact);
            if (wish.StoppedAt is not null == stopped)
            {
                session.Db.ChangeTracker.Clear();
                return false;
            }
            fact.Value = StoreJson.Write(change(session, wish));
            session.JournalOther(kind, null);
            return true;
        }, cancel);
        sync.Wake();
    }

    private void DemandLink(PartnerScope scope)
    {
        if (link.Of(scope.PartnerId).State == LinkState.None)
            throw new RefusedException(RefusalCodes.NotConnected);
    }
}
