using Microsoft.Extensions.Time.Testing;
using PartnerBlazor.Central.Client;

namespace PartnerBlazor.Tests.Central.Client;

/// <summary>Who may call the vendor, and when: people first, everybody within the limits, nobody while the vendor wants to be left alone.</summary>
public sealed class CallGateTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_goes_before_background_work_that_came_first()
    {
        using var gate = new CallGate(_time);
        for (var i = 0; i < 8; i++)
            await gate.EnterAsync(CallLane.Background, Stop);
        // The second is full for the background; three of it wait.
        List<string> order = [];
        Task[] waiting = [.. Enumerable.Range(0, 3).Select(_ => EnterAsync(gate, CallLane.Background, order))];
        await gate.EnterAsync(CallLane.Person, Stop);
        var person = EnterAsync(gate, CallLane.Person, order);
        while (!(person.IsCompleted && Task.WhenAll(waiting).IsCompleted))
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
        Assert.Equal("Person", order[0]);
        Assert.Equal(4, order.Count);
    }

    [Fact]
    public async Task After_a_429_everybody_is_told_until_when_and_nobody_calls()
    {
        using var gate = new CallGate(_time);
        gate.Rest(TimeSpan.FromMinutes(2));
        var until = _time.GetUtcNow().UtcDateTime + TimeSpan.FromMinutes(2);
        Assert.Equal(until, gate.LimitedUntil);
        foreach (var lane in Enum.GetValues<CallLane>())
        {
            var refusal = await Assert.ThrowsAsync<CentralCallException>(() => gate.EnterAsync(lane, Stop));
            Assert.Equal(CentralMeaning.Limited, refusal.Meaning);
            Assert.Equal(until, refusal.Fault.Until);
        }
        // A shorter one does not end a longer one.
        gate.Rest(TimeSpan.FromSeconds(1));
        Assert.Equal(until, gate.LimitedUntil);
        Assert.Equal(0, gate.LastHour);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(gate.LimitedUntil);
        await gate.EnterAsync(CallLane.Person, Stop);
        Assert.Equal(1, gate.LastHour);
    }

    [Fact]
    public async Task A_short_rest_is_waited_for()
    {
        using var gate = new CallGate(_time);
        gate.Rest(TimeSpan.FromSeconds(3));
        var person = gate.EnterAsync(CallLane.Person, Stop);
        Assert.False(person.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(3));
        await person;
    }

    [Fact]
    public async Task Who_gives_up_waiting_keeps_nobody_else_waiting()
    {
        using var gate = new CallGate(_time);
        gate.Rest(TimeSpan.FromSeconds(3));
        using var gone = new CancellationTokenSource();
        var left = gate.EnterAsync(CallLane.Person, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _time.Advance(TimeSpan.FromSeconds(3));
        await gate.EnterAsync(CallLane.Background, Stop);
    }

    private static async Task EnterAsync(CallGate gate, CallLane lane, List<string> order)
    {
        await gate.EnterAsync(lane, Stop);
        lock (order)
            order.Add($"{lane}");
    }
}
