using CsCheck;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Customers;

/// <summary>Scrolling through a list that changes behind the window (SPEC §7).</summary>
public sealed class LoadedWindowTests
{
    private static readonly IReadOnlyDictionary<Guid, DateTime> s_never = new Dictionary<Guid, DateTime>();

    /// <summary>What happens between two scrolls, or a scroll; numbers are taken modulo what there is.</summary>
    private sealed record Step(int Kind, int A, int B);

    private static readonly Gen<Step> s_step = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 200], Gen.Int[1, 20], (kind, a, b) => new Step(kind, a, b));

    [Fact]
    public void No_customer_is_shown_twice_and_every_place_is_filled() =>
        s_step.Array[1, 40].Sample(Run, iter: 500);

    [Fact]
    public async Task What_was_cleared_while_it_was_read_is_read_anew()
    {
        var window = new LoadedWindow();
        var answer = new TaskCompletionSource<CustomerWindow>();
        var slow = window.LoadAsync(0, 1, (_, _, _) => answer.Task);
        window.Clear();
        answer.SetResult(new CustomerWindow([RowOf(Guid.NewGuid())], s_never, 1, 1));
        await slow;
        var current = Guid.NewGuid();
        var (slots, _) = await window.LoadAsync(0, 1, (_, _, _) => Task.FromResult(new CustomerWindow([RowOf(current)], s_never, 1, 2)));
        Assert.Equal(current, Assert.Single(slots).Id);
    }

    [Fact]
    public async Task A_failed_read_leaves_what_is_loaded()
    {
        var window = new LoadedWindow();
        var id = Guid.NewGuid();
        await window.LoadAsync(0, 1, (_, _, _) => Task.FromResult(new CustomerWindow([RowOf(id)], s_never, 1, 1)));
        window.Clear();
        await Assert.ThrowsAsync<IOException>(() => window.LoadAsync(0, 1, (_, _, _) => throw new IOException("The disk is gone.")));
        Assert.Equal(id, Assert.Single(window.Slots).Id);
    }

    private static void Run(Step[] steps)
    {
        var store = Enumerable.Range(0, 60).Select(_ => Guid.NewGuid()).ToList();
        var left = new List<Guid>();
        var window = new LoadedWindow();
        foreach (var (kind, a, b) in steps)
        {
            switch (kind)
            {
                case 0 when store.Count > 0:
                    var moved = store[a % store.Count];
                    store.Remove(moved);
                    store.Insert(b % (store.Count + 1), moved);
                    break;
                case 1:
                    store.Insert(a % (store.Count + 1), Guid.NewGuid());
                    break;
                case 2 when store.Count > 0:
                    var gone = store[a % store.Count];
                    store.Remove(gone);
                    left.Add(gone);
                    window.Find(gone)?.Leave();
                    break;
                case 3 when left.Count > 0:
                    // Back, perhaps elsewhere in the order, while its place in the window is still empty.
                    var back = left[a % left.Count];
                    left.Remove(back);
                    store.Insert(b % (store.Count + 1), back);
                    break;
                default:
                    Scroll(window, store, a % (store.Count + 1), b);
                    break;
            }
        }
    }

    private static void Scroll(LoadedWindow window, List<Guid> store, int start, int count)
    {
        // The store answers at once, so the task is complete.
        var (slots, places) = window.LoadAsync(start, count, (from, rows, without) =>
        {
            var rest = store.Where(id => !without.Contains(id)).ToList();
            return Task.FromResult(new CustomerWindow([.. rest.Skip(from).Take(rows).Select(RowOf)], s_never, rest.Count, 0));
        }).GetAwaiter().GetResult();
        Assert.Equal(slots.Count, slots.Select(slot => slot.Id).Distinct().Count());
        Assert.Equal(slots, window.Slots);
        var gone = slots.Count(slot => !store.Contains(slot.Id));
        if (places is { } all)
            Assert.Equal(store.Count + gone, all);
        if (start + count <= store.Count + gone)
            Assert.Equal(count, slots.Count);
    }

    private static CustomerRow RowOf(Guid id) => new CustomerProjector().Build(
        new Customer
        {
            Id = id,
            PartnerId = 1,
            Name = "Customer",
            BillingType = BillingType.Term,
            Origin = CustomerOrigin.Term,
            PartnerAssistance = PartnerAssistance.On,
        },
        [], _ => 0, new DateOnly(2026, 6, 15), 1);
}
