using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Accounts;
using PartnerBlazor.Central;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>Creating monthly accounts and starting trials: what comes of it, what is refused, and that it happens once.</summary>
public sealed class AccountCommandsTests : LifecycleTests
{
    private static AccountDraft Draft => AccountRulesTests.Draft;

    [Fact]
    public async Task A_monthly_account_begins_with_its_licences_and_open_to_the_partner()
    {
        var created = await CreateAsync(Draft with { Company = "  Boulangerie du Port ", ShowAs = "Le Port", Products = ["CIXA-MSP", "CEMA-MSP", "CIXA-MSP"], Phone = "01 99 00 12 34" });
        var customer = await CustomerAsync(created.CustomerId!.Value);
        Assert.Equal(
            ("Boulangerie du Port", "Le Port", BillingType.Usage, CustomerOrigin.MonthlyAccount, CustomerStatus.Active, PartnerAssistance.On, AssistanceCause.Start, "IE", "eu01"),
            (customer.Name, customer.ShowAs, customer.BillingType, customer.Origin, customer.Status, customer.PartnerAssistance, customer.AssistanceCause, customer.DataGeography, customer.DataRegion));
        Assert.Equal(("Élise", "Marchand", "elise.marchand@example.com", "+33 1 99 00 12 34", "44000"),
            (customer.Contact.FirstName, customer.Contact.LastName, customer.Contact.Email, customer.Contact.Phone, customer.Contact.PostalCode));
        Assert.Equal(
            [("CEMA-MSP", LicenceType.Usage, true, null), ("CIXA-MSP", LicenceType.Usage, true, null)],
            (await LicencesAsync(customer.Id)).Select(l => (l.ProductCode, l.Type, l.RollsOver, l.EndDate)));
        await using var db = Store.Db();
        Assert.Equal(Store.Time.GetUtcNow().UtcDateTime, (await db.AsOf.SingleAsync(a => a.CustomerId == customer.Id, None)).At);
        Assert.Equal(Admin.PersonId, (await db.Journal.SingleAsync(e => e.CustomerId == customer.Id && e.Kind == JournalKinds.CustomerAdded, None)).ActorId);
    }

    [Fact]
    public async Task A_trial_runs_thirty_days_the_first_included()
    {
        var created = await Accounts.StartTrialAsync(Admin with { MspFlex = false }, Guid.NewGuid(), Draft, None);
        var row = (await RowAsync(created.CustomerId!.Value))!;
        Assert.Equal((BillingType.Trial, PartnerAssistance.On), (row.BillingType, row.Assistance));
        Assert.Equal(CustomerOrigin.PartnerTrial, (await CustomerAsync(row.Id)).Origin);
        Assert.Equal((LicenceType.Trial, Store.Today, Store.Today.AddDays(29), LicenceState.Trial),
            (await LicencesAsync(row.Id)).Select(l => (l.Type, l.StartDate, l.EndDate!.Value, l.State)).Single());
    }

