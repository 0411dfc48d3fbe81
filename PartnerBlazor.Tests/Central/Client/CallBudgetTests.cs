using CsCheck;
using PartnerBlazor.Central.Client;

namespace PartnerBlazor.Tests.Central.Client;

/// <summary>The vendor's limits hold for whatever is asked, and nobody waits for nothing (domain.md B11).</summary>
public sealed class CallBudgetTests
{
    private static readonly (TimeSpan Window, int Most)[] s_allowed =
        [(TimeSpan.FromSeconds(1), 10), (TimeSpan.FromMinutes(1), 100), (TimeSpan.FromHours(1), 1000), (TimeSpan.FromDays(1), 200_000)];

    [Fact]
    public void However_calls_come_no_window_holds_more_than_the_vendor_allows() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 40]).Array[1, 400].Sample(steps =>
        {
            var (budget, now, left) = (new CallBudget(), TimeSpan.FromDays(3), new List<TimeSpan>());
            foreach (var (kind, size) in steps)
            {
                // A pause, or a burst of either lane; who must wait does.
                if (kind == 0)
                    now += TimeSpan.FromMilliseconds(size * size * 25);
                else
                    for (var i = 0; i < size; i++)
                    {
                        while (budget.Take(kind == 1 ? CallLane.Person : CallLane.Background, now) is var wait && wait > TimeSpan.Zero)
                            now += wait;
                        left.Add(now);
                    }
            }
            foreach (var (window, most) in s_allowed)
                for (var i = most; i < left.Count; i++)
                    if (left[i] - left[i - most] < window)
                        return false;
            return true;
        }, iter: 200);

    [Fact]
    public void Waiting_as_long_as_told_is_enough()
    {
        var (budget, now) = (new CallBudget(), TimeSpan.Zero);
        for (var i = 0; i < 3000; i++)
        {
            var lane = i % 3 == 0 ? CallLane.Person : CallLane.Background;
            var waits = 0;
            while (budget.Take(lane, now) is var wait && wait > TimeSpan.Zero)
            {
                now += wait;
                waits++;
            }
            // One window may end and another still hold; never more than there are.
            Assert.InRange(waits, 0, 5);
        }
    }

    [Fact]
    public void The_background_leaves_a_part_of_every_hour_to_people()
    {
        var (budget, now) = (new CallBudget(), TimeSpan.Zero);
        // The background takes whatever it gets for half an hour.
        while (now < TimeSpan.FromMinutes(30))
            now += budget.Take(CallLane.Background, now);
        // Spread, not gone in the first minutes.
        Assert.InRange(budget.Since(TimeSpan.FromHours(1), now), 480, 540);
        // A person still gets nine at once, and ninety within the minute.
        var people = 0;
        for (var until = now + TimeSpan.FromSeconds(20); now < until;)
        {
            if (budget.Take(CallLane.Person, now) is var wait && wait > TimeSpan.Zero)
                now += wait;
            else
                people++;
        }
        Assert.InRange(people, 60, 95);
    }

    [Fact]
    public void In_the_long_run_the_background_uses_its_hour()
    {
        var (budget, now, calls) = (new CallBudget(), TimeSpan.Zero, 0);
        while (now < TimeSpan.FromHours(5))
        {
            if (budget.Take(CallLane.Background, now) is var wait && wait > TimeSpan.Zero)
                now += wait;
            else
                calls++;
        }
        Assert.InRange(calls, 5 * CallBudget.AnHour - 5, 5 * CallBudget.AnHour + CallBudget.Burst);
    }
}
