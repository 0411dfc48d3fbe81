using System.Globalization;
using PartnerBlazor.Access;
using PartnerBlazor.Groups;
using PartnerBlazor.Store;
using PartnerBlazor.Store.Demo;

namespace PartnerBlazor.Tests.Store;

/// <summary>The journals of the demo tell a past that leads to its records.</summary>
public sealed class DemoPastTests(DemoPastTests.Told told) : IClassFixture<DemoPastTests.Told>
{
    private static readonly DateTime s_midnight = DemoStore.Monday.UtcDateTime.Date;

    /// <summary>Everything seeded, read once.</summary>
    public sealed class Told : IAsyncLifetime
    {
        private DemoStore _store = null!;

        public IReadOnlyList<Line> Lines { get; private set; } = null!;

        public ILookup<Guid, Line> Of { get; private set; } = null!;

        public PartnerDb Db() => _store.CreateDbContext();

        public async ValueTask InitializeAsync()
        {
            _store = await DemoStore.SeededAsync();
            await using var db = Db();
            Lines = [.. db.Journal.OrderBy(e => e.PartnerId).ThenBy(e => e.PartnerSeq).AsEnumerable()
                .Select(e => new Line(e, StoreJson.Read<JournalPayload>(e.Payload)))];
            Of = Lines.Where(l => l.Entry.CustomerId is not null).ToLookup(l => l.Entry.CustomerId!.Value);
        }

