using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Live;

namespace PartnerBlazor.Store;

/// <summary>One transaction of <see cref="PartnerStore"/>: where a command reads, changes and journals.</summary>
public sealed class WriteSession
{
    private readonly Actor _actor;
    private readonly PartnerScope? _scope;
    private readonly List<Entry> _entries = [];
    private bool _saving;

    internal WriteSession(PartnerDb db, int partnerId, Actor actor, PartnerScope? scope, DateTime now)
    {
        Db = db;
        PartnerId = partnerId;
        Now = now;
        _actor = actor;
        _scope = scope;
        db.SavingChanges += (_, _) =>
        {
            if (!_saving)
                throw new InvalidOperationException("A command changes records; the store saves them.");
        };
    }

    /// <summary>The context of the transaction; do not save it yourself.</summary>
    public PartnerDb Db { get; }
    /// <summary>The partner.</summary>
    public int PartnerId { get; }
    /// <summary>The moment of the transaction (UTC).</summary>
    public DateTime Now { get; }
    /// <summary>The UTC day of the transaction.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now);
    /// <summary>The acting person's scope, read in this transaction, so that what they lost a moment ago is lost.</summary>
    /// <exception cref="InvalidOperationException">No person is acting.</exception>
    public PartnerScope Scope => _scope ?? throw new InvalidOperationException("No person is acting in this write.");

