using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Assistance;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Assistance;

/// <summary>One-time links into a customer's console: for whom, how often, how long, and what is judged again when they are used.</summary>
public sealed class LaunchCommandsTests : ConsoleTests
{
    [Fact]
    public async Task A_link_opens_once_and_the_timeline_says_who_and_what_for()
    {
        var token = await Launch.IssueAsync(Me, Customer, "  Ticket 4711 ", None);

        var first = await Launch.RedeemAsync(Me, Customer, token, None);
        var second = await Launch.RedeemAsync(Me, Customer, token, None);

        Assert.Null(first.Refusal);
        Assert.Equal((Admin.PersonName, false), (await TechnicianAsync(first.Handle!) is { } visitor ? (visitor.Name, visitor.IsAdministrator) : default));
        Assert.Equal(new Redeemed(null, RefusalCodes.LaunchLinkInvalid), second);
        Assert.Equal([JournalKinds.Launched, JournalKinds.LaunchRefused], await JournalAsync(Customer));
        await using var db = Store.Db();
        var entry = await db.Journal.SingleAsync(e => e.Kind == JournalKinds.Launched, None);
        Assert.Equal((Admin.PersonId, "Ticket 4711"), (entry.ActorId, StoreJson.Read<JournalPayload>(entry.Payload).Item));
    }

