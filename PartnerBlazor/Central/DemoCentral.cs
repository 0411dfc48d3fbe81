using PartnerBlazor.Store;

namespace PartnerBlazor.Central;

/// <summary>
/// Plays the vendor for the partners the demo made: has every call and answers at once. For a partner that was imported it refuses
/// (<see cref="RefusalCodes.NotConnected"/>): nothing is pretended about a real estate.
/// </summary>
public sealed class DemoCentral : ICentral
{
    /// <inheritdoc/>
    public async Task<CentralAnswer> AskAsync(WriteSession session, Customer customer, CentralAct act, IReadOnlyCollection<string> products) =>
        await IsPlayedAsync(session) ? CentralAnswer.Confirmed : CentralAnswer.Refused(RefusalCodes.NotConnected);

    /// <inheritdoc/>
    public async Task<(CentralAnswer Answer, NewAccount? Account)> CreateAsync(WriteSession session, Customer customer, IReadOnlyCollection<string> products)
    {
        ArgumentNullException.ThrowIfNull(customer);
        return await IsPlayedAsync(session)
            ? (CentralAnswer.Confirmed, new NewAccount(Guid.NewGuid(), RegionOf(customer.DataGeography), Activated: true))
            : (CentralAnswer.Refused(RefusalCodes.NotConnected), null);
    }

    /// <inheritdoc/>
    public async Task<(CentralAnswer Answer, KeyTerms? Terms)> RedeemAsync(
        WriteSession session, Customer customer, IReadOnlyCollection<LicenceCategory> categories, string key)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(customer);
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(key);
        if (!await IsPlayedAsync(session))
            return (CentralAnswer.Refused(RefusalCodes.NotConnected), null);
        if (DemoKeys.Find(key) is not { } known)
            return (CentralAnswer.Refused(RefusalCodes.LicenceKeyUnknown), null);
        // Also one redeemed a moment ago in this same write.
        if (await session.Db.RedeemedKeys.FindAsync(known.Key) is not null)
            return (CentralAnswer.Refused(RefusalCodes.LicenceKeyUsed), null);
        if (!categories.Contains(known.Product.Category))
            return (CentralAnswer.Refused(RefusalCodes.LicenceKeyWrongProduct), null);
        session.Db.RedeemedKeys.Add(new RedeemedKey { Key = known.Key, CustomerId = customer.Id, At = session.Now });
        return (CentralAnswer.Confirmed, new KeyTerms(known.Product, known.Quantity, known.Months, $"L{known.Key.Replace("-", "", StringComparison.Ordinal)[^10..]}"));
    }

    private static async Task<bool> IsPlayedAsync(WriteSession session) =>
        (await session.Db.Partners.FindAsync(session.PartnerId))!.Demo;

    // The pairs met in live data (domain.md B2); the others by their names.
    private static string? RegionOf(string? geography) => geography switch
    {
        "IE" => "eu01",
        "DE" => "eu02",
        "US" => "us03",
        { } other => $"{other.ToLowerInvariant()}01",
        _ => null,
    };
}

/// <summary>Where nobody plays the vendor and none is connected: refuses everything.</summary>
public sealed class NotConnected : ICentral
{
    private static readonly CentralAnswer s_no = CentralAnswer.Refused(RefusalCodes.NotConnected);

    /// <inheritdoc/>
    public Task<CentralAnswer> AskAsync(WriteSession session, Customer customer, CentralAct act, IReadOnlyCollection<string> products) => Task.FromResult(s_no);

    /// <inheritdoc/>
    public Task<(CentralAnswer Answer, NewAccount? Account)> CreateAsync(WriteSession session, Customer customer, IReadOnlyCollection<string> products) =>
        Task.FromResult<(CentralAnswer, NewAccount?)>((s_no, null));

    /// <inheritdoc/>
    public Task<(CentralAnswer Answer, KeyTerms? Terms)> RedeemAsync(
        WriteSession session, Customer customer, IReadOnlyCollection<LicenceCategory> categories, string key) =>
        Task.FromResult<(CentralAnswer, KeyTerms?)>((s_no, null));
}
