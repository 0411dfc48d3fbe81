using System.Text.Json;
using Microsoft.Extensions.Options;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Delivery;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central.Link;

/// <summary>Tells the real vendor the names of customers (domain.md B4): partners' credentials only. What it did not confirm is not delivered.</summary>
public sealed class CentralReceiver(CentralClient client, CentralLink link, IOptions<CentralOptions> options, TimeProvider time) : IReceiver
{
    private static readonly TimeSpan s_whileUnbound = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public DeliveryTarget Target => DeliveryTarget.Central;

    /// <inheritdoc/>
    public bool Serves(Partner partner) => options.Value.Exists() && partner is { IsConnected: true };

    /// <inheritdoc/>
    public async Task<DeliveryAnswer> SendAsync(SentName name, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (await link.AccountAsync(name.PartnerId, cancel) is not { Kind: VendorKind.Partner } account)
            return DeliveryAnswer.Silent with { Problem = ProblemOf(link.Status.State), NotBefore = s_whileUnbound };
        var reply = await client.RenameAsync(account.Id, name.CustomerId, name.Name, CallLane.Background, cancel);
        await link.TellAsync(reply);
        return reply.Meaning switch
        {
            CentralMeaning.Done => Confirmed(reply.Body, name.Name),
            CentralMeaning.Refused => DeliveryAnswer.Refused with { Problem = reply.Fault?.Status == 404 ? RefusalCodes.ReceiverUnknown : RefusalCodes.ReceiverRefused },
            var meaning => DeliveryAnswer.Silent with { Problem = ProblemOf(meaning), NotBefore = reply.Fault?.Until - time.GetUtcNow().UtcDateTime },
        };
    }

    // It answers with the record as it is now: sent again, the same name would be shown no differently.
    private static DeliveryAnswer Confirmed(JsonElement record, string name) =>
        record.Get("showAs").Text() is not { } shown ? DeliveryAnswer.Silent
            : NameRules.Same(shown, name) ? DeliveryAnswer.Done : DeliveryAnswer.Refused with { Problem = RefusalCodes.ReceiverOtherName };

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
        CentralMeaning.Limited or CentralMeaning.Full => RefusalCodes.LinkLimited,
        _ => RefusalCodes.ReceiverSilent,
    };
}
