using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts.Requests;

/// <summary>When two names are one: written in other cases, with other accents, or with other blanks. Pure.</summary>
public static class RequestNames
{
    /// <summary>True when both name the same.</summary>
    public static bool AreSame(string one, string other) => Plain(one) == Plain(other);

    /// <summary>The name as it is compared.</summary>
    public static string Plain(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Folding.Fold(string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }
}
