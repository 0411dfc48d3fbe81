using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.People;

/// <summary>
/// The people and custom roles of the partner in one open tab (scoped), for those who manage them. Follows the changes while somebody shows
/// it: read anew once per batch of changes that touches a person, a role or a group, and for no other change.
/// </summary>
public sealed class PeopleState(
    PeopleQueries queries, PeopleCommands commands, RoleCommands roles, CustomerQueries customers, IInviter inviter, LiveSession live, TimeProvider time,
    ILogger<PeopleState> log) : SharedState(live)
{
    /// <summary>Customers offered at a time; who wants another one types more of its name.</summary>
    public const int Offered = 20;

    /// <summary>What was read last; nothing for those who may not manage people.</summary>
    public PeopleReading Read { get; private set; } = PeopleReading.None;

    /// <summary>True while the person may manage people; may turn false while they look.</summary>
    public bool Allowed { get; private set; }

    /// <summary>True while it cannot be read; what is at hand is the last that could.</summary>
    public bool Failed { get; private set; }

    /// <summary>People who are invited are told how to get in.</summary>
    public bool Invitations => inviter.Needed;

    /// <summary>The moment (UTC).</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The person at hand; null when there is none such.</summary>
    public PersonLine? Person(Guid id) => Read.People.FirstOrDefault(person => person.Id == id);

    /// <summary>The role at hand; null when there is none such.</summary>
    public RoleLine? Role(Guid id) => Read.Roles.FirstOrDefault(role => role.Id == id);

    /// <summary>True for the person who looks: nobody changes their own role.</summary>
    public bool IsSelf(Guid personId) => Live.Own.PersonId == personId;

    /// <summary>Whether the person can sign in, and has.</summary>
    public PersonState StateOf(PersonLine person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.State(Invitations);
    }

    /// <inheritdoc cref="PeopleCommands.InviteAsync"/>
    public Task<Guid> InviteAsync(string name, string email, AccessChoice access, CancellationToken cancel) =>
        commands.InviteAsync(Live.Scope, name, email, access, cancel);

    /// <inheritdoc cref="IInviter.InviteAsync"/>
    public Task<InvitationSent> SendAsync(Guid personId, CancellationToken cancel)
    {
        Live.Scope.Demand(Permission.ManagePeople);
        return inviter.InviteAsync(Live.Scope, personId, cancel);
    }

    /// <inheritdoc cref="IInviter.StartAnewAsync"/>
    public Task<InvitationSent> StartAnewAsync(Guid personId, CancellationToken cancel)
    {
        Live.Scope.Demand(Permission.ManagePeople);
        return inviter.StartAnewAsync(Live.Scope, personId, cancel);
    }

    /// <inheritdoc cref="PeopleCommands.RenameAsync"/>
    public Task RenameAsync(Guid personId, string name, string expected, CancellationToken cancel) =>
        commands.RenameAsync(Live.Scope, personId, name, expected, cancel);

    /// <inheritdoc cref="PeopleCommands.SetAccessAsync"/>
    public Task SetAccessAsync(Guid personId, AccessChoice access, AccessChoice expected, CancellationToken cancel) =>
        commands.SetAccessAsync(Live.Scope, personId, access, expected, cancel);

    /// <inheritdoc cref="PeopleCommands.DeactivateAsync"/>
    public Task DeactivateAsync(Guid personId, CancellationToken cancel) => commands.DeactivateAsync(Live.Scope, personId, cancel);

    /// <inheritdoc cref="PeopleCommands.ReactivateAsync"/>
    public Task ReactivateAsync(Guid personId, CancellationToken cancel) => commands.ReactivateAsync(Live.Scope, personId, cancel);

    /// <summary>Shows the tab as somebody else sees it; it ends as <see cref="LiveSession.ViewAsync"/> says.</summary>
    /// <inheritdoc cref="PeopleCommands.ViewAsync" path="/exception"/>
    public async Task ViewAsync(Guid personId, CancellationToken cancel)
    {
        var own = Live.Scope;
        await Live.ViewAsync(await commands.ViewAsync(own, personId, cancel), () => queries.ScopeAsync(own, personId, CancellationToken.None));
    }

    /// <inheritdoc cref="RoleCommands.CreateAsync"/>
    public Task CreateRoleAsync(string name, Role baseRole, IReadOnlyCollection<Permission> removed, CancellationToken cancel) =>
        roles.CreateAsync(Live.Scope, name, baseRole, removed, cancel);

    /// <inheritdoc cref="RoleCommands.ChangeAsync"/>
    public Task ChangeRoleAsync(RoleLine seen, string name, IReadOnlyCollection<Permission> removed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return roles.ChangeAsync(Live.Scope, seen.Id, name, removed, seen.Name, seen.Removed, cancel);
    }

    /// <inheritdoc cref="RoleCommands.DeleteAsync"/>
    public Task DeleteRoleAsync(Guid roleId, CancellationToken cancel) => roles.DeleteAsync(Live.Scope, roleId, cancel);

    /// <summary>Customers that match a search, by name, at most <see cref="Offered"/>, and how many there are; none when they cannot be read.</summary>
    public async Task<(IReadOnlyList<CustomerOption> Customers, int Count)> FindAsync(string search, CancellationToken cancel)
    {
        var found = await TryAsync(() => customers.WindowAsync(
            Live.Scope, new CustomerFilter { Search = search }, NameLanguages.Current, DateOnly.FromDateTime(Now), 0, Offered, [], cancel));
        return found is null ? ([], 0) : ([.. found.Rows.Select(row => new CustomerOption(row.Id, row.DisplayName))], found.Rest);
    }

    /// <inheritdoc cref="PeopleQueries.NamesAsync"/>
    public async Task<IReadOnlyList<CustomerOption>> NamesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        await TryAsync(() => queries.NamesAsync(Live.Scope, ids, cancel)) ?? [];

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return sets.Any(set => set.People || set.Groups) ? OnResyncAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(CancellationToken cancel)
    {
        Allowed = Live.Scope.May(Permission.ManagePeople);
        var read = Allowed ? await TryAsync(() => queries.ReadAsync(Live.Scope, cancel)) : PeopleReading.None;
        Failed = read is null;
        if (read is not null)
            Read = read with
            {
                People = [.. read.People.OrderBy(person => person.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(person => person.Id)],
                Roles = [.. read.Roles.OrderBy(role => role.Name, StringComparer.CurrentCultureIgnoreCase)],
            };
    }

    // A read that fails is told where it would show and can be tried again; it must not take the tab with it.
    private async Task<T?> TryAsync<T>(Func<Task<T>> read) where T : class
    {
        try
        {
            return await read();
        }
        catch (Exception error) when (error is not (OperationCanceledException or RefusedException))
        {
            log.LogError(error, "The people could not be read.");
            return null;
        }
    }
}
