using CsCheck;
using PartnerBlazor.Delivery;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Delivery;

/// <summary>What people, receivers and the clock do to one name, in any order.</summary>
public sealed class DeliveryOrderTests : DeliveryWorld
{
    private static readonly string[] s_steps = ["rename", "retry", "give up", "run", "wait", "silent", "refuse", "answer"];

    [Fact]
    public void Whatever_happens_in_whatever_order_the_last_name_arrives_and_no_older_one_after_it() =>
        Gen.Int[0, s_steps.Length - 1].Array[1, 30].Sample(steps => Task.Run(async () =>
        {
            await using var world = new DeliveryOrderTests();
            await world.InitializeAsync();
            await world.LiveAsync([.. steps.Select(step => s_steps[step])]);
        }, Stop).GetAwaiter().GetResult(), iter: 25, threads: 1);

    private async Task LiveAsync(IReadOnlyList<string> steps)
    {
        List<string> names = [];
        foreach (var step in steps)
        {
            switch (step)
            {
                case "rename":
                    names.Add($"Name {names.Count}");
                    await RenameAsync(names[^1]);
                    break;
                case "retry" or "give up" when names.Count > 0:
                    await QuietlyAsync(async () => await (step == "retry" ? Commands.RetryAsync(Admin, (await DeliveryAsync()).Id, Stop) : Commands.GiveUpAsync(Admin, (await DeliveryAsync()).Id, Stop)));
                    break;
                case "run":
                    await Pump.RunAsync(Stop);
                    break;
                case "wait":
                    Store.Time.Advance(TimeSpan.FromSeconds(5));
                    break;
                case "silent" or "refuse" or "answer":
                    Crm.Answers(step switch { "silent" => DeliveryAnswer.Silent, "refuse" => DeliveryAnswer.Refused, _ => DeliveryAnswer.Done });
                    break;
            }
            // What a person or a receiver has ended is ended; all else is still to come.
            if (names.Count > 0 && await DeliveryAsync() is var delivery)
                Assert.Equal(delivery.State == DeliveryState.Pending, delivery.NextAt is not null);
        }
        if (names.Count == 0)
            return;
        Crm.Answers(DeliveryAnswer.Done);
        await QuietlyAsync(async () => await Commands.RetryAsync(Admin, (await DeliveryAsync()).Id, Stop));
        await Pump.RunAsync(Stop);
        Assert.Equal(DeliveryState.Delivered, (await DeliveryAsync()).State);
        Assert.Equal(names[^1], Crm.Taken[^1].Name);
        Assert.Equal(Crm.Taken.Select(name => names.IndexOf(name.Name)).Order(), Crm.Taken.Select(name => names.IndexOf(name.Name)));
        await AssertWholeAsync();
    }

    private static async Task QuietlyAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RefusedException refused) when (refused.Code == RefusalCodes.NothingToDeliver)
        {
            // Delivered already.
        }
    }
}
