using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Live;

/// <summary>The pump of a tab goes on whatever one round meets.</summary>
public sealed class LiveSessionTests
{
    [Fact]
    public async Task A_round_that_fails_does_not_end_the_next()
    {
        await using var store = await TestStore.CreateAsync();
        var scope = await store.AddPersonAsync(await store.AddPartnerAsync());
        var id = await store.AddCustomerAsync(scope.PartnerId);
        await using var live = new LiveSession(store.Feed, TimeProvider.System, NullLogger<LiveSession>.Instance);
        var rescoped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        live.OnRescoped = _ =>
        {
            rescoped.TrySetResult();
            throw new InvalidOperationException("The layout failed.");
        };
        live.OnFailed = _ => throw new InvalidOperationException("The page is gone.");
        var state = new Failing();
        live.Join(state);
        await live.StartAsync(scope, () => Task.FromResult<PartnerScope?>(scope));
        live.Show(state, [id]);

        store.Feed.PublishNewDay();
        await rescoped.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await store.RenameAsync(scope.PartnerId, id, "First");
        await store.RenameAsync(scope.PartnerId, id, "Second");

        await state.Second.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_round_that_fails_while_the_tab_closes_does_not_fail_the_closing()
    {
        await using var store = await TestStore.CreateAsync();
        var scope = await store.AddPersonAsync(await store.AddPartnerAsync());
        var id = await store.AddCustomerAsync(scope.PartnerId);
        var live = new LiveSession(store.Feed, TimeProvider.System, NullLogger<LiveSession>.Instance)
        {
            OnFailed = _ => throw new InvalidOperationException("The page is gone."),
        };
        var state = new Held();
        live.Join(state);
        await live.StartAsync(scope, () => Task.FromResult<PartnerScope?>(scope));
        live.Show(state, [id]);
        await store.RenameAsync(scope.PartnerId, id, "First");
        await state.Reached.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var closing = live.DisposeAsync();
        state.Fail();

        await closing.AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    // Stands in the middle of a round until it is told to fail.
    private sealed class Held : ILiveState
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Fail() => _failed.SetException(new InvalidOperationException("A state failed."));

        public Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
        {
            _reached.TrySetResult();
            return _failed.Task;
        }

        public Task OnResyncAsync() => Task.CompletedTask;
    }

    private sealed class Failing : ILiveState
    {
        private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Second => _second.Task;

        public Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
        {
            if (sets.SelectMany(set => set.Rows).Any(row => row.After?.DisplayName == "Second"))
                _second.TrySetResult();
            throw new InvalidOperationException("A state failed.");
        }

        public Task OnResyncAsync() => Task.CompletedTask;
    }
}
