using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Live;
using PartnerBlazor.Store;

namespace PartnerBlazor.People;

/// <summary>What one person may do, to one customer or at all, and why; live while it is shown. Made and disposed by the component.</summary>
public sealed class RightsState(PeopleQueries queries, CustomerQueries customers, LiveSession live, ILogger<RightsState> log) : OwnState(live)
{
    private Guid _personId;
    private Guid? _customerId;

    /// <summary>The person's scope; null when they may not sign in.</summary>
    public PartnerScope? Person { get; private set; }

    /// <summary>The chosen customer; null: none, or it is no longer there.</summary>
    public CustomerRow? Customer { get; private set; }

    /// <summary>One verdict a permission; empty when the person may not sign in.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; private set; } = [];

    /// <summary>By which part of their scope the chosen customer exists for the person; null when it does not.</summary>
    public PersonAccess? Way { get; private set; }

    /// <summary>True while it cannot be read.</summary>
    public bool Failed { get; private set; }

    /// <summary>Reads it for a person, and follows it.</summary>
    /// <param name="personId">The person.</param>
    /// <param name="customerId">The customer; null: at all.</param>
    public Task OpenAsync(Guid personId, Guid? customerId)
    {
        Watch();
        (_personId, _customerId) = (personId, customerId);
        return OnResyncAsync();
    }

    /// <inheritdoc/>
    public override Task OnChangesAsync(IReadOnlyList<ChangeSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return sets.Any(set => set.People || set.Groups || set.Rows.Any(row => row.CustomerId == _customerId)) ? OnResyncAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnResyncAsync()
    {
        try
        {
            // Who may not manage people any more is led away by the page.
            if (!Scope.May(Permission.ManagePeople))
                return;
            var asked = (_personId, _customerId);
            var person = await queries.ScopeAsync(Scope, _personId, CancellationToken.None);
            var row = _customerId is { } id ? await customers.RowAsync(Scope, id, CancellationToken.None) : null;
            var groups = row is null ? [] : (await customers.GroupsAsync(Scope, CancellationToken.None)).ToDictionary(group => group.Id, group => group.Name);
            // Another one may have been chosen meanwhile.
            if (asked != (_personId, _customerId))
                return;
            (Person, Customer, Failed) = (person, row, false);
            Verdicts = person is null ? [] : People.Verdicts.Of(person, row);
            Way = person is null || row is null ? null : People.Verdicts.WayOf(person, row, groups);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "What a person may do could not be read.");
            Failed = true;
        }
        Changed?.Invoke();
    }
}
