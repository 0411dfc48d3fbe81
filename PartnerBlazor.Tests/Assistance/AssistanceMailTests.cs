using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Access;
using PartnerBlazor.Assistance;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Central;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Central.Sync;

namespace PartnerBlazor.Tests.Assistance;

/// <summary>A request for approval where the vendor has no call for it (SPEC §9): a mail to the contact, and closed once a reading sees it on.</summary>
public sealed class AssistanceMailTests : IAsyncLifetime
{
    private readonly TestMailer _mailer = new();
    private SyncWorld _world = null!;
    private PartnerScope _admin = null!;
    private AssistanceCommands _commands = null!;
    private AssistanceMailer _pump = null!;
    private Guid _shut;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var estate = new StandInEstate();
        _shut = Guid.NewGuid();
        estate.Add(new StandInCustomer { Id = _shut, Name = "Shut", Assistance = false, Contact = new StandInContact { Email = "boss@shut.example", CountryCode = "FR" } });
        for (var i = 0; i < 3; i++)
            estate.Add(new StandInCustomer { Name = $"Other {i}" });
        _world = await SyncWorld.StartAsync(estate);
        await _world.ReadAsync();
        _admin = await _world.Vendor.Store.AddPersonAsync(_world.Partner, name: "Ada Person");
        var store = _world.Vendor.Store;
        _commands = new AssistanceCommands(store.Store, new ConnectedCentral(_mailer));
        var texts = new ServiceCollection().AddLogging().AddLocalization().AddSingleton<AssistanceMailText>().BuildServiceProvider();
        _pump = new AssistanceMailer(store.Store, store.Factory, _mailer, texts.GetRequiredService<AssistanceMailText>(), store.Feed, store.Time, NullLogger<AssistanceMailer>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _pump.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task The_contact_is_told_where_the_switch_is_in_both_languages_and_the_request_closes_by_itself()
    {
        await _commands.RequestAsync(_admin, _shut, Stop);
        Assert.Null(await _pump.RunAsync(Stop));
        var (to, subject, text) = Assert.Single(_mailer.Taken);
        Assert.Equal("boss@shut.example", to);
        // French is read first where the contact is.
        Assert.Equal("Partner demande accès à votre compte Sophos Central", subject);
        Assert.Contains("Ada Person (Partner) looks after the Sophos protection of Shut", text, StringComparison.Ordinal);
        Assert.Contains("Account details › Sophos Support", text, StringComparison.Ordinal);
        Assert.Contains("Détails du compte › Support Sophos", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("Bonjour", StringComparison.Ordinal) < text.IndexOf("Hello", StringComparison.Ordinal));
        Assert.Equal(_world.Now, (await MailAsync()).SentAt);
        Assert.Equal([JournalKinds.AssistanceRequested, JournalKinds.AssistanceMailed], (await _world.JournalAsync(_shut)).TakeLast(2));
        // Once.
        await _pump.RunAsync(Stop);
        Assert.Single(_mailer.Taken);
        Assert.Equal(RefusalCodes.AssistancePending, await CodeAsync(() => _commands.RequestAsync(_admin, _shut, Stop)));

        _world.Estate.Change(_shut, c => c with { Assistance = true });
        await _world.ReadAfterAsync(TimeSpan.FromMinutes(10));
        var customer = await _world.CustomerAsync(_shut);
        Assert.Equal((PartnerAssistance.On, null), (customer.PartnerAssistance, customer.AssistanceAskedAt));
    }

    [Fact]
    public async Task Without_a_mail_server_or_an_address_nothing_is_asked_for()
    {
        _mailer.Exists = false;
        Assert.Equal(RefusalCodes.MailOff, await CodeAsync(() => _commands.RequestAsync(_admin, _shut, Stop)));
        _mailer.Exists = true;
        await ContactAsync("");
        Assert.Equal(RefusalCodes.ContactEmailMissing, await CodeAsync(() => _commands.RequestAsync(_admin, _shut, Stop)));
        Assert.Null((await _world.CustomerAsync(_shut)).AssistanceAskedAt);
        Assert.Equal(0, _mailer.Tries);
    }

    [Fact]
    public async Task A_server_that_takes_nothing_is_asked_again_after_longer_and_longer_pauses_and_told_once()
    {
        _mailer.Problem = RefusalCodes.MailFailed;
        await _commands.RequestAsync(_admin, _shut, Stop);
        var began = _world.Now;
        var pauses = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var next = await _pump.RunAsync(Stop);
            pauses.Add((next!.Value - _world.Now).TotalSeconds);
            _world.Vendor.Store.Time.Advance(next.Value - _world.Now);
        }
        Assert.Equal([1, 2, 4, 8, 16], pauses);
        Assert.Equal((RefusalCodes.MailFailed, 5), ((await MailAsync()).Problem, (await MailAsync()).Attempts));
        Assert.Single(await _world.JournalAsync(_shut), kind => kind == JournalKinds.AssistanceMailFailed);
        // What was left when the program ended is sent by the next.
        _mailer.Problem = null;
        Assert.Null(await _pump.RunAsync(Stop));
        Assert.Single(_mailer.Taken);
        Assert.Null((await MailAsync()).Problem);
        Assert.True(_world.Now > began);
    }

