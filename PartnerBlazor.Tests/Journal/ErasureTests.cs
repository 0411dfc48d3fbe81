using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Assistance;
using PartnerBlazor.Journal;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Journal;

/// <summary>Nothing that tells who somebody was is left once their values are erased, nor comes back later.</summary>
public sealed class ErasureTests : IAsyncLifetime
{
    private JournalWorld _world = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Guid Otto => _world.Other.PersonId;

    public async ValueTask InitializeAsync() => _world = await JournalWorld.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task The_address_somebody_was_locked_out_from_goes_too()
    {
        await new AccountJournal(_world.Store.Store, _world.Store.Factory).StrangerAsync(Otto, "198.51.100.9", JournalKinds.LockedOut);
        await EraseAsync();
        Assert.DoesNotContain(await _world.EntriesAsync(), entry => entry.Payload.Contains("198.51.100.9", StringComparison.Ordinal));
        Assert.Equal(0, (await _world.VerifyAsync()).Code);
    }

    [Fact]
    public async Task The_record_stays_without_name_address_account_and_sign_ins()
    {
        await using (var db = _world.Store.Db())
        {
            db.AddRange(
                new Account { Id = Otto, UserName = "otto@example.com", Email = "otto@example.com", NormalizedUserName = "OTTO" },
                new SignIn { Id = Guid.NewGuid(), PersonId = Otto, At = DateTime.UtcNow, Address = "203.0.113.7" },
                new FormDraft { PersonId = Otto, Form = "monthly", Content = "{}" },
                new PersonPreference { PersonId = Otto });
            await db.SaveChangesAsync(Cancel);
            db.Add(new IdentityUserToken<Guid> { UserId = Otto, LoginProvider = "x", Name = "y", Value = "z" });
            db.Add(new IdentityUserLogin<Guid> { UserId = Otto, LoginProvider = "oidc", ProviderKey = "otto" });
            await db.SaveChangesAsync(Cancel);
        }
        await EraseAsync();
        await using var after = _world.Store.Db();
        var person = await after.People.SingleAsync(p => p.Id == Otto, Cancel);
        Assert.Equal((Person.ErasedName, false, _world.Store.Time.GetUtcNow().UtcDateTime), (person.Name, person.Email.Contains('@', StringComparison.Ordinal), person.ErasedAt));
        Assert.Equal((0, 0, 0, 0, 0, 0), (await after.Accounts.CountAsync(Cancel), await after.SignIns.CountAsync(Cancel), await after.FormDrafts.CountAsync(Cancel),
            await after.Preferences.CountAsync(Cancel), await after.Set<IdentityUserToken<Guid>>().CountAsync(Cancel), await after.Set<IdentityUserLogin<Guid>>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task What_they_asked_for_is_answered_later_without_their_name()
    {
        await _world.Store.WriteAsync(_world.Partner, async write =>
        {
            var customer = await write.CustomerAsync(_world.Customer, Cancel);
            (customer.AssistanceAskedAt, customer.PartnerAssistance) = (write.Now, PartnerAssistance.Off);
            customer.Unlink = new UnlinkRequest { RequestedAt = write.Now, ById = Otto, ByName = "Otto Other", On = new DateOnly(2026, 7, 1) };
            (customer.BillingRequested, customer.BillingAsked) = (BillingType.Usage, new VendorRequest { At = write.Now, ById = Otto, ByName = "Otto Other" });
            (customer.ProductsRequested, customer.ProductsAsked) = ("CDE-MSP", new VendorRequest { At = write.Now, ById = Otto, ByName = "Otto Other" });
            write.Db.Add(new AssistanceRequest { Id = Guid.NewGuid(), PartnerId = _world.Partner, CustomerId = _world.Customer, ById = Otto, ByName = "Otto Other", At = write.Now });
            write.Db.Add(new NameDelivery { Id = Guid.NewGuid(), PartnerId = _world.Partner, CustomerId = _world.Customer, Target = DeliveryTarget.Crm, ById = Otto, ByName = "Otto Other", AskedAt = write.Now });
            write.Journal(JournalKinds.AssistanceRequested, _world.Customer);
        });
        var version = await VersionAsync();
        await EraseAsync();
        await using (var db = _world.Store.Db())
        {
            Assert.Equal("", await db.AssistanceRequests.Select(r => r.ByName).SingleAsync(Cancel));
            Assert.Equal(("", "", ""), await db.Customers.Select(c => ValueTuple.Create(c.Unlink.ByName, c.BillingAsked.ByName, c.ProductsAsked.ByName)).SingleAsync(Cancel));
            Assert.Equal("", await db.NameDeliveries.Select(d => d.ByName).SingleAsync(Cancel));
        }
        // No change of the customer's.
        Assert.Equal(version, await VersionAsync());
        await _world.Store.WriteAsync(_world.Partner, async write =>
            await write.AnswerAsync(await write.CustomerAsync(_world.Customer, Cancel), AssistanceAnswer.Declined));
        Assert.DoesNotContain(await _world.EntriesAsync(), entry => entry.Payload.Contains("Otto", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_was_erased_is_offered_nowhere_also_when_the_entry_that_told_it_is_gone()
    {
        var queries = new JournalQueries(_world.Store.Factory);
        await _world.DeactivateOtherAsync();
        Assert.Equal(4, Assert.Single(await queries.ErasableAsync(_world.Admin, Cancel)).Entries);
        await EraseAsync();
        Assert.Empty(await queries.ErasableAsync(_world.Admin, Cancel));
        _world.Store.Time.Advance(TimeSpan.FromDays(402));
        await _world.Commands.TrimAsync(_world.Partner, Cancel);
        Assert.DoesNotContain(await _world.EntriesAsync(), entry => entry.Kind == JournalKinds.JournalErased);
        Assert.Equal(["Ada Admin"], (await new AuditQueries(_world.Store.Factory).ChoicesAsync(_world.Admin, null, Cancel)).People.Select(person => person.Name));
        Assert.Empty(await queries.ErasableAsync(_world.Admin, Cancel));
    }

    [Fact]
    public async Task Somebody_nobody_wrote_of_any_more_is_erased_all_the_same()
    {
        await _world.DeactivateOtherAsync();
        _world.Store.Time.Advance(TimeSpan.FromDays(402));
        await _world.Commands.TrimAsync(_world.Partner, Cancel);
        Assert.Equal(0, await _world.Commands.EraseAsync(_world.Admin, Otto, cancel: Cancel));
        await using var db = _world.Store.Db();
        Assert.Equal(Person.ErasedName, await db.People.Where(p => p.Id == Otto).Select(p => p.Name).SingleAsync(Cancel));
        Assert.Equal(JournalKinds.JournalErased, (await _world.EntriesAsync())[^1].Kind);
        await _world.Keeper.WriteAsync(Cancel);
        Assert.Equal(0, (await _world.VerifyAsync()).Code);
    }

    [Fact]
    public async Task Who_erased_somebody_can_be_erased_and_what_they_told_of_it_still_counts()
    {
        await EraseAsync();
        var second = await _world.Store.AddPersonAsync(_world.Partner, name: "Eva Second");
        await _world.Store.WriteAsync(_world.Partner, async write =>
        {
            (await write.Db.People.SingleAsync(p => p.Id == _world.Admin.PersonId)).Active = false;
            write.JournalOther(JournalKinds.PersonDeactivated, _world.Admin.PersonId, "Ada Admin");
        });
        await _world.Commands.EraseAsync(second, _world.Admin.PersonId, cancel: Cancel);
        Assert.DoesNotContain(await _world.EntriesAsync(), entry => entry.Payload.Contains("Ada", StringComparison.Ordinal));
        Assert.Equal(0, (await _world.VerifyAsync()).Code);
    }

    private async Task EraseAsync()
    {
        await using (var db = _world.Store.Db())
            if (await db.People.AnyAsync(p => p.Id == Otto && p.Active, Cancel))
                await _world.DeactivateOtherAsync();
        await _world.Commands.EraseAsync(_world.Admin, Otto, cancel: Cancel);
    }

    private async Task<long> VersionAsync()
    {
        await using var db = _world.Store.Db();
        return await db.Customers.Where(c => c.Id == _world.Customer).Select(c => c.Version).SingleAsync(Cancel);
    }
}
