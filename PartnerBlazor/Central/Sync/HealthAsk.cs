using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>Asks how well one customer's devices are protected.</summary>
public sealed class HealthAsk(
    CentralClient client, CentralLink link, CustomerQueue queue, VendorPages pages, AskedWrites writes, CustomerHosts hosts, HostRests rests, LinkErrors errors, TimeProvider time)
    : RegionalAsk(link, queue, pages, writes, hosts, rests, errors, time)
{
    /// <inheritdoc/>
    public override SyncKind Kind => SyncKind.Health;

    /// <inheritdoc/>
    private protected override CentralCall Call => CentralCall.Health;

    /// <inheritdoc/>
    private protected override async Task<CustomerAnswer> ReadAsync(SyncReader reader, Guid customerId, Uri host, CancellationToken cancel)
    {
        var reply = await client.HealthAsync(host, customerId, cancel);
        var told = reply.Meaning != CentralMeaning.Done ? null
            : VendorPages.Read(() => RecordReader.HealthOf(new AnswerSource(nameof(CentralCall.Health), reply.AskedAt), reply.Body, customerId));
        return new CustomerAnswer(reply, told is null ? null : VendorReading.Of(told));
    }

    /// <inheritdoc/>
    private protected override ImportCounts CountsOf(ImportTally tally) => tally.Health;
}