    /// <summary>The customer, tracked, with former names and groups.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>: it does not exist for the acting person.</exception>
    public async Task<Customer> CustomerAsync(Guid id, CancellationToken cancel)
    {
        var row = await Db.CustomerRows.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.PartnerId == PartnerId, cancel);
        if (row is null || !(_scope is null || _scope.Sees(row)))
            throw new RefusedException(RefusalCodes.NotFound);
        return await Db.Customers.AsSplitQuery().Include(c => c.FormerNames).Include(c => c.Groups).SingleAsync(c => c.Id == id, cancel);
    }

    /// <summary>Those of the customers that exist for the acting person, tracked, with groups.</summary>
    /// <param name="ids">At most a few hundred.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<Customer>> CustomersAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var rows = Db.CustomerRows.AsNoTracking().Where(r => ids.Contains(r.Id) && r.PartnerId == PartnerId);
        if (_scope is not null)
            rows = rows.InScope(Db, _scope);
        var there = await rows.Select(r => r.Id).ToListAsync(cancel);
        return await Db.Customers.Include(c => c.Groups).Where(c => there.Contains(c.Id)).ToListAsync(cancel);
    }

    /// <summary>The licences of customers, tracked.</summary>
    public async Task<ILookup<Guid, Licence>> LicencesAsync(IReadOnlyCollection<Guid> customerIds, CancellationToken cancel) =>
        (await Db.Licences.Where(l => customerIds.Contains(l.CustomerId)).ToListAsync(cancel)).ToLookup(l => l.CustomerId);

    /// <summary>An unlinked customer, tracked. Only for whom all customers are in scope: who may see a tombstone's groups is nobody's question.</summary>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.NotFound"/>: it was not unlinked, or is another partner's.</exception>
    public async Task<Customer> TombstoneAsync(Guid id, CancellationToken cancel) =>
        await Db.Customers.Include(c => c.Groups).SingleOrDefaultAsync(c => c.Id == id && c.PartnerId == PartnerId && c.UnlinkedAt != null, cancel)
        ?? throw new RefusedException(RefusalCodes.NotFound);

    /// <summary>Journals a change to a customer or to something of it.</summary>
    public void Journal(string kind, Guid customerId, Guid? subjectId = null, string item = "", string? before = null, string? after = null) =>
        _entries.Add(new Entry(_actor, kind, customerId, subjectId, new JournalPayload(_actor.Name, item, before, after)));

    /// <summary>Journals a change to something that is no customer's: a group, a person, the partner.</summary>
    public void JournalOther(string kind, Guid? subjectId, string item = "", string? before = null, string? after = null, string? seal = null) =>
        _entries.Add(new Entry(_actor, kind, null, subjectId, new JournalPayload(_actor.Name, item, before, after, Seal: seal)));

    /// <summary>Saves, rebuilds the touched rows and numbers the entries; null when nothing changed.</summary>
    internal async Task<ChangeSet?> SaveAsync(IRowProjector projector, CancellationToken cancel)
    {
        Db.ChangeTracker.DetectChanges();
        var changed = Db.ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(entry => entry.Entity)
            .ToHashSet();
        if (_entries.Count == 0 && changed.All(IsReading))
        {
            // The vendor was asked and said nothing new: only when it was asked, by which ids it knows its alerts, and which products nobody knows, is kept.
            _saving = true;
            await Db.SaveChangesAsync(cancel);
            return null;
        }

        // A contact, an unlink and what was asked for are owned by their customer and tracked beside it.
        var touched = changed.OfType<IOfCustomer>().Select(record => record.CustomerId)
            .Concat(Db.ChangeTracker.Entries<Customer>().Where(c => OwnedBy(c.Entity).Any(changed.Contains)).Select(c => c.Entity.Id))
            .Concat(_entries.Select(entry => entry.CustomerId).OfType<Guid>())
            .ToHashSet();
        DemandJournal(changed, touched);
        await SettleAsync(projector, touched, changed, cancel);
        await BumpAsync(touched, cancel);

        var partner = await Db.Partners.SingleAsync(p => p.Id == PartnerId, cancel);
        var changes = new List<Change>(_entries.Count);
        foreach (var (actor, kind, customerId, subjectId, payload) in _entries)
        {
            var entry = JournalChain.Next(partner, Now, actor, kind, customerId, subjectId, payload);
            Db.Journal.Add(entry);
            changes.Add(new Change(entry.PartnerSeq, actor, kind, customerId, subjectId, payload));
        }
        foreach (var alert in changed.OfType<Alert>())
            (alert.Seq, alert.Found) = (changes[^1].Seq, alert.Fold());
        _saving = true;
        await Db.SaveChangesAsync(cancel);
        var rows = await RowWriter.ReplaceAsync(Db, projector, touched, Today, changes[^1].Seq, cancel);
        return new ChangeSet
        {
            PartnerId = PartnerId,
            At = Now,
            LastSeq = changes[^1].Seq,
            Changes = changes,
            Rows = rows,
            Scopes = await NewScopesAsync(changed, cancel),
            Groups = changed.OfType<CustomerGroup>().Any(),
            People = changed.Any(record => record is CustomRole || PersonOf(record) is not null),
            Accounts = changed.OfType<AccountRequest>().Any(),
            Rules = _entries.Exists(entry => entry.Kind is JournalKinds.PartnerRules or JournalKinds.LoudAdded or JournalKinds.LoudRemoved),
        };
    }

    // What a person says of a product is a change, that the vendor told of it is not.
    private bool IsReading(object record) => record is CustomerAsOf or AlertOccurrence
        || (record is ProductMapping product && !Db.Entry(product).Property(p => p.Category).IsModified);

    private static object[] OwnedBy(Customer customer) => [customer.Contact, customer.Unlink, customer.BillingAsked, customer.ProductsAsked];

    private void DemandJournal(HashSet<object> changed, HashSet<Guid> touched)
    {
        var journalled = _entries.Select(entry => entry.CustomerId).ToHashSet();
        foreach (var id in touched)
            if (!journalled.Contains(id))
                throw new InvalidOperationException($"Customer {id} was changed without a journal entry.");
        if (_entries.Count == 0)
            throw new InvalidOperationException($"{changed.First().GetType().Name} was changed without a journal entry.");
    }

    // States follow the rules in every write, also where the calendar has not come by since midnight: then the change is the calendar's.
    private async Task SettleAsync(IRowProjector projector, HashSet<Guid> touched, HashSet<object> changed, CancellationToken cancel)
    {
        var stored = new List<Licence>();
        foreach (var ids in touched.Chunk(Ids.Batch))
            stored.AddRange(await Db.Licences.Where(l => ids.Contains(l.CustomerId)).ToListAsync(cancel));
        var added = Db.ChangeTracker.Entries<Licence>().Where(e => e.State == EntityState.Added).Select(e => e.Entity);
        foreach (var licence in stored.Concat(added).ToList())
        {
            var (before, isNew) = (licence.State, Db.Entry(licence).State == EntityState.Added);
            var replaced = projector.Settle(licence, Today);
            if ((licence.State == before && !replaced) || isNew)
                continue;
            var actor = changed.Contains(licence) && !replaced ? _actor : Actor.Calendar;
            _entries.Add(new Entry(actor, replaced ? JournalKinds.LicenceReplaced : JournalKinds.LicenceState, licence.CustomerId, licence.Id,
                new JournalPayload(actor.Name, licence.ProductName, before.ToString(), licence.State.ToString())));
        }
    }

    private async Task BumpAsync(HashSet<Guid> touched, CancellationToken cancel)
    {
        var tracked = Db.ChangeTracker.Entries<Customer>().Select(entry => entry.Entity).Where(c => touched.Contains(c.Id)).ToList();
        foreach (var missing in touched.Except(tracked.Select(c => c.Id)).ToList().Chunk(Ids.Batch))
            tracked.AddRange(await Db.Customers.Where(c => missing.Contains(c.Id)).ToListAsync(cancel));
        foreach (var customer in tracked)
        {
            if (customer.PartnerId != PartnerId)
                throw new InvalidOperationException($"Customer {customer.Id} belongs to another partner than the write.");
            customer.Version++;
        }
    }

    private async Task<IReadOnlyDictionary<Guid, PartnerScope?>> NewScopesAsync(HashSet<object> changed, CancellationToken cancel)
    {
        var people = changed.Select(PersonOf).OfType<Guid>().ToHashSet();
        if (changed.OfType<Partner>().Any() && _entries.Any(entry => entry.Kind is JournalKinds.PartnerChanged or JournalKinds.PartnerConnected or JournalKinds.PartnerLaunch or JournalKinds.PartnerCrm))
            people.UnionWith(await Db.People.Where(p => p.PartnerId == PartnerId).Select(p => p.Id).ToListAsync(cancel));
        foreach (var role in changed.OfType<CustomRole>())
            people.UnionWith(await Db.People.Where(p => p.CustomRoleId == role.Id).Select(p => p.Id).ToListAsync(cancel));
        var scopes = new Dictionary<Guid, PartnerScope?>();
        foreach (var id in people)
            scopes[id] = await ScopeReader.ReadAsync(Db, id, cancel);
        return scopes;
    }

    private static Guid? PersonOf(object record) => record switch
    {
        Person person => person.Id,
        PersonGroup group => group.PersonId,
        PersonCustomer customer => customer.PersonId,
        _ => null,
    };

    private sealed record Entry(Actor Actor, string Kind, Guid? CustomerId, Guid? SubjectId, JournalPayload Payload);
}
