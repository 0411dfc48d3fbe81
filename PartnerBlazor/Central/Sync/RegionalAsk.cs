using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;

namespace PartnerBlazor.Central.Sync;

/// <summary>Asks for facts of one customer that only the host of its region tells (domain.md B2).</summary>
public abstract class RegionalAsk(
    CentralLink link, CustomerQueue queue, VendorPages pages, AskedWrites writes, CustomerHosts hosts, HostRests rests, LinkErrors errors, TimeProvider time)
    : CustomerAsk(link, queue, pages, writes, time)
{
    /// <summary>What is called.</summary>
    private protected abstract CentralCall Call { get; }

    /// <summary>Asks an address that may be used.</summary>
    private protected abstract Task<CustomerAnswer> ReadAsync(SyncReader reader, Guid customerId, Uri host, CancellationToken cancel);

    /// <inheritdoc/>
    private protected sealed override Task<string?> HostAsync(SyncReader reader, Guid customerId, CancellationToken cancel) => hosts.ToldAsync(reader, customerId, cancel);

    /// <inheritdoc/>
    private protected sealed override async Task<CustomerAnswer> ReadAsync(SyncReader reader, Guid customerId, string? host, CancellationToken cancel) =>
        await hosts.UsableAsync(reader, customerId, host, cancel) is { } address
            ? await ReadAsync(reader, customerId, address, cancel)
            : new CustomerAnswer(new CentralReply(Call, CentralMeaning.Refused) { AskedAt = Now, Fault = new CentralFault { Again = true } });

    /// <inheritdoc/>
    private protected sealed override bool IsResting(string? host) => host is not null && rests.Resting().Contains(host);

    /// <inheritdoc/>
    private protected sealed override void Answered(string? host)
    {
        if (host is not null)
            rests.Answered(host);
    }

    /// <inheritdoc/>
    private protected sealed override async Task SilentAsync(SyncReader reader, string? host, CentralReply reply)
    {
        if (host is not null && rests.Failed(host))
            await errors.KeepAsync(reader.PartnerId, LinkState.Silent, Call, reply.Fault ?? new CentralFault(), CancellationToken.None);
    }

    /// <inheritdoc/>
    private protected sealed override async Task<bool> LeaveAsync(SyncReader reader, string? host, CentralReply reply)
    {
        await errors.KeepAsync(reader.PartnerId, LinkState.Ok, Call, reply.Fault ?? new CentralFault(), CancellationToken.None);
        if (host is not null)
            rests.Leave(host);
        return host is not null;
    }
}
