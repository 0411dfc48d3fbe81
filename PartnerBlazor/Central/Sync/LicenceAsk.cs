using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Sync;

/// <summary>Asks for one customer's licences.</summary>
public sealed class LicenceAsk(CentralClient client, CentralLink link, CustomerQueue queue, VendorPages pages, AskedWrites writes, TimeProvider time)
    : CustomerAsk(link, queue, pages, writes, time)
{
    /// <inheritdoc/>
    public override SyncKind Kind => SyncKind.Licences;

    /// <inheritdoc/>
    private protected override async Task<CustomerAnswer> ReadAsync(SyncReader reader, Guid customerId, string? host, CancellationToken cancel)
    {
        var reply = await client.LicencesAsync(customerId, cancel);
        var told = reply.Meaning != CentralMeaning.Done ? null : VendorPages.Read(() =>
            new RecordReader(new ImportTally()).LicencesOf(new AnswerSource(nameof(CentralCall.Licences), reply.AskedAt), reply.Body, customerId));
        return new CustomerAnswer(reply, told is null ? null : VendorReading.Of(told));
    }

    /// <inheritdoc/>
    private protected override ImportCounts CountsOf(ImportTally tally) => tally.Licences;
}
