using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Access;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Link;

/// <summary>A partner's connection to its vendor.</summary>
public sealed record ConnectionView
{
    /// <summary>True: the demo plays the vendor, and there is no connection.</summary>
    public required bool Demo { get; init; }
    /// <summary>How it stands.</summary>
    public required LinkStatus Status { get; init; }
    /// <summary>The last error, while nobody has dismissed it; null: none.</summary>
    public LinkError? Error { get; init; }
    /// <summary>The partner's id at the vendor, once it is bound to it; null: not yet.</summary>
    public Guid? VendorId { get; init; }
    /// <summary>Host of the vendor's API.</summary>
    public required string ApiHost { get; init; }
    /// <summary>Which credentials are set, shortened; empty: none.</summary>
    public required string ClientId { get; init; }
    /// <summary>Calls that left within the last hour.</summary>
    public required int LastHour { get; init; }
}

/// <summary>Reads how a partner is connected to its vendor.</summary>
public sealed class ConnectionQueries(
    IDbContextFactory<PartnerDb> factory, CentralLink link, LinkErrors errors, CallGate gate, CentralHosts hosts, IOptions<CentralOptions> options)
{
    /// <summary>The connection.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotAllowed"/>: it is for who manages people.</exception>
    public async Task<ConnectionView> ReadAsync(PartnerScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Demand(Permission.ManagePeople);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var partner = await db.Partners.AsNoTracking().SingleAsync(p => p.Id == scope.PartnerId, cancel);
        return new ConnectionView
        {
            Demo = partner.Demo,
            Status = link.Of(scope.PartnerId),
            Error = await errors.FindAsync(scope.PartnerId, cancel),
            VendorId = partner.VendorId,
            ApiHost = hosts.Global.Authority,
            ClientId = Short(options.Value.ClientId),
            LastHour = gate.LastHour,
        };
    }

    // Enough to tell one from another.
    private static string Short(string id) => id.Length <= 12 ? id : $"{id[..4]}…{id[^4..]}";
}