    [Fact]
    public async Task Of_many_at_once_one_is_let_in()
    {
        var token = await Launch.IssueAsync(Me, Customer, "", None);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Launch.RedeemAsync(Me, Customer, token, None)));
        Assert.Single(all, redeemed => redeemed.Handle is not null);
    }

    [Fact]
    public async Task Neither_token_nor_handle_is_kept()
    {
        var token = await Launch.IssueAsync(Me, Customer, "", None);
        var handle = (await Launch.RedeemAsync(Me, Customer, token, None)).Handle!;
        // 256 bits each.
        Assert.Equal((43, 43), (token.Length, handle.Length));
        var files = Directory.GetFiles(Store.Folder).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(file => File.ReadAllText(file, System.Text.Encoding.Latin1)).ToList();
        Assert.Contains(files, text => text.Contains(JournalKinds.Launched, StringComparison.Ordinal));
        Assert.DoesNotContain(files, text => text.Contains(token, StringComparison.Ordinal) || text.Contains(handle, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public async Task It_lasts_sixty_seconds(int seconds, bool opens)
    {
        var token = await Launch.IssueAsync(Me, Customer, "", None);
        Store.Time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(opens, (await Launch.RedeemAsync(Me, Customer, token, None)).Handle is not null);
    }

    [Fact]
    public async Task It_is_for_one_person_one_sign_in_and_one_customer_and_whoever_shows_it_uses_it_up()
    {
        var colleague = await SignInAsync(await Store.AddPersonAsync(Partner, name: "Colleague"));
        var elsewhere = await SignInAsync(Admin);
        var other = await MonthlyAsync("Other");
        foreach (var (who, customer, tampered) in new[] { (Me, Customer, true), (colleague, Customer, false), (elsewhere, Customer, false), (Me, other, false) })
        {
            var token = await Launch.IssueAsync(Me, Customer, "", None);
            var refused = await Launch.RedeemAsync(who, customer, tampered ? token[..^1] + (token[^1] == 'A' ? 'B' : 'A') : token, None);
            Assert.Equal(new Redeemed(null, RefusalCodes.LaunchLinkInvalid), refused);
            // An invented link touches no customer.
            Assert.Equal(tampered, await JournalAsync(customer) is not [.., JournalKinds.LaunchRefused]);
            await using (var db = Store.Db())
                Assert.Equal(JournalKinds.LaunchRefused, (await db.Journal.OrderBy(e => e.PartnerSeq).LastAsync(e => e.PartnerId == Partner, None)).Kind);
            Assert.Equal(tampered, (await Launch.RedeemAsync(Me, Customer, token, None)).Handle is not null);
        }
    }

    [Fact]
    public async Task Another_partners_person_is_refused_and_nothing_is_written_to_the_customer()
    {
        var stranger = await SignInAsync(await Store.AddPersonAsync(await Store.AddPartnerAsync(name: "Other", demo: true)));
        var token = await Launch.IssueAsync(Me, Customer, "", None);

        Assert.Equal(RefusalCodes.NotFound, await RefusedAsync(() => Launch.IssueAsync(stranger, Customer, "", None)));
        Assert.Equal(RefusalCodes.LaunchLinkInvalid, (await Launch.RedeemAsync(stranger, Customer, token, None)).Refusal);

        Assert.Empty(await JournalAsync(Customer));
        await using var db = Store.Db();
        Assert.Equal(JournalKinds.LaunchRefused, (await db.Journal.OrderBy(e => e.PartnerSeq).LastAsync(e => e.PartnerId == stranger.PartnerId, None)).Kind);
        Assert.NotNull((await Launch.RedeemAsync(Me, Customer, token, None)).Handle);
    }

    [Fact]
    public async Task Everything_is_judged_again_when_it_is_used()
    {
        async Task<string?> AfterAsync(Func<Task> change, PersonClaims who)
        {
            var token = await Launch.IssueAsync(who, Customer, "", None);
            await change();
            return (await Launch.RedeemAsync(who, Customer, token, None)).Refusal;
        }
        var scoped = await Store.AddPersonAsync(Partner, Role.HelpDesk, customers: [Customer]);
        var their = await SignInAsync(scoped);

        Assert.Equal(RefusalCodes.NotFound, await AfterAsync(() => ChangeAsync(scoped, p => p.Customers.Clear()), their));
        await ChangeAsync(scoped, p => p.AllCustomers = true);
        Assert.Equal(RefusalCodes.NotAllowed, await AfterAsync(() => ChangeAsync(scoped, p => p.Role = Role.BusinessAdmin), their));
        Assert.Equal(RefusalCodes.LaunchLinkInvalid, await AfterAsync(() => AssistanceAsync(PartnerAssistance.Off), Me));
        await AssistanceAsync(PartnerAssistance.On);
        Assert.Equal(RefusalCodes.CustomerNotActive, await AfterAsync(() => ChangeAsync(c => c.Status = CustomerStatus.Suspended), Me));
        await ChangeAsync(c => c.Status = CustomerStatus.Active);
        Assert.Equal(RefusalCodes.NotActivated, await AfterAsync(() => ChangeAsync(c => c.Activated = false), Me));
        await ChangeAsync(c => c.Activated = true);
        Assert.Null(await AfterAsync(() => Task.CompletedTask, Me));
        // Off and on again between: it must be launched anew.
        Assert.Equal(RefusalCodes.LaunchLinkInvalid, await AfterAsync(async () =>
        {
            await AssistanceAsync(PartnerAssistance.Off);
            await AssistanceAsync(PartnerAssistance.On);
        }, Me));
        Assert.Equal(RefusalCodes.LaunchNotConfigured, await AfterAsync(() => DemoAsync(false), Me));
        await DemoAsync(true);
        await ChangeAsync(scoped, p => p.Active = false);
        Assert.Equal(RefusalCodes.NotAllowed, await RefusedAsync(() => Launch.RedeemAsync(their, Customer, "x", None)));
    }

    [Fact]
    public async Task What_cannot_be_opened_gets_no_link()
    {
        await AssistanceAsync(PartnerAssistance.Off);
        Assert.Equal(RefusalCodes.AssistanceOff, await RefusedAsync(() => Launch.IssueAsync(Me, Customer, "", None)));
        await AssistanceAsync(PartnerAssistance.On);
        Assert.Equal(RefusalCodes.TooLong, await RefusedAsync(() => Launch.IssueAsync(Me, Customer, new('r', 201), None)));
        Assert.Equal(RefusalCodes.ControlCharacters, await RefusedAsync(() => Launch.IssueAsync(Me, Customer, "a\nb", None)));
        await DemoAsync(false);
        Assert.Equal(RefusalCodes.LaunchNotConfigured, await RefusedAsync(() => Launch.IssueAsync(Me, Customer, new('r', 200), None)));
        await using var db = Store.Db();
        Assert.Empty(db.LaunchTokens);
    }

    [Fact]
    public async Task Old_links_and_visits_are_forgotten()
    {
        await VisitAsync(Me);
        Store.Time.Advance(TimeSpan.FromDays(31));
        Me = await SignInAsync(Admin);
        await Launch.IssueAsync(Me, Customer, "", None);
        await SignIns.StartAsync(Customer, None);
        await using var db = Store.Db();
        Assert.Equal((1, 1), (await db.LaunchTokens.CountAsync(None), await db.ConsoleSignIns.CountAsync(None)));
    }
}
