using Microsoft.Extensions.Localization;
using PartnerBlazor.Customers;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Journal;

/// <summary>
/// Journal entries in the person's language. Where an item stands in its own column, what changed is said without it; all else is said as
/// on a customer's timeline.
/// </summary>
public sealed class AuditWords(
    IStringLocalizer<AuditTexts> loc, IStringLocalizer<ShellTexts> shell, CustomerWords words, RefusalWords refusals, DayWords days)
{
    /// <summary>What an entry is about.</summary>
    public string Type(AuditType type) => loc[$"Type{type}"];

    /// <summary>A kind of actor.</summary>
    public string By(ActorKind kind) => loc[$"By{kind}"];

    /// <summary>Who or what did it.</summary>
    public string Who(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var actor = entry.Change.Actor;
        return actor.Kind != ActorKind.Person ? By(actor.Kind) : actor.Name.Length > 0 ? actor.Name : loc[nameof(AuditTexts.ErasedPerson)];
    }

    /// <summary>The customer, or the partner.</summary>
    public string Where(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Customer ?? loc[nameof(AuditTexts.AtPartner)];
    }

    /// <summary>What it happened to.</summary>
    public string Item(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var (kind, payload) = (entry.Change.Kind, entry.Change.Payload);
        return AuditTypes.TypeOf(kind) switch
        {
            AuditType.Customer => entry.Customer ?? payload.Item,
            AuditType.Person when payload is { Item: "", Erased: not true } && entry.Change.SubjectId == entry.Change.Actor.Id => Who(entry),
            AuditType.Partner when kind is JournalKinds.PartnerRules or JournalKinds.PartnerLaunch or JournalKinds.PartnerCrm or JournalKinds.PartnerCrmBound or JournalKinds.PartnerConnected or JournalKinds.PartnerDisconnected or JournalKinds.PartnerReconnected or JournalKinds.SyncStopped or JournalKinds.SyncContinued => loc[nameof(AuditTexts.AtPartner)],
            AuditType.Partner when payload.Item.Length == 0 => payload.After ?? "",
            AuditType.Journal or AuditType.Data => "",
            _ => payload is { Item: "", Erased: true } ? loc[nameof(AuditTexts.ErasedValue)] : payload.Item,
        };
    }

    /// <summary>What changed, values before and after in words.</summary>
    public string Changed(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var (kind, payload) = Spoken(entry.Change.Kind, entry.Change.Payload);
        return words.Happened(kind, payload, loc).Trim();
    }

    /// <inheritdoc cref="DayWords.Moment"/>
    public string Moment(DateTime at) => days.Moment(at);

    /// <summary>True for an entry in which every word of the query occurs somewhere, as it is shown; null when nothing is searched for.</summary>
    public Func<AuditEntry, bool>? Search(string query)
    {
        var needles = SearchText.Words(query);
        return needles.Count == 0 ? null : entry => SearchText.Finds(
            string.Join('\n', ((string[])[Who(entry), Where(entry), Type(AuditTypes.TypeOf(entry.Change.Kind)), Item(entry), Changed(entry), entry.Address]).Select(Folding.Fold)), needles);
    }

    // Names of enumerations and codes travel in stable forms; some kinds say one thing or another.
    private (string Kind, JournalPayload Payload) Spoken(string kind, JournalPayload payload) => kind switch
    {
        JournalKinds.CustomerChanged when payload is { Before: null, After: null } => ("customer.contact", payload),
        JournalKinds.CustomerChanged => (kind, Values(payload, Fact) with { Item = Known($"Fact_{payload.Item}", payload.Item) }),
        JournalKinds.Launched when payload.Item.Length > 0 => ("customer.launched_why", payload),
        JournalKinds.UnlinkFailed or JournalKinds.LaunchRefused or JournalKinds.PartnerDisconnected or JournalKinds.AccountDelayed or JournalKinds.AccountRefused or JournalKinds.AlertResolveFailed => (kind, Values(payload, value => RefusalCodes.Known(value) is { } code ? refusals.Of(code) : value)),
        JournalKinds.PersonChanged when payload is { Before: null, After: null } => ("person.rights", payload),
        JournalKinds.PersonChanged or JournalKinds.PersonInvited => (kind, Values(payload, RoleName)),
        JournalKinds.PersonCredentials => (
            payload switch { { Before: null, After: not null } => "person.credentials_set", { Before: not null, After: null } => "person.credentials_removed", _ => kind },
            Values(payload, value => Known($"Credential_{value}", value))),
        JournalKinds.SignedIn => (kind, Values(payload, value => Known($"Method{value}", value))),
        JournalKinds.RoleCreated or JournalKinds.RoleChanged => (kind, Values(payload, Acts)),
        JournalKinds.PartnerRules => (kind, Values(payload, value => Known($"SignInRule{value}", value)) with { Item = Known($"Rule_{payload.Item}", payload.Item) }),
        JournalKinds.PartnerLaunch or JournalKinds.PartnerCrm => (kind, Values(payload, Fact)),
        JournalKinds.AssistanceMailFailed => (kind, Values(payload, value => RefusalCodes.Known(value) is { } code ? refusals.Of(code) : value)),
        JournalKinds.PartnerChanged when payload.Item.Length == 0 => ("partner.added", payload),
        _ => (kind, payload),
    };

    private static JournalPayload Values(JournalPayload payload, Func<string, string> say) => payload with
    {
        Before = payload.Before is { } before ? say(before) : null,
        After = payload.After is { } after ? say(after) : null,
    };

    private string Fact(string value) => value switch
    {
        "True" => loc[nameof(AuditTexts.Yes)],
        "False" => loc[nameof(AuditTexts.No)],
        _ when Enum.GetNames<BillingType>().Contains(value) => words.Billing(Enum.Parse<BillingType>(value)),
        _ => Known($"Status{value}", value),
    };

    private string RoleName(string value) => Enum.GetNames<Role>().Contains(value) ? shell.Role(Enum.Parse<Role>(value)) : value;

    private string Acts(string removed) => string.Join(", ", removed.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => Known($"May_{name}", name)));

    private string Known(string key, string otherwise) => loc[key] is { ResourceNotFound: false } text ? text : otherwise;
}
