using PartnerBlazor.Access;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.Groups;

/// <summary>
/// The groups of the partner in one open tab (scoped), for those who manage them. Follows the changes while somebody shows it: a handful of
/// lines, read anew once per batch of changes that touches a group or a membership, and for no other change.
/// </summary>
public sealed class GroupsState(
    GroupQueries queries, GroupCommands commands, MembershipCommands memberships, LiveSession live, ILogger<GroupsState> log) : SharedState(live)
{
    /// <summary>The groups by name, in the order of the tab's language; empty for those who may not manage them.</summary>
    public IReadOnlyList<GroupLine> Groups { get; private set; } = [];

    /// <summary>True when the person may manage groups (Super Admins); may turn false while they look.</summary>
    public bool Allowed { get; private set; }

    /// <summary>True while the groups cannot be read; those at hand are the last that could.</summary>
    public bool Failed { get; private set; }

    /// <inheritdoc cref="GroupCommands.CreateAsync"/>
    public Task<Guid> CreateAsync(string name, string description, CancellationToken cancel) =>
        commands.CreateAsync(Live.Scope, name, description, cancel);

    /// <inheritdoc cref="GroupCommands.RenameAsync"/>
    public Task RenameAsync(Guid groupId, string name, string expectedName, CancellationToken cancel) =>
        commands.RenameAsync(Live.Scope, groupId, name, expectedName, cancel);

    /// <inheritdoc cref="GroupCommands.DescribeAsync"/>
    public Task DescribeAsync(Guid groupId, string description, string expectedDescription, CancellationToken cancel) =>
        commands.DescribeAsync(Live.Scope, groupId, description, expectedDescription, cancel);

    /// <inheritdoc cref="GroupCommands.DeleteAsync"/>
    public Task DeleteAsync(Guid groupId, Action<int> progress, CancellationToken cancel) => commands.DeleteAsync(Live.Scope, groupId, progress, cancel);

    /// <inheritdoc cref="MembershipCommands.SetGroupsAsync"/>
    public Task SetGroupsAsync(Guid customerId, IReadOnlyCollection<Guid> groupIds, IReadOnlyCollection<Guid> expectedGroupIds, CancellationToken cancel) =>
        memberships.SetGroupsAsync(Live.Scope, customerId, groupIds, expectedGroupIds, cancel);

    /// <summary>The groups a customer is in; null when it does not exist for the person, or cannot be read at the moment.</summary>
    public Task<IReadOnlyList<Guid>?> GroupsOfAsync(Guid customerId, CancellationToken cancel) =>
        TryAsync(() => queries.OfCustomerAsync(Live.Scope, customerId, cancel));

    /// <summary>What a bulk change would do; null when that cannot be read at the moment.</summary>
    /// <inheritdoc cref="GroupQueries.PreviewAsync"/>
    public Task<MembershipPreview?> PreviewAsync(MembershipChange change, IReadOnlyCollection<Guid> customerIds, CancellationToken cancel) =>
        TryAsync<MembershipPreview>(async () => await queries.PreviewAsync(Live.Scope, change, customerIds, cancel));

    /// <inheritdoc cref="MembershipCommands.ChangeAsync"/>
    public Task<BulkResult> ChangeAsync(
        MembershipChange change, IReadOnlyCollection<Guid> customerIds, Action<int> progress, CancellationToken cancel) =>
        memberships.ChangeAsync(Live.Scope, change, customerIds, progress, cancel);

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return sets.Any(set => set.Groups || set.Rows.Any(MovesMembership)) ? OnResyncAsync() : Task.CompletedTask;
    }

    private static bool MovesMembership(RowChange row) => !(row.Before?.GroupIds ?? []).SequenceEqual(row.After?.GroupIds ?? []);

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        Allowed = Live.Scope.May(Permission.ManageGroups);
        var read = Allowed ? await TryAsync<IReadOnlyList<GroupLine>>(async () => await queries.ListAsync(Live.Scope, cancel)) : [];
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
}
