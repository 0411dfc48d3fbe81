using PartnerBlazor.Store;

namespace PartnerBlazor.Central;

/// <summary>What the vendor said.</summary>
public enum CentralOutcome
{
    /// <summary>Done at the vendor.</summary>
    Confirmed,
    /// <summary>Asked for; it counts once it is seen there (SPEC §9).</summary>
    Requested,
    /// <summary>The vendor says no.</summary>
    Refused,
}

/// <summary>An act at the vendor upon a customer it has.</summary>
public enum CentralAct
{
    /// <summary>Ends what the customer has and bills the chosen products by monthly usage.</summary>
    ToUsage,
    /// <summary>Other products of a monthly account.</summary>
    ChangeLicences,
    /// <summary>Tells the customer's administrator that the partner asks to be let in.</summary>
    RequestAssistance,
    /// <summary>Separates the customer from the partner.</summary>
    Unlink,
    /// <summary>Takes an unlink back.</summary>
    Restore,
}

/// <summary>The vendor's answer.</summary>
/// <param name="Outcome">What it said.</param>
/// <param name="Code">Refused: one of <see cref="RefusalCodes"/>.</param>
public sealed record CentralAnswer(CentralOutcome Outcome, string? Code = null)
{
    /// <summary>Done.</summary>
    public static CentralAnswer Confirmed { get; } = new(CentralOutcome.Confirmed);
    /// <summary>Asked for.</summary>
    public static CentralAnswer Requested { get; } = new(CentralOutcome.Requested);
    /// <summary>Refused with a code.</summary>
    public static CentralAnswer Refused(string code) => new(CentralOutcome.Refused, code);

    /// <summary>True when it is done, false when it was asked for.</summary>
    /// <exception cref="RefusedException">The vendor said no.</exception>
    public bool IsConfirmed => Outcome == CentralOutcome.Refused ? throw new RefusedException(Code!) : Outcome == CentralOutcome.Confirmed;
}

/// <summary>An account the vendor created.</summary>
/// <param name="Id">Its account id.</param>
/// <param name="DataRegion">The vendor's region code.</param>
/// <param name="Activated">True once it has an API host.</param>
public sealed record NewAccount(Guid Id, string? DataRegion, bool Activated);

/// <summary>What a licence key buys.</summary>
/// <param name="Product">The product.</param>
/// <param name="Quantity">Seats.</param>
/// <param name="Months">For how many months.</param>
/// <param name="Number">The number the vendor prints on the licence.</param>
public sealed record KeyTerms(Product Product, int Quantity, int Months, string Number);

/// <summary>
/// The vendor's side of every act upon an account. Asked inside the write that records the act, and does nothing outside the database:
/// what must travel is written down in the same transaction and sent after it.
/// </summary>
public interface ICentral
{
    /// <summary>Asks for an act upon a customer.</summary>
    /// <param name="session">The write.</param>
    /// <param name="customer">The customer as it is before.</param>
    /// <param name="act">The act.</param>
    /// <param name="products">Codes of the chosen products, where the act has any.</param>
    Task<CentralAnswer> AskAsync(WriteSession session, Customer customer, CentralAct act, IReadOnlyCollection<string> products);

    /// <summary>Asks for a new account.</summary>
    /// <param name="session">The write.</param>
    /// <param name="customer">What it shall be; its id is not known yet.</param>
    /// <param name="products">Codes of the chosen products.</param>
    /// <returns>The answer, and the account when it is confirmed.</returns>
    Task<(CentralAnswer Answer, NewAccount? Account)> CreateAsync(WriteSession session, Customer customer, IReadOnlyCollection<string> products);

    /// <summary>Redeems a licence key for a customer; once. A refusal redeems nothing.</summary>
    /// <param name="session">The write.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="categories">Protection the key must continue: one of these.</param>
    /// <param name="key">The key as typed.</param>
    /// <returns>The answer, and what the key buys when it is confirmed.</returns>
    Task<(CentralAnswer Answer, KeyTerms? Terms)> RedeemAsync(
        WriteSession session, Customer customer, IReadOnlyCollection<LicenceCategory> categories, string key);
}
