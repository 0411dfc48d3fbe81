using Microsoft.AspNetCore.WebUtilities;
using PartnerBlazor.Store;

namespace PartnerBlazor.People;

/// <summary>Which people the page lists. A value; the address holds it, and what it says wrongly is left out.</summary>
public sealed record PeopleFilter
{
    /// <summary>Path of the page.</summary>
    public const string Path = "/people";

    // Longer is nobody's name; an address is not filled with it.
    private const int MaxSearch = 200;

    /// <summary>Search as typed: every word in name or email.</summary>
    public string Search { get; init; } = "";
    /// <summary>Roles by <see cref="KeyOf(AccessChoice)"/>; none means all.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
    /// <summary>States; none means all.</summary>
    public IReadOnlyList<PersonState> States { get; init; } = [];

    /// <summary>True when nothing is filtered or searched.</summary>
    public bool IsEmpty => Search.Length == 0 && Roles.Count == 0 && States.Count == 0;

    /// <summary>A role as the address says it: name of the built-in one, id of a custom one.</summary>
    public static string KeyOf(AccessChoice access)
    {
        ArgumentNullException.ThrowIfNull(access);
        return access.CustomRoleId?.ToString() ?? KeyOf(access.Role);
    }

    /// <inheritdoc cref="KeyOf(AccessChoice)"/>
    public static string KeyOf(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>Reads the query part of an address.</summary>
    public static PeopleFilter Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string Value(string key) => values.TryGetValue(key, out var value) ? value.ToString() : "";
        var states = Value("state").Split(',').ToHashSet(StringComparer.Ordinal);
        return new PeopleFilter
        {
            Search = Cut(Value("q")),
            Roles = [.. Value("role").Split(',').Where(key => Guid.TryParse(key, out _) || Enum.GetValues<Role>().Any(role => KeyOf(role) == key)).Distinct()],
            States = [.. Enum.GetValues<PersonState>().Where(state => states.Contains(Name(state)))],
        };
    }

    /// <summary>True when the person is listed.</summary>
    /// <param name="person">The person.</param>
    /// <param name="state">Their state.</param>
    public bool Matches(PersonLine person, PersonState state)
    {
        ArgumentNullException.ThrowIfNull(person);
        var text = Folding.Fold($"{person.Name} {person.Email}");
        return (Roles.Count == 0 || Roles.Contains(KeyOf(person.Access)))
            && (States.Count == 0 || States.Contains(state))
            && Folding.Fold(Search).Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => text.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>The address; the page without anything is the bare path.</summary>
    public override string ToString()
    {
        var parts = new Dictionary<string, string?>();
        if (Search.Length > 0)
            parts["q"] = Cut(Search);
        if (Roles.Count > 0)
            parts["role"] = string.Join(',', Roles);
        if (States.Count > 0)
            parts["state"] = string.Join(',', States.Select(Name));
        return QueryHelpers.AddQueryString(Path, parts);
    }

    private static string Cut(string text) => text.Length > MaxSearch ? text[..MaxSearch] : text;

    private static string Name(PersonState state) => state.ToString().ToLowerInvariant();
}
