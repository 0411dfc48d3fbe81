using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>What kind of thing a journal entry is about.</summary>
public enum AuditType
{
    /// <summary>A customer: its account, name, groups, assistance, unlink, console.</summary>
    Customer,
    /// <summary>A licence.</summary>
    Licence,
    /// <summary>An alert.</summary>
    Alert,
    /// <summary>A customer group.</summary>
    Group,
    /// <summary>A person: role, scope, sign-in.</summary>
    Person,
    /// <summary>A custom role.</summary>
    Role,
    /// <summary>The partner: programmes and rules.</summary>
    Partner,
    /// <summary>The journal itself: what was let go or erased.</summary>
    Journal,
    /// <summary>Data brought in as a whole: demo and import.</summary>
    Data,
}

/// <summary>Which kind of journal entry is about what.</summary>
public static class AuditTypes
{
    private static readonly Dictionary<AuditType, string[]> s_kinds = typeof(JournalKinds).GetFields().Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue()!).GroupBy(TypeOf).ToDictionary(group => group.Key, group => group.ToArray());

    /// <summary>What an entry of the kind is about.</summary>
    public static AuditType TypeOf(string kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return kind.Split('.')[0] switch
        {
            "licence" => AuditType.Licence,
            "alert" or "loud" => AuditType.Alert,
            "group" => AuditType.Group,
            "person" => AuditType.Person,
            "role" => AuditType.Role,
            "partner" => AuditType.Partner,
            "journal" => AuditType.Journal,
            "demo" or "import" => AuditType.Data,
            // customer, assistance, unlink, launch, account.
            _ => AuditType.Customer,
        };
    }

    /// <summary>The kinds of journal entries that are about these.</summary>
    public static IReadOnlyList<string> KindsOf(IEnumerable<AuditType> types) => [.. types.SelectMany(type => s_kinds.GetValueOrDefault(type, []))];
}
