using PartnerBlazor.Delivery;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Delivery;

/// <summary>Another system, as the test plays it: it remembers every name it took, in order.</summary>
public sealed class FakeReceiver(DeliveryTarget target = DeliveryTarget.Crm) : IReceiver
{
    public DeliveryTarget Target => target;

    /// <summary>What it took.</summary>
    public List<SentName> Taken { get; } = [];

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>What it answers; takes the name when that says it is done.</summary>
    public Func<SentName, Task<DeliveryAnswer>> Answer { get; set; } = _ => Task.FromResult(DeliveryAnswer.Done);

    public void Answers(DeliveryAnswer answer) => Answer = _ => Task.FromResult(answer);

    public bool Serves(Partner partner) => partner.Demo;

    public async Task<DeliveryAnswer> SendAsync(SentName name, CancellationToken cancel)
    {
        Asked++;
        var answer = await Answer(name);
        if (answer.Problem is null)
            Taken.Add(name);
        return answer;
    }
}