    [Fact]
    public async Task The_contact_is_reminded_at_most_once_an_hour()
    {
        Assert.Equal(RefusalCodes.NotRequested, await CodeAsync(() => _commands.RemindAsync(_admin, _shut, Stop)));
        await _commands.RequestAsync(_admin, _shut, Stop);
        Assert.Equal(RefusalCodes.RemindedLately, await CodeAsync(() => _commands.RemindAsync(_admin, _shut, Stop)));
        await _pump.RunAsync(Stop);
        Assert.Equal(RefusalCodes.RemindedLately, await CodeAsync(() => _commands.RemindAsync(_admin, _shut, Stop)));
        _world.Vendor.Store.Time.Advance(AssistanceCommands.RemindAfter);
        await _commands.RemindAsync(_admin, _shut, Stop);
        await _pump.RunAsync(Stop);
        Assert.Equal(2, _mailer.Taken.Count);
    }

    [Fact]
    public async Task What_is_withdrawn_is_not_sent_and_may_be_asked_for_anew()
    {
        await _commands.RequestAsync(_admin, _shut, Stop);
        await _commands.WithdrawAsync(_admin, _shut, Stop);
        Assert.Null(await _pump.RunAsync(Stop));
        Assert.Equal(0, _mailer.Tries);
        Assert.Equal(RefusalCodes.NotRequested, await CodeAsync(() => _commands.WithdrawAsync(_admin, _shut, Stop)));
        await _commands.RequestAsync(_admin, _shut, Stop);
        await _pump.RunAsync(Stop);
        Assert.Single(_mailer.Taken);
        // Asked anew and anew, the contact is not written to more often.
        await _commands.WithdrawAsync(_admin, _shut, Stop);
        await _commands.RequestAsync(_admin, _shut, Stop);
        Assert.Equal(_world.Now + AssistanceCommands.RemindAfter, await _pump.RunAsync(Stop));
        Assert.Single(_mailer.Taken);
    }

    [Fact]
    public async Task An_address_that_is_gone_meanwhile_waits_for_a_person()
    {
        await _commands.RequestAsync(_admin, _shut, Stop);
        await ContactAsync("");
        Assert.Null(await _pump.RunAsync(Stop));
        Assert.Equal(RefusalCodes.ContactEmailMissing, (await MailAsync()).Problem);
        await ContactAsync("new@shut.example");
        await _commands.RemindAsync(_admin, _shut, Stop);
        await _pump.RunAsync(Stop);
        Assert.Equal("new@shut.example", Assert.Single(_mailer.Taken).To);
    }

    [Fact]
    public async Task Who_left_is_not_written_to()
    {
        await _commands.RequestAsync(_admin, _shut, Stop);
        _world.Estate.Remove(_shut);
        await _world.ReconcileAsync();
        await _pump.RunAsync(Stop);
        Assert.Equal(0, _mailer.Tries);
    }

    [Fact]
    public async Task The_details_say_what_became_of_the_mail_and_offer_what_can_be_done()
    {
        TestTab.Speak("en");
        await using var tab = await TestTab.OpenAsync(_world.Vendor.Store, _admin);
        var mail = new AssistanceMail { RequestId = Guid.NewGuid(), PartnerId = _world.Partner, CustomerId = _shut, NextAt = _world.Now };
        IRenderedComponent<AssistanceMailLine> Line(AssistanceMail? shown) => tab.Page.Render<AssistanceMailLine>(p => p.Add(l => l.CustomerId, _shut).Add(l => l.Mail, shown).Add(l => l.Now, _world.Now));
        Assert.Contains("on its way", Line(mail).Find("[data-testid=assistance-mail]").TextContent, StringComparison.Ordinal);
        Assert.Empty(Line(mail).FindAll("[data-testid=mail-again]"));
        Assert.Empty(Line(null).FindAll("p[data-testid]"));
        (mail.NextAt, mail.SentAt) = (null, _world.Now);
        Assert.Contains("sent just now", Line(mail).Find("[data-testid=assistance-mail]").TextContent, StringComparison.Ordinal);
        mail.Problem = RefusalCodes.MailFailed;
        Assert.Single(Line(mail).FindAll("[data-testid=mail-again]"));

        await _commands.RequestAsync(_admin, _shut, Stop);
        var line = Line(mail);
        await line.Find("[data-testid=mail-withdraw]").ClickAsync();
        await line.WaitForAssertionAsync(() => Assert.Equal("The request was withdrawn.", line.Find("[data-testid=mail-told]").TextContent));
        await line.Find("[data-testid=mail-withdraw]").ClickAsync();
        await line.WaitForAssertionAsync(() => Assert.Equal("This is not asked for any more.", line.Find(".pb-field-error").TextContent));
    }

    [Fact]
    public async Task What_never_arrives_is_left_to_a_person_after_half_a_day()
    {
        _mailer.Problem = RefusalCodes.MailFailed;
        await _commands.RequestAsync(_admin, _shut, Stop);
        var began = _world.Now;
        while (await _pump.RunAsync(Stop) is { } next)
            _world.Vendor.Store.Time.Advance(next - _world.Now);
        Assert.Equal(AssistanceMailer.MostAttempts, _mailer.Tries);
        Assert.InRange(_world.Now - began, TimeSpan.FromHours(8), TimeSpan.FromHours(24));
        await _commands.RemindAsync(_admin, _shut, Stop);
        Assert.NotNull((await MailAsync()).NextAt);
    }

    private async Task<AssistanceMail> MailAsync()
    {
        await using var db = _world.Vendor.Store.Db();
        return await db.AssistanceMails.AsNoTracking().SingleAsync(Stop);
    }

    private Task ContactAsync(string email) => _world.Vendor.Store.WriteAsync(_world.Partner, async write =>
    {
        (await write.Db.Customers.SingleAsync(c => c.Id == _shut)).Contact.Email = email;
        write.Journal(JournalKinds.CustomerChanged, _shut);
    });

    private static async Task<string> CodeAsync(Func<Task> act) => (await Assert.ThrowsAsync<RefusedException>(act)).Code;
}
