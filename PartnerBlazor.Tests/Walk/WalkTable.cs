namespace PartnerBlazor.Tests.Walk;

/// <summary>Somebody who walks: each of the roles within its scope, and everybody to whom a customer of theirs is not there.</summary>
public enum Walker
{
    /// <summary>Partner Super Admin.</summary>
    SuperAdmin,
    /// <summary>Partner Admin, scoped to the customer's group.</summary>
    Admin,
    /// <summary>Partner Help Desk, scoped likewise.</summary>
    HelpDesk,
    /// <summary>Partner Read-only, scoped likewise.</summary>
    ReadOnly,
    /// <summary>Partner Business Admin.</summary>
    BusinessAdmin,
    /// <summary>A Super Admin with a custom role that may see customers and nothing else.</summary>
    Stripped,
    /// <summary>A Super Admin of another partner.</summary>
    OtherPartner,
    /// <summary>An Admin of the partner who has other customers.</summary>
    OutOfScope,
    /// <summary>Nobody.</summary>
    SignedOut,
}

/// <summary>
/// What is to be answered: a row is <c>what | to everybody | Walker=answer Walker=answer</c>, where the last part names only those who are
/// answered otherwise. To add what is new, add its row; the walk says by name what has none, and what has one but is no more.
/// </summary>
internal static class WalkTable
{
    /// <summary>The rows in order, each with the answer to every walker.</summary>
    public static IReadOnlyList<(string What, IReadOnlyDictionary<Walker, string> Answers)> Read(string table) =>
        [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Row)];

    /// <summary>Fails with the names that have no row, and the rows whose name is no more.</summary>
    public static void DemandComplete(IEnumerable<string> rows, IEnumerable<string> found)
    {
        var (listed, there) = (rows.ToList(), found.ToHashSet());
        Assert.Equal(listed.Distinct(), listed);
        Assert.True(there.SetEquals(listed), string.Join(Environment.NewLine,
            [.. there.Except(listed).Order().Select(name => $"Not in the table: {name}"), .. listed.Except(there).Order().Select(name => $"No longer there: {name}")]));
    }

    /// <summary>Fails with every answer that is another one.</summary>
    public static void DemandEqual(string what, Walker walker, string expected, string answered, ICollection<string> wrong)
    {
        if (expected != answered)
            wrong.Add($"{what} as {walker}: {answered} instead of {expected}");
    }

    private static (string, IReadOnlyDictionary<Walker, string>) Row(string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        var answers = Enum.GetValues<Walker>().ToDictionary(walker => walker, _ => cells[1]);
        foreach (var exception in cells.ElementAtOrDefault(2)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var parts = exception.Split('=', 2);
            answers[Enum.Parse<Walker>(parts[0])] = parts[1];
        }
        return (cells[0], answers);
    }
}
