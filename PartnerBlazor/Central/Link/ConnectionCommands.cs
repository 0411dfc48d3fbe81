using PartnerBlazor.Access;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Link;

/// <summary>What a person does about the connection to the vendor. For who manages people.</summary>
public sealed class ConnectionCommands(PartnerStore store, CentralLink link)
{
    /// <summary>Asks the vendor now, also where it refused the credentials a moment ago. Changes nothing by itself.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>; <see cref="RefusalCodes.NotConnected"/>: there is nobody to ask.</exception>
    public async Task<LinkStatus> CheckAsync(PartnerScope scope, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await store.WriteAsideAsync(scope, Permission.ManagePeople, (_, _) => Task.CompletedTask, cancel);
        if (link.Of(scope.PartnerId).State == LinkState.None)
            throw new RefusedException(RefusalCodes.NotConnected);
        return await link.CheckAsync(CallLane.Person, cancel);
    }

    /// <summary>The last error was read: it is kept no longer. One that is met again meanwhile stays.</summary>
    /// <param name="scope">Who read it.</param>
    /// <param name="error">What they read.</param>
    /// <param name="cancel">Cancels while waiting for its turn.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>.</exception>
    public async Task DismissAsync(PartnerScope scope, LinkError error, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(error);
        await store.WriteAsideAsync(scope, Permission.ManagePeople, async (db, _) =>
        {
            if (await db.Facts.FindAsync([LinkErrors.FactOf(scope.PartnerId)], CancellationToken.None) is { } fact && fact.Value == StoreJson.Write(error))
                db.Facts.Remove(fact);
        }, cancel);
        link.Beat();
    }
}
