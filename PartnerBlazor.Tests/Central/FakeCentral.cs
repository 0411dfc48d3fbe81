using PartnerBlazor.Central;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Central;

/// <summary>A vendor that answers as the test says, and remembers what it was asked.</summary>
public sealed class FakeCentral : ICentral
{
    /// <summary>What it answers.</summary>
    public CentralAnswer Answer { get; set; } = CentralAnswer.Confirmed;

    /// <summary>What it answers to an act, instead.</summary>
    public Dictionary<Guid, CentralAnswer> AnswerFor { get; } = [];

    /// <summary>What a licence key buys.</summary>
    public KeyTerms Terms { get; set; } = new(Products.Find("CIXA-MSP")!, 25, 12, "L1");

    public List<(CentralAct Act, Guid Customer)> Asked { get; } = [];

    public Task<CentralAnswer> AskAsync(WriteSession session, Customer customer, CentralAct act, IReadOnlyCollection<string> products)
    {
        ArgumentNullException.ThrowIfNull(customer);
        Asked.Add((act, customer.Id));
        return Task.FromResult(AnswerFor.GetValueOrDefault(customer.Id, Answer));
    }

    public Task<(CentralAnswer Answer, NewAccount? Account)> CreateAsync(WriteSession session, Customer customer, IReadOnlyCollection<string> products) =>
        Task.FromResult<(CentralAnswer, NewAccount?)>((Answer, Answer.Outcome == CentralOutcome.Confirmed ? new NewAccount(Guid.NewGuid(), "eu01", true) : null));

    public Task<(CentralAnswer Answer, KeyTerms? Terms)> RedeemAsync(
        WriteSession session, Customer customer, IReadOnlyCollection<LicenceCategory> categories, string key) =>
        Task.FromResult<(CentralAnswer, KeyTerms?)>((Answer, Answer.Outcome == CentralOutcome.Confirmed ? Terms : null));
}
