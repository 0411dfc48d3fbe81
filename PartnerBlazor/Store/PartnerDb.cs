using System.Text.Json;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PartnerBlazor.Store;

/// <summary>The database. One context per operation, from <see cref="IDbContextFactory{TContext}"/>; writes only through <see cref="PartnerStore"/>.</summary>
public sealed class PartnerDb(DbContextOptions<PartnerDb> options) : DbContext(options), IDataProtectionKeyContext
{
    /// <summary>Partners.</summary>
    public DbSet<Partner> Partners => Set<Partner>();
    /// <summary>People of all partners.</summary>
    public DbSet<Person> People => Set<Person>();
    /// <summary>What people chose for themselves.</summary>
    public DbSet<PersonPreference> Preferences => Set<PersonPreference>();
    /// <summary>Sign-ins.</summary>
    public DbSet<SignIn> SignIns => Set<SignIn>();
    /// <summary>What people sign in with; kept by ASP.NET Core Identity.</summary>
    public DbSet<Account> Accounts => Set<Account>();
    /// <summary>Custom roles of all partners.</summary>
    public DbSet<CustomRole> CustomRoles => Set<CustomRole>();
    /// <summary>Customers, unlinked ones included.</summary>
    public DbSet<Customer> Customers => Set<Customer>();
    /// <summary>Former names of customers.</summary>
    public DbSet<FormerName> FormerNames => Set<FormerName>();
    /// <summary>Customer groups.</summary>
    public DbSet<CustomerGroup> Groups => Set<CustomerGroup>();
    /// <summary>Memberships of customers in groups.</summary>
    public DbSet<GroupMember> GroupMembers => Set<GroupMember>();
    /// <summary>Licences.</summary>
    public DbSet<Licence> Licences => Set<Licence>();
    /// <summary>Alerts.</summary>
    public DbSet<Alert> Alerts => Set<Alert>();
    /// <summary>The vendor's own alerts behind them.</summary>
    public DbSet<AlertOccurrence> AlertOccurrences => Set<AlertOccurrence>();
    /// <summary>What people wrote about alerts.</summary>
    public DbSet<AlertNote> AlertNotes => Set<AlertNote>();
    /// <summary>What the vendor is to be told about its alerts.</summary>
    public DbSet<AlertAction> AlertActions => Set<AlertAction>();
    /// <summary>Rules whose alerts nobody snoozes.</summary>
    public DbSet<LoudRule> LoudRules => Set<LoudRule>();
    /// <summary>The list's rows, one per customer that is not unlinked.</summary>
    public DbSet<CustomerRow> CustomerRows => Set<CustomerRow>();
    /// <summary>When the vendor's word was last read, per customer.</summary>
    public DbSet<CustomerAsOf> AsOf => Set<CustomerAsOf>();
    /// <summary>Requests to customers to let the partner in.</summary>
    public DbSet<AssistanceRequest> AssistanceRequests => Set<AssistanceRequest>();
    /// <summary>Mails that requests for approval are.</summary>
    public DbSet<AssistanceMail> AssistanceMails => Set<AssistanceMail>();
    /// <summary>Half-filled forms.</summary>
    public DbSet<FormDraft> FormDrafts => Set<FormDraft>();
    /// <summary>Customers' accounts in the CRM.</summary>
    public DbSet<CrmAccount> CrmAccounts => Set<CrmAccount>();
    /// <summary>New accounts that were asked for at a real vendor.</summary>
    public DbSet<AccountRequest> AccountRequests => Set<AccountRequest>();
    /// <summary>Forms that were sent.</summary>
    public DbSet<SentForm> SentForms => Set<SentForm>();
    /// <summary>One-time links into customers' consoles.</summary>
    public DbSet<LaunchToken> LaunchTokens => Set<LaunchToken>();
    /// <summary>Who is in customers' consoles.</summary>
    public DbSet<ConsoleSignIn> ConsoleSignIns => Set<ConsoleSignIn>();
    /// <summary>Licence keys redeemed at the demo's vendor.</summary>
    public DbSet<RedeemedKey> RedeemedKeys => Set<RedeemedKey>();
    /// <summary>Names owed to other systems.</summary>
    public DbSet<NameDelivery> NameDeliveries => Set<NameDelivery>();
    /// <summary>What the demo's other systems call customers.</summary>
    public DbSet<DemoAccount> DemoAccounts => Set<DemoAccount>();
    /// <summary>Runs that read from the vendor, the last of each kind.</summary>
    public DbSet<SyncRun> SyncRuns => Set<SyncRun>();
    /// <summary>Products this program does not know, and what people say of them.</summary>
    public DbSet<ProductMapping> ProductMappings => Set<ProductMapping>();
    /// <summary>The journal.</summary>
    public DbSet<JournalEntry> Journal => Set<JournalEntry>();
    /// <summary>Where journals begin whose older entries were let go.</summary>
    public DbSet<JournalCheckpoint> JournalCheckpoints => Set<JournalCheckpoint>();
    /// <summary>Facts about the database.</summary>
    public DbSet<StoreFact> Facts => Set<StoreFact>();
    /// <summary>Keys that protect cookies, kept with the data they protect.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        // SQLite hands back DateTimes of unspecified kind; all of ours are UTC.
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PartnerDb).Assembly);
        // Nothing disappears behind the store's back: a cascade would change customers without journal and feed.
        foreach (var key in modelBuilder.Model.GetEntityTypes().Where(type => !type.IsOwned()).SelectMany(type => type.GetForeignKeys()))
            key.DeleteBehavior = DeleteBehavior.Restrict;
    }

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => value.ToUniversalTime(),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}

/// <summary>JSON as the store keeps it in text columns.</summary>
public static class StoreJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a value.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, s_options);

    /// <summary>Reads a value written by <see cref="Write"/>.</summary>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, s_options)
        ?? throw new InvalidDataException($"The store holds an empty value where a {typeof(T).Name} is due.");
}
