using System.Text.Json;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Delivery;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Link;

/// <summary>Tells the real vendor the names of customers (domain.md B4): partners' credentials only. What it did not confirm is not delivered.</summary>
public sealed class CentralReceiver(CentralClient client, CentralLink link, TimeProvider time) : IReceiver
{
    private static readonly TimeSpan s_whileUnbound = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public DeliveryTarget Target => DeliveryTarget.Central;

    /// <inheritdoc/>
    public bool Serves(Partner partner) => partner is { Demo: false, VendorKind: VendorKind.Partner };

    /// <inheritdoc/>
    public async Task<DeliveryAnswer> SendAsync(SentName name, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (await link.AccountAsync(name.PartnerId, cancel) is not { Kind: VendorKind.Partner } account)
            return DeliveryAnswer.Silent with { Problem = ProblemOf(link.Status.State), NotBefore = s_whileUnbound };
        var reply = await client.RenameAsync(account.Id, name.CustomerId, name.Name, CallLane.Background, cancel);
        await link.TellAsync(CentralCall.Rename, reply, cancel);
        return reply.Meaning switch
        {
            CentralMeaning.Done => Shows(reply.Body, name.Name) ? DeliveryAnswer.Done : DeliveryAnswer.Silent,
            CentralMeaning.Refused => reply.Fault?.Status == 404 ? DeliveryAnswer.Refused with { Problem = RefusalCodes.ReceiverUnknown } : DeliveryAnswer.Refused,
            var meaning => DeliveryAnswer.Silent with { Problem = ProblemOf(meaning), NotBefore = reply.Fault?.Until - time.GetUtcNow().UtcDateTime },
        };
    }

    // It answers with the record as it is now.
    private static bool Shows(JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty("showAs", out var shown) && shown.ValueKind == JsonValueKind.String && shown.GetString() == name;

    private static string ProblemOf(LinkState state) => state switch
    {
        LinkState.Refused => RefusalCodes.LinkRefused,
        LinkState.OtherPartner => RefusalCodes.LinkOtherPartner,
        LinkState.Limited => RefusalCodes.LinkLimited,
        _ => RefusalCodes.ReceiverSilent,
    };

    private static string ProblemOf(CentralMeaning meaning) => meaning switch
    {
        CentralMeaning.LinkRefused => RefusalCodes.LinkRefused,
        CentralMeaning.Limited => RefusalCodes.LinkLimited,
        _ => RefusalCodes.ReceiverSilent,
    };
}
