using PartnerBlazor.Store;

namespace PartnerBlazor.Groups;

/// <summary>What a group may be called, and how its names are compared and written. Pure.</summary>
public static class GroupRules
{
    /// <summary>The name as it is kept: trimmed.</summary>
    /// <exception cref="RefusedException">Empty, too long or with control characters.</exception>
    public static string Name(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var name = typed.Trim();
        if (name.Length == 0)
            throw new RefusedException(RefusalCodes.Required, nameof(CustomerGroup.Name));
        Demand(name, GroupCommands.MaxName, nameof(CustomerGroup.Name));
        return name;
    }

    /// <summary>The description as it is kept: trimmed, one line.</summary>
    /// <exception cref="RefusedException">Too long or with control characters.</exception>
    public static string Description(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var description = typed.Trim();
        Demand(description, GroupCommands.MaxDescription, nameof(CustomerGroup.Description));
        return description;
    }

    /// <summary>Equal for two names that people would take for the same: case, accents and width ignored.</summary>
    public static string Fold(string name) => Folding.Fold(name).Trim();

    /// <summary>The names of these groups as one line of the journal; null for none. Groups that no longer exist are left out.</summary>
    public static string? Names(IReadOnlyDictionary<Guid, string> names, IEnumerable<Guid> groupIds)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(groupIds);
        var line = string.Join(", ", groupIds.Select(id => names.GetValueOrDefault(id)).OfType<string>().Order(StringComparer.InvariantCultureIgnoreCase));
        return line.Length == 0 ? null : line;
    }

    private static void Demand(string text, int max, string field)
    {
        if (text.Length > max)
            throw new RefusedException(RefusalCodes.TooLong, field, max.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (text.Any(char.IsControl))
            throw new RefusedException(RefusalCodes.ControlCharacters, field);
    }
}
