using System.Text;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Journal;
using PartnerBlazor.Live;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Journal;

/// <summary>Every kind of entry is said in words, in both languages; and the file says what the page says.</summary>
public sealed class AuditWordsTests : IAsyncLifetime
{
    private static readonly DateTime s_at = new(2026, 6, 15, 10, 0, 5, DateTimeKind.Utc);

    private TestStore _store = null!;
    private TestTab _tab = null!;

    public async ValueTask InitializeAsync()
    {
        TestTab.Speak("en");
        _store = await TestStore.CreateAsync();
        _tab = await TestTab.OpenAsync(_store, await _store.AddPersonAsync(await _store.AddPartnerAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.DisposeAsync();
        await _store.DisposeAsync();
    }

    /// <summary>All kinds there are.</summary>
    public static TheoryData<string, string> Kinds => [.. typeof(JournalKinds).GetFields().Select(constant => (string)constant.GetRawConstantValue()!)
        .SelectMany(kind => (TheoryDataRow<string, string>[])[(kind, "en"), (kind, "fr")])];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_words(string kind, string language)
    {
        TestTab.Speak(language);
        foreach (var payload in (JournalPayload[])[new("Ada", "Item", "Before", "After"), new("Ada", "", null, null), new("", "", null, null, Erased: true)])
        {
            var said = Words.Changed(Entry(kind, payload));
            Assert.False(string.IsNullOrWhiteSpace(said) || said.Contains("Kind_", StringComparison.Ordinal), $"{kind}: {said}");
            Assert.NotNull(Words.Item(Entry(kind, payload)));
        }
        Assert.DoesNotContain("Type", Words.Type(AuditTypes.TypeOf(kind)).Replace("Type d", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JournalKinds.LicenceState, "Active", "Expiring", "State: Active → Expiring", "État : Active → Expire bientôt")]
    [InlineData(JournalKinds.LicenceChanged, "5", null, "Limit: 5 → –", "Limite : 5 → –")]
    [InlineData(JournalKinds.LicenceChanged, "Endpoint", "Server", "Endpoint → Server", "Endpoint → Serveur")]
    [InlineData(JournalKinds.ProductMapped, null, "Firewall", "Product counts as: – → Firewall", "Le produit compte comme : – → Pare-feu")]
    [InlineData(JournalKinds.PersonInvited, null, "HelpDesk", "Invited as Partner Help Desk", "Invitée comme Assistance technique Partenaire")]
    [InlineData(JournalKinds.RoleChanged, "SeeAlerts,Rename", "", "Without: see alerts, rename → –", "Sans : voir les alertes, renommer → –")]
    [InlineData(JournalKinds.PersonCredentials, null, "recovery_codes", "Sign-in set up: new recovery codes", "Connexion mise en place : nouveaux codes de secours")]
    [InlineData(JournalKinds.PersonCredentials, "everything", null, "Sign-in removed: password, app and passkeys", "Connexion retirée : mot de passe, application et clés d’accès")]
    [InlineData(JournalKinds.SignedIn, null, "Passkey", "Signed in (passkey)", "Connectée (clé d’accès)")]
    [InlineData(JournalKinds.LaunchRefused, null, "partner_assistance_off", "Link into the console refused: ", "Lien vers la console refusé : ")]
    [InlineData(JournalKinds.BillingChanged, "Trial", "Usage", "Billing type Trial → Monthly usage", "Type de facturation Essai → Utilisation mensuelle")]
    public void Values_are_spoken(string kind, string? before, string? after, string english, string french)
    {
        var entry = Entry(kind, new JournalPayload("Ada", "Item", before, after));
        Assert.StartsWith(english, Words.Changed(entry), StringComparison.Ordinal);
        TestTab.Speak("fr");
        Assert.StartsWith(french, Words.Changed(entry).Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_actor_has_a_name_in_every_language()
    {
        foreach (var language in Languages.All)
        {
            TestTab.Speak(language.Name);
            Assert.All(Enum.GetValues<ActorKind>(), kind => Assert.False(Words.By(kind).StartsWith("By", StringComparison.Ordinal), $"{language}: {kind}"));
        }
    }

    [Fact]
    public void Rules_and_facts_have_their_names()
    {
        Assert.Equal("Days the audit log is kept: 400 → 90", Words.Changed(Entry(JournalKinds.PartnerRules, new("Ada", nameof(Partner.AuditDays), "400", "90"))));
        Assert.Equal("Sign-in with: password → passkey", Words.Changed(Entry(JournalKinds.PartnerRules, new("Ada", "SignInRule", "Password", "Passkey"))));
        Assert.Equal("Status: active → suspended", Words.Changed(Entry(JournalKinds.CustomerChanged, new("", "status", "Active", "Suspended"))));
        Assert.Equal("Activated: no → yes", Words.Changed(Entry(JournalKinds.CustomerChanged, new("", "activated", "False", "True"))));
        Assert.Equal("Contact info changed", Words.Changed(Entry(JournalKinds.CustomerChanged, new("", "contact"))));
        Assert.Equal("Console opened: ticket 7", Words.Changed(Entry(JournalKinds.Launched, new("Ada", "ticket 7"))));
    }

    [Fact]
    public void Who_was_erased_is_said_to_be()
    {
        var entry = Entry(JournalKinds.CustomerRenamed, new JournalPayload("", "", "A", "B", Erased: true));
        Assert.Equal("Erased person", Words.Who(entry));
        Assert.Equal("Renamed from “A” to “B”", Words.Changed(entry));
        Assert.Equal("Erased", Words.Item(Entry(JournalKinds.PersonDeactivated, new JournalPayload("Ada", "", Erased: true))));
    }

    [Fact]
    public void The_search_is_in_what_is_shown_without_case_and_accents()
    {
        var entry = Entry(JournalKinds.LicenceState, new JournalPayload("Ada Éluard", "Endpoint", "Active", "Expiring")) with { Customer = "Société", Address = "203.0.113.7" };
        foreach (var query in (string[])["societe", "eluard expiring", "STATE end", "203.0.113", "ad"])
            Assert.True(Words.Search(query)!(entry), query);
        foreach (var query in (string[])["bert", "societe bert", "da"])
            Assert.False(Words.Search(query)!(entry), query);
        Assert.Null(Words.Search("  "));
        TestTab.Speak("fr");
        Assert.True(Words.Search("bientôt")!(entry));
    }

    [Theory]
    [InlineData("en", ",")]
    [InlineData("fr", ";")]
    public async Task The_file_has_the_pages_words_a_mark_and_no_formula(string language, string separator)
    {
        TestTab.Speak(language);
        var csv = ActivatorUtilities.CreateInstance<AuditCsv>(_tab.Page.Services);
        using var file = new MemoryStream();
        var entries = new[] { Entry(JournalKinds.CustomerRenamed, new JournalPayload("=cmd()", "", "A", "B")) with { Customer = "@evil", Address = "203.0.113.7" } };
        await csv.WriteAsync(file, entries.ToAsyncEnumerable(), Xunit.TestContext.Current.CancellationToken);
        Assert.Equal([0xEF, 0xBB, 0xBF], file.ToArray()[..3]);
        var lines = Encoding.UTF8.GetString(file.ToArray()[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        var fields = lines[1].Split(separator);
        Assert.Equal(["7", "2026-06-15 10:00:05", "'@evil"], fields[..3].Select(field => field.Trim('"')));
        Assert.Equal("'=cmd()", fields[4].Trim('"'));
        Assert.Equal(Words.Changed(entries[0]), fields[7].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal));
        Assert.Equal("203.0.113.7", fields[8]);
    }

    private AuditWords Words => _tab.Page.Services.GetRequiredService<AuditWords>();

    private static AuditEntry Entry(string kind, JournalPayload payload)
    {
        var person = Guid.NewGuid();
        return new AuditEntry(new Change(7, Actor.Of(person, payload.Actor), kind, Guid.NewGuid(), Guid.NewGuid(), payload), s_at, "Anna", false, "");
    }
}
