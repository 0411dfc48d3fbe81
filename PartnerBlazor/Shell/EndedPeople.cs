using PartnerBlazor.Access;
using PartnerBlazor.Live;

namespace PartnerBlazor.Shell;

/// <summary>Signs people out everywhere as soon as a change says that they may no longer sign in.</summary>
public sealed class EndedPeople(SignInRegistry registry) : IChangeListener
{
    /// <inheritdoc/>
    public void OnChanges(ChangeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        foreach (var (person, scope) in set.Scopes)
            if (scope is null)
                registry.EndPerson(person);
    }
}
