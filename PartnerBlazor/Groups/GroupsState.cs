using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Groups;

/// <summary>
/// The groups of the partner in one open tab (scoped), for those who manage them. Follows the changes while somebody shows it: a handful of
/// lines, read anew once per batch of changes that touches a group or a membership, and for no other change.
/// </summary>
public sealed class GroupsState(
    GroupQueries queries, GroupCommands commands, MembershipCommands memberships, LiveSession live, ILogger<GroupsState> log) : ILiveState
{
    private readonly List<Action> _listeners = [];
    private IDisposable? _membership;

    /// <summary>The groups by name, in the order of the tab's language; empty for those who may not manage them.</summary>
    public IReadOnlyList<GroupLine> Groups { get; private set; } = [];

    /// <summary>True when the person may manage groups (Super Admins); may turn false while they look.</summary>
    public bool Allowed { get; private set; }

    /// <summary>True while the groups cannot be read; those at hand are the last that could.</summary>
    public bool Failed { get; private set; }

    /// <summary>Reads the groups and follows them until the token is disposed.</summary>
    /// <param name="changed">Called on the tab's context when something changed.</param>
    /// <param name="cancel">Cancels the reading.</param>
    public async Task<IDisposable> OpenAsync(Action changed, CancellationToken cancel)
    {
        _listeners.Add(changed);
        // Watch first, then read.
        _membership ??= live.Join(this);
        var look = new Look(() => Leave(changed));
        try
        {
            await ReadAsync(cancel);
            return look;
        }
        catch
        {
            look.Dispose();
            throw;
        }
    }

    /// <summary>Reads the groups again after a failure.</summary>
    public Task RetryAsync(CancellationToken cancel) => ReadAndTellAsync(cancel);

    /// <inheritdoc cref="GroupCommands.CreateAsync"/>
    public Task<Guid> CreateAsync(string name, string description, CancellationToken cancel) =>
        commands.CreateAsync(live.Scope, name, description, cancel);

    /// <inheritdoc cref="GroupCommands.RenameAsync"/>
    public Task RenameAsync(Guid groupId, string name, string expectedName, CancellationToken cancel) =>
        commands.RenameAsync(live.Scope, groupId, name, expectedName, cancel);

    /// <inheritdoc cref="GroupCommands.DescribeAsync"/>
    public Task DescribeAsync(Guid groupId, string description, string expectedDescription, CancellationToken cancel) =>
        commands.DescribeAsync(live.Scope, groupId, description, expectedDescription, cancel);

    /// <inheritdoc cref="GroupCommands.DeleteAsync"/>
    public Task DeleteAsync(Guid groupId, Action<int> progress, CancellationToken cancel) => commands.DeleteAsync(live.Scope, groupId, progress, cancel);

    /// <inheritdoc cref="MembershipCommands.SetGroupsAsync"/>
    public Task SetGroupsAsync(Guid customerId, IReadOnlyCollection<Guid> groupIds, IReadOnlyCollection<Guid> expectedGroupIds, CancellationToken cancel) =>
        memberships.SetGroupsAsync(live.Scope, customerId, groupIds, expectedGroupIds, cancel);

    /// <summary>The groups a customer is in; null when it does not exist for the person, or cannot be read at the moment.</summary>
    public Task<IReadOnlyList<Guid>?> GroupsOfAsync(Guid customerId, CancellationToken cancel) =>
        TryAsync(() => queries.OfCustomerAsync(live.Scope, customerId, cancel));

    /// <summary>What a bulk change would do; null when that cannot be read at the moment.</summary>
    /// <inheritdoc cref="GroupQueries.PreviewAsync"/>
    public Task<MembershipPreview?> PreviewAsync(MembershipChange change, IReadOnlyCollection<Guid> customerIds, CancellationToken cancel) =>
        TryAsync<MembershipPreview>(async () => await queries.PreviewAsync(live.Scope, change, customerIds, cancel));

    /// <inheritdoc cref="MembershipCommands.ChangeAsync"/>
    public Task<BulkResult> ChangeAsync(
        MembershipChange change, IReadOnlyCollection<Guid> customerIds, Action<int> progress, CancellationToken cancel) =>
        memberships.ChangeAsync(live.Scope, change, customerIds, progress, cancel);

    /// <inheritdoc/>
    public async Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.Any(set => set.Groups || set.Rows.Any(MovesMembership)))
            await OnResyncAsync();
    }

    /// <inheritdoc/>
    public Task OnResyncAsync() => ReadAndTellAsync(CancellationToken.None);

    private async Task ReadAndTellAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        foreach (var changed in _listeners.ToList())
            changed();
    }

    private static bool MovesMembership(RowChange row) => !(row.Before?.GroupIds ?? []).SequenceEqual(row.After?.GroupIds ?? []);

    private async Task ReadAsync(CancellationToken cancel)
    {
        Allowed = live.Scope.May(Permission.ManageGroups);
        var read = Allowed ? await TryAsync<IReadOnlyList<GroupLine>>(async () => await queries.ListAsync(live.Scope, cancel)) : [];
        Failed = read is null;
        if (read is not null)
            Groups = [.. read.OrderBy(group => group.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    // A read that fails is told where it would show and can be tried again; it must not take the tab with it.
    private async Task<T?> TryAsync<T>(Func<Task<T?>> read) where T : class
    {
        try
        {
            return await read();
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            log.LogError(error, "The groups could not be read.");
            return null;
        }
    }

    private void Leave(Action changed)
    {
        _listeners.Remove(changed);
        if (_listeners.Count > 0)
            return;
        _membership?.Dispose();
        _membership = null;
    }

    private sealed class Look(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
