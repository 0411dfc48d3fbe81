using PartnerBlazor.Access;

namespace PartnerBlazor.Live;

/// <summary>A change set as it exists for each scope, cut once for all who share it. For one publisher at a time.</summary>
internal sealed class ScopeCuts(ChangeSet set)
{
    private readonly Dictionary<string, ChangeSet?> _cuts = new(StringComparer.Ordinal);
    private string? _horizon;
    private ChangeSet? _cut;

    /// <inheritdoc cref="ChangeSet.For"/>
    public ChangeSet? For(PartnerScope scope)
    {
        var horizon = scope.Horizon;
        // Most sessions of a partner see the same customers, so the last answer mostly holds for the next too.
        if (string.Equals(horizon, _horizon, StringComparison.Ordinal))
            return _cut;
        if (!_cuts.TryGetValue(horizon, out var cut))
            _cuts[horizon] = cut = set.For(scope);
        (_horizon, _cut) = (horizon, cut);
        return cut;
    }
}