        public ValueTask DisposeAsync()
        {
            _store.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    public sealed record Line(JournalEntry Entry, JournalPayload Payload)
    {
        public string Kind => Entry.Kind;
        public DateTime At => Entry.At;
        public Actor Actor => new(Entry.ActorKind, Entry.ActorId, Payload.Actor);
    }

    [Fact]
    public void Every_journal_is_in_order_of_time_and_ends_with_the_seeding()
    {
        using var db = told.Db();
        foreach (var journal in told.Lines.GroupBy(l => l.Entry.PartnerId))
        {
            Assert.Equal(journal.Select(l => l.At).Order(), journal.Select(l => l.At));
            var last = journal.Last();
            Assert.Equal((JournalKinds.DemoSeeded, DemoStore.Monday.UtcDateTime, (Guid?)null), (last.Kind, last.At, last.Entry.CustomerId));
            Assert.Equal($"{db.Customers.Count(c => c.PartnerId == journal.Key)}", last.Payload.After);
            Assert.All(journal.SkipLast(1), line => Assert.True(line.At <= s_midnight && line.Kind != JournalKinds.DemoSeeded, $"{line.Kind} at {line.At:O}"));
            Assert.All(db.CustomerRows.Where(r => r.PartnerId == journal.Key), row => Assert.Equal(last.Entry.PartnerSeq, row.Seq));
        }
    }

    [Fact]
    public void Every_customer_s_past_begins_with_its_being_added()
    {
        using var db = told.Db();
        var supers = db.People.Where(p => p.Role == Role.SuperAdmin).AsEnumerable().Select(p => (p.PartnerId, Actor.Of(p.Id, p.Name))).ToHashSet();
        Assert.All(db.Customers, customer =>
        {
            var first = told.Of[customer.Id].First();
            Assert.Equal((JournalKinds.CustomerAdded, customer.Name), (first.Kind, first.Payload.After));
            Assert.Single(told.Of[customer.Id], line => line.Kind == JournalKinds.CustomerAdded);
            if (customer.Origin is CustomerOrigin.PartnerTrial or CustomerOrigin.MonthlyAccount)
                Assert.Contains((customer.PartnerId, first.Actor), supers);
            else
                Assert.Equal(Actor.Vendor, first.Actor);
        });
    }

    [Fact]
    public void Licences_are_told_from_their_beginning_to_the_state_they_have()
    {
        using var db = told.Db();
        var lines = told.Lines.Where(l => l.Kind.StartsWith("licence.", StringComparison.Ordinal)).ToLookup(l => l.Entry.SubjectId);
        Assert.All(db.Licences, licence =>
        {
            var added = lines[licence.Id].First();
            Assert.Equal(JournalKinds.LicenceAdded, added.Kind);
            if (DateOnly.FromDateTime(DemoStore.Monday.UtcDateTime) >= licence.StartDate)
                Assert.Equal(licence.StartDate, DateOnly.FromDateTime(added.At));
            var state = added.Payload.After;
            foreach (var line in lines[licence.Id].Skip(1).Where(l => l.Kind != JournalKinds.LicenceUsage))
            {
                Assert.Contains(line.Kind, new[] { JournalKinds.LicenceState, JournalKinds.LicenceReplaced });
                Assert.Equal(state, line.Payload.Before);
                state = line.Payload.After;
                Assert.True(line.Actor == Actor.Vendor ? state is nameof(LicenceState.OverUsed) or nameof(LicenceState.Revoked)
                    : line.Actor == Actor.Calendar && line.At == line.At.Date, $"{line.Actor} at {line.At:O}");
            }
            Assert.Equal(licence.State.ToString(), state);
            Assert.All(lines[licence.Id], line => Assert.Equal((licence.CustomerId, licence.ProductName), (line.Entry.CustomerId, line.Payload.Item)));
            Assert.Equal(licence.ReplacedFrom <= DateOnly.FromDateTime(s_midnight) ? [licence.ReplacedFrom] : [],
                lines[licence.Id].Where(l => l.Kind == JournalKinds.LicenceReplaced).Select(l => (DateOnly?)DateOnly.FromDateTime(l.At)));
        });
    }

    [Fact]
    public void What_is_over_used_became_so_by_more_usage()
    {
        using var db = told.Db();
        var over = db.Licences.Where(l => l.State == LicenceState.OverUsed).ToList();
        Assert.NotEmpty(over);
        Assert.Equal(over.Count, told.Lines.Count(l => l.Kind == JournalKinds.LicenceUsage));
        Assert.All(over, licence =>
        {
            var usage = Assert.Single(told.Of[licence.CustomerId], l => l.Kind == JournalKinds.LicenceUsage && l.Entry.SubjectId == licence.Id);
            Assert.InRange(int.Parse(usage.Payload.Before!, CultureInfo.InvariantCulture), 0, licence.Quantity!.Value);
            Assert.Equal($"{licence.Usage}", usage.Payload.After);
            var state = Assert.Single(told.Of[licence.CustomerId], l => l.Entry.SubjectId == licence.Id && l.Payload.After == nameof(LicenceState.OverUsed));
            Assert.Equal((usage.At, true), (state.At, usage.Entry.PartnerSeq < state.Entry.PartnerSeq));
        });
    }

    [Fact]
    public void Names_lead_from_the_original_to_the_displayed_one()
    {
        using var db = told.Db();
        var people = db.People.AsEnumerable().ToDictionary(p => p.Id);
        var former = db.FormerNames.ToLookup(f => f.CustomerId);
        Assert.All(db.Customers, customer =>
        {
            var names = told.Of[customer.Id].Where(l => l.Kind == JournalKinds.CustomerRenamed).ToList();
            var shown = customer.Name;
            foreach (var line in names)
            {
                Assert.Equal(shown, line.Payload.Before);
                shown = line.Payload.After;
                if (customer.Origin == CustomerOrigin.ManagedOrder)
                    Assert.Equal(Actor.Vendor, line.Actor);
                else
                    Assert.True(people[line.Actor.Id!.Value] is var person && person.PartnerId == customer.PartnerId
                        && person.Role.Allows(Permission.Rename) && person.Name == line.Actor.Name);
            }
            Assert.Equal(customer.DisplayName, shown);
            Assert.Equal(former[customer.Id].OrderBy(f => f.Until).Select(f => (f.Name, f.Until)),
                names.Where(l => l.Payload.Before != customer.Name).Select(l => (l.Payload.Before!, l.At)));
        });
    }

    [Fact]
    public void Assistance_leads_from_the_rule_to_the_present_and_was_on_when_alerts_came()
    {
        using var db = told.Db();
        Assert.All(db.Customers, customer =>
        {
            // Of an account that is not activated nothing was ever seen, nor switched.
            var now = !customer.Activated ? "Unknown" : DemoStories.StartsOn(customer.Origin) ? "On" : "Off";
            foreach (var line in told.Of[customer.Id])
            {
                if (line.Kind is JournalKinds.AlertRaised or JournalKinds.AlertClosed)
                    Assert.Equal("On", now);
                if (line.Kind != JournalKinds.AssistanceChanged)
                    continue;
                Assert.Equal((Actor.Vendor, now), (line.Actor, line.Payload.Before));
                Assert.NotEqual(now, line.Payload.After);
                now = line.Payload.After;
            }
            Assert.Equal(customer.PartnerAssistance.ToString(), now);
        });
    }

    [Fact]
    public void Groups_are_told_as_the_commands_tell_them()
    {
        using var db = told.Db();
        var names = db.Groups.ToDictionary(g => g.Id, g => g.Name);
        var members = db.GroupMembers.ToLookup(m => m.CustomerId, m => m.GroupId);
        var supers = db.People.Where(p => p.Role == Role.SuperAdmin).Select(p => p.Id).ToHashSet();
        Assert.All(db.Customers, customer =>
        {
            var lines = told.Of[customer.Id].Where(l => l.Kind == JournalKinds.CustomerGroups).ToList();
            Assert.Equal(GroupRules.Names(names, members[customer.Id]), lines.SingleOrDefault()?.Payload.After);
            Assert.All(lines, line => Assert.True(line.Payload.Before is null && supers.Contains(line.Actor.Id!.Value)));
        });
    }

    [Fact]
    public void Alerts_are_told_when_they_were_raised_and_closed()
    {
        using var db = told.Db();
        var lines = told.Lines.Where(l => l.Kind.StartsWith("alert.", StringComparison.Ordinal)).ToLookup(l => l.Entry.SubjectId);
        Assert.Equal(db.Alerts.Count(), lines.Count);
        Assert.All(db.Alerts, alert =>
        {
            var (raised, closed) = (lines[alert.Id].First(), lines[alert.Id].Skip(1).SingleOrDefault());
            Assert.Equal((JournalKinds.AlertRaised, alert.RaisedAt, alert.Severity.ToString()), (raised.Kind, raised.At, raised.Payload.After));
            Assert.Equal(alert.State == AlertState.Resolved ? JournalKinds.AlertClosed : null, closed?.Kind);
            Assert.All(lines[alert.Id], line => Assert.Equal((alert.CustomerId, alert.Description, Actor.Vendor), (line.Entry.CustomerId, line.Payload.Item, line.Actor)));
        });
    }

    [Fact]
    public void Calm_customers_have_a_short_past()
    {
        using var db = told.Db();
        Assert.InRange(told.Of.Average(lines => lines.Count()), 4, 9);
        var calm = db.CustomerRows.AsEnumerable().Where(r => r.Alerts == 0 && r.Covers.All(c => c.State == LicenceState.Active)).Select(r => r.Id).ToHashSet();
        var busy = db.Alerts.Select(a => a.CustomerId).Distinct().ToHashSet();
        Assert.All(calm.Except(busy), id => Assert.InRange(told.Of[id].Count(), 1, 12));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(23)]
    public async Task The_past_does_not_follow_the_clock(int hour)
    {
        using var other = await DemoStore.SeededAsync(customers: 40, now: new DateTimeOffset(s_midnight, TimeSpan.Zero).AddHours(hour));
        await using var db = other.CreateDbContext();
        var few = db.Customers.Select(c => c.Id).ToHashSet();
        static string Text(JournalEntry e) => $"{e.CustomerId} {e.At:O} {e.Kind} {e.ActorId} {e.SubjectId} {StoreJson.Read<JournalPayload>(e.Payload) with { Salt = null }}";
        Assert.Equal(
            told.Lines.Where(l => l.Entry.CustomerId is { } id && few.Contains(id)).Select(l => Text(l.Entry)),
            db.Journal.Where(e => e.CustomerId != null).OrderBy(e => e.PartnerId).ThenBy(e => e.PartnerSeq).AsEnumerable().Select(Text));
    }
}
