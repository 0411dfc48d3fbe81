using PartnerBlazor.Licences;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Usage;

/// <summary>Which licences of a customer the usage page and its download show. Pure.</summary>
public static class UsageRules
{
    /// <summary>
    /// True for a licence that runs, will run, or can still be reactivated, and in whose place no other stands: expired, revoked and replaced ones
    /// are the details' matter.
    /// </summary>
    public static bool Shows(Licence licence, DateOnly today) =>
        !LicenceRules.IsReplaced(licence, today) && LicenceRules.StateOf(licence, today) is not (LicenceState.Expired or LicenceState.Revoked);

    /// <summary>Those that are shown: by category, the newest of a category first, as in the details.</summary>
    public static IReadOnlyList<Licence> Shown(IEnumerable<Licence> licences, DateOnly today) =>
        [.. licences.Where(licence => Shows(licence, today))
            .OrderBy(licence => licence.Category).ThenByDescending(licence => licence.StartDate).ThenBy(licence => licence.Id)];

    /// <summary>Seats used beyond the limit; 0 when the limit holds, is not known, or nothing limits it.</summary>
    public static int Over(Licence licence)
    {
        ArgumentNullException.ThrowIfNull(licence);
        return licence is { Usage: { } usage, Quantity: { } limit } ? Math.Max(0, usage - limit) : 0;
    }
}