    [Fact]
    public async Task The_same_form_sent_again_also_at_once_creates_one_account()
    {
        var token = Guid.NewGuid();
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Accounts.CreateMonthlyAsync(Admin, token, Draft, None)));
        Assert.Single(all.Distinct());
        // Somebody else's form with this token is another form.
        var other = await Store.AddPersonAsync(Partner, name: "Other");
        Assert.Equal(RefusalCodes.DuplicateCustomerName, await RefusedAsync(() => Accounts.CreateMonthlyAsync(other, token, Draft, None)));
    }

    [Theory]
    [InlineData("BOULANGERIE DU PORT", "a@example.com", RefusalCodes.DuplicateCustomerName)]
    [InlineData(" boulangerie du pört ", "a@example.com", RefusalCodes.DuplicateCustomerName)]
    [InlineData("Another", "Elise.MARCHAND@example.com", RefusalCodes.DuplicateCustomerEmail)]
    [InlineData("Boulangerie du Port 2", "a@example.com", null)]
    [InlineData("Port", "marchand@example.com", null)]
    public async Task A_name_or_an_email_the_partner_has_is_refused_with_the_customer(string company, string email, string? code)
    {
        var known = (await CreateAsync(Draft)).CustomerId;
        var draft = Draft with { Company = company, Email = email };
        if (code is null)
        {
            Assert.NotNull((await CreateAsync(draft)).CustomerId);
            return;
        }
        var refused = await Assert.ThrowsAsync<RefusedException>(() => CreateAsync(draft));
        Assert.Equal((code, $"{known}"), (refused.Code, refused.Detail));
        Assert.Equal(code == RefusalCodes.DuplicateCustomerName ? nameof(AccountDraft.Company) : nameof(AccountDraft.Email), refused.Field);
    }

    [Fact]
    public async Task Who_was_unlinked_is_another_partners_or_not_to_be_seen_is_no_duplicate()
    {
        var gone = (await CreateAsync(Draft)).CustomerId!.Value;
        await Store.WriteAsync(Partner, async write =>
        {
            (await write.CustomerAsync(gone, None)).UnlinkedAt = write.Now;
            write.Journal(JournalKinds.Unlinked, gone);
        });
        var elsewhere = await Store.AddPartnerAsync();
        await Store.AddCustomerAsync(elsewhere, Draft.Company);
        Assert.NotNull((await CreateAsync(Draft)).CustomerId);

        var without = await Store.AddPartnerAsync(mspFlexConnect: false);
        await Store.AddCustomerAsync(without, Draft.Company, c => c.Managed());
        Assert.NotNull((await Accounts.CreateMonthlyAsync(await Store.AddPersonAsync(without), Guid.NewGuid(), Draft, None)).CustomerId);
    }

    [Fact]
    public async Task What_is_wrong_is_refused_at_its_field_whatever_the_screen_checked()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => CreateAsync(Draft with { Email = "no" }));
        Assert.Equal((RefusalCodes.EmailInvalid, nameof(AccountDraft.Email)), (refused.Code, refused.Field));
        Assert.Equal(RefusalCodes.TermsNotAccepted, await RefusedAsync(() => CreateAsync(Draft with { TermsAccepted = false })));
        Assert.Equal(RefusalCodes.ProductRequired, await RefusedAsync(() => CreateAsync(Draft with { Products = [] })));
        await using var db = Store.Db();
        Assert.Equal(0, await db.Customers.CountAsync(None));
    }

    [Fact]
    public async Task The_draft_is_gone_with_the_account_it_became()
    {
        var token = Guid.NewGuid();
        await Store.Store.WriteAsideAsync(db =>
        {
            db.FormDrafts.Add(new FormDraft { PersonId = Admin.PersonId, Form = "monthly", Token = token, Content = "{}", At = Store.Time.GetUtcNow().UtcDateTime });
            return Task.CompletedTask;
        }, None);
        await Accounts.CreateMonthlyAsync(Admin, token, Draft, None);
        await using var db = Store.Db();
        Assert.Equal(0, await db.FormDrafts.CountAsync(None));
    }

    [Fact]
    public async Task What_the_vendor_only_takes_note_of_is_no_customer_yet_and_asked_for_once()
    {
        Central.Answer = CentralAnswer.Requested;
        var token = Guid.NewGuid();
        Assert.Null((await Accounts.CreateMonthlyAsync(Admin, token, Draft, None)).CustomerId);
        Assert.Null((await Accounts.CreateMonthlyAsync(Admin, token, Draft, None)).CustomerId);
        await using var db = Store.Db();
        Assert.Equal(0, await db.Customers.CountAsync(None));
        Assert.Equal(1, await db.Journal.CountAsync(e => e.Kind == JournalKinds.AccountRequested, None));
    }

    private Task<CreatedAccount> CreateAsync(AccountDraft draft) => Accounts.CreateMonthlyAsync(Admin, Guid.NewGuid(), draft, None);
}
