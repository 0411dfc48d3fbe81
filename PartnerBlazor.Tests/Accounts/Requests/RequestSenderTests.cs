using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Bench.StandIn;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Accounts.Requests;

/// <summary>New accounts asked for at a vendor over HTTP (SPEC §9): created once, whatever the vendor answers, and never said to be there before it is.</summary>
public sealed class RequestSenderTests : IAsyncLifetime
{
    private static readonly TimeSpan s_list = TimeSpan.FromMinutes(16);

    private RequestWorld _world = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await RequestWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task It_is_created_at_the_vendor_and_here_as_what_the_vendor_says()
    {
        var token = Guid.NewGuid();
        var id = await _world.AskAsync(token: token);
        Assert.Equal(AccountRequestState.Waiting, (await _world.RequestAsync(id)).State);
        Assert.Empty(await _world.HereAsync());
        Assert.Null(await _world.SendAsync());

        var there = Assert.Single(_world.There());
        var here = Assert.Single(await _world.HereAsync());
        Assert.Equal((there.Id, CustomerOrigin.MonthlyAccount, BillingType.Usage, "eu01"), (here.Id, here.Origin, here.BillingType, here.DataRegion));
        var request = await _world.RequestAsync(id);
        Assert.Equal((AccountRequestState.Created, there.Id, null, ""), (request.State, request.CustomerId, request.Draft, request.Email));
        Assert.Equal([JournalKinds.AccountRequested, JournalKinds.AccountCreated], await _world.JournalAsync(id));
        // Nothing is invented: what it has is read.
        Assert.Empty(await _world.Sync.LicencesAsync(here.Id));
        await _world.ReadAfterAsync(TimeSpan.FromMinutes(2));
        Assert.Equal("CIXA-MSP", Assert.Single(await _world.Sync.LicencesAsync(here.Id)).ProductCode);
        // The same form leads there.
        var again = await _world.Accounts.CreateMonthlyAsync(_world.Admin, token, RequestWorld.Draft, Stop);
        Assert.Equal((here.Id, id), (again.CustomerId, again.RequestId));
        Assert.Equal(1, _world.Posts);
    }

    [Fact]
    public async Task What_is_sent_is_what_was_typed_and_no_more()
    {
        await _world.AskAsync(RequestWorld.Draft with { ShowAs = "Noël", Mobile = "06 12 34 56 78", Address2 = "" });
        await _world.SendAsync();
        var body = JsonSerializer.Deserialize<JsonElement>(_world.Sync.Vendor.StandIn.Requests.Single(r => r.Method == "POST" && r.Path.StartsWith(RequestWorld.Customers, StringComparison.Ordinal)).Body);
        Assert.Equal(["name", "showAs", "dataGeography", "billingType", "contact", "products"], body.EnumerateObject().Select(field => field.Name));
        Assert.Equal(["firstName", "lastName", "email", "phone", "mobile", "address"], body.GetProperty("contact").EnumerateObject().Select(field => field.Name));
        Assert.Equal(["address1", "city", "countryCode", "postalCode"], body.GetProperty("contact").GetProperty("address").EnumerateObject().Select(field => field.Name));
        Assert.Equal("""[{"code":"CIXA-MSP"}]""", body.GetProperty("products").GetRawText());
        Assert.Equal(("usage", "Noël", "+33 6 12 34 56 78"), (Text("billingType"), Text("showAs"), body.GetProperty("contact").GetProperty("mobile").GetString()));
        Assert.DoesNotContain("lea@noel.example", string.Join('\n', _world.Sync.Vendor.Log.Complaints), StringComparison.Ordinal);

        string? Text(string name) => body.GetProperty(name).GetString();
    }

    [Fact]
    public async Task A_trial_says_so_and_comes_from_the_partner()
    {
        await _world.Accounts.StartTrialAsync(_world.Admin, Guid.NewGuid(), RequestWorld.Draft, Stop);
        await _world.SendAsync();
        var here = Assert.Single(await _world.HereAsync());
        Assert.Equal((BillingType.Trial, CustomerOrigin.PartnerTrial), (here.BillingType, here.Origin));
    }

    [Theory]
    [InlineData(400, RefusalCodes.AccountInvalid)]
    [InlineData(403, RefusalCodes.AccountNotAllowed)]
    [InlineData(409, RefusalCodes.AccountExists)]
    [InlineData(404, RefusalCodes.AccountRefused)]
    public async Task A_refusal_is_told_and_not_repeated(int status, string code)
    {
        _world.Faults.Next(RequestWorld.Customers, 1, StandInFault.Status(status), "POST");
        var id = await _world.AskAsync();
        Assert.Null(await _world.SendAsync());
        var request = await _world.RequestAsync(id);
        Assert.Equal((AccountRequestState.Refused, code), (request.State, request.Problem));
        Assert.NotNull(request.Correlation);
        await _world.SendAsync();
        Assert.Equal(1, _world.Posts);
        Assert.Equal(id, Assert.Single(await _world.Queries.ListAsync(_world.Admin, Stop)).Id);

        // A person has it sent again.
        await _world.Commands.SendAgainAsync(_world.Admin, AccountKind.Monthly, id, Stop);
        await _world.SendAsync();
        Assert.Equal(AccountRequestState.Created, (await _world.RequestAsync(id)).State);
        Assert.Equal([JournalKinds.AccountRequested, JournalKinds.AccountRefused, JournalKinds.AccountRetried, JournalKinds.AccountCreated], await _world.JournalAsync(id));
    }

    [Fact]
    public async Task A_vendor_that_cannot_be_reached_is_asked_again_later_and_later()
    {
        _world.Faults.Next(RequestWorld.Customers, 2, StandInFault.TooMany(TimeSpan.FromMinutes(2)), "POST");
        var id = await _world.AskAsync();
        var first = await _world.SendAsync();
        Assert.True(first >= _world.Sync.Now.AddSeconds(115), $"{first}");
        var request = await _world.RequestAsync(id);
        Assert.Equal((AccountRequestState.Waiting, RefusalCodes.LinkLimited, false, 0), (request.State, request.Problem, request.MayExist, request.Sends));
        _world.Sync.Vendor.Store.Time.Advance(TimeSpan.FromMinutes(3));
        await _world.SendAsync();
        _world.Sync.Vendor.Store.Time.Advance(TimeSpan.FromMinutes(3));
        await _world.SendAsync();
        Assert.Equal(AccountRequestState.Created, (await _world.RequestAsync(id)).State);
        Assert.Single(_world.There());
        // Told once.
        Assert.Equal([JournalKinds.AccountRequested, JournalKinds.AccountDelayed, JournalKinds.AccountCreated], await _world.JournalAsync(id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_no_answer_says_what_became_of_it_the_list_does(bool done)
    {
        var fault = StandInFault.Status(500);
        _world.Faults.Next(RequestWorld.Customers, 1, done ? StandInFault.After(fault) : fault, "POST");
        var id = await _world.AskAsync();
        Assert.Equal(_world.Sync.Now + RequestSender.Appears, await _world.SendAsync());
        var sent = await _world.RequestAsync(id);
        Assert.Equal((AccountRequestState.Sent, RefusalCodes.VendorSilent, true), (sent.State, sent.Problem, sent.MayExist));
        // Neither sent again nor asked for again meanwhile, nor given up: it is on its way.
        await _world.SendAsync();
        Assert.Equal((RefusalCodes.AccountOnItsWay, nameof(AccountDraft.Company)), await RefusedAsync(() => _world.AskAsync(RequestWorld.Draft with { Company = " boulangerie  NOEL" })));
        Assert.Equal((RefusalCodes.AccountOnItsWay, nameof(AccountDraft.Email)), await RefusedAsync(() => _world.AskAsync(RequestWorld.Draft with { Company = "Other name" })));
        Assert.Equal(RefusalCodes.AccountBeingSent, (await RefusedAsync(() => _world.Commands.GiveUpAsync(_world.Admin, AccountKind.Monthly, id, Stop))).Code);

        await _world.ReadAfterAsync(s_list);
        Assert.Equal(done ? AccountRequestState.Created : AccountRequestState.Sent, (await _world.RequestAsync(id)).State);
        await _world.SendAsync();
        Assert.Equal(AccountRequestState.Created, (await _world.RequestAsync(id)).State);
        Assert.Equal(done ? 1 : 2, _world.Posts);
        Assert.Single(_world.There());
        Assert.Equal(CustomerOrigin.MonthlyAccount, Assert.Single(await _world.HereAsync()).Origin);
    }

    [Fact]
    public async Task Sent_three_times_and_never_seen_a_person_looks()
    {
        _world.Faults.Next(RequestWorld.Customers, 3, StandInFault.Status(503), "POST");
        var id = await _world.AskAsync();
        for (var i = 0; i < 6; i++)
        {
            await _world.SendAsync();
            await _world.ReadAfterAsync(s_list);
        }
        await _world.SendAsync();
        var request = await _world.RequestAsync(id);
        Assert.Equal((AccountRequestState.Unclear, RefusalCodes.AccountUnseen, 3), (request.State, request.Problem, _world.Posts));
        Assert.Equal(RefusalCodes.AccountOnItsWay, (await RefusedAsync(() => _world.AskAsync())).Code);

        // Given up, it may appear for a day yet, and nobody asks for another meanwhile.
        await _world.Commands.GiveUpAsync(_world.Admin, AccountKind.Monthly, id, Stop);
        Assert.Equal(RefusalCodes.AccountOnItsWay, (await RefusedAsync(() => _world.AskAsync())).Code);
        _world.Sync.Estate.Add(new StandInCustomer { Name = RequestWorld.Draft.Company, BillingType = "usage" });
        await _world.ReadAfterAsync(s_list);
        Assert.Equal(AccountRequestState.Created, (await _world.RequestAsync(id)).State);
    }

    [Fact]
    public async Task Where_no_list_comes_a_person_looks()
    {
        _world.Faults.Next(RequestWorld.Customers, 1, StandInFault.TooMany(TimeSpan.FromSeconds(1)), "POST");
        _world.Faults.Next(RequestWorld.Customers, 1, StandInFault.Status(500), "POST");
        var id = await _world.AskAsync();
        await _world.SendAsync();
        _world.Sync.Vendor.Store.Time.Advance(TimeSpan.FromMinutes(1));
        await _world.SendAsync();
        Assert.Equal([JournalKinds.AccountRequested, JournalKinds.AccountDelayed, JournalKinds.AccountDelayed], await _world.JournalAsync(id));
        Assert.Equal(RefusalCodes.AccountBeingSent, (await RefusedAsync(() => _world.Commands.SendAgainAsync(_world.Admin, AccountKind.Monthly, id, Stop))).Code);
        // Somebody stopped the reading.
        _world.Sync.Vendor.Store.Time.Advance(RequestSender.MostWaiting + TimeSpan.FromMinutes(1));
        await _world.SendAsync();
        var request = await _world.RequestAsync(id);
        Assert.Equal((AccountRequestState.Unclear, RefusalCodes.CustomersNotRead), (request.State, request.Problem));
        await _world.Commands.GiveUpAsync(_world.Admin, AccountKind.Monthly, id, Stop);
    }

    [Fact]
    public async Task What_an_earlier_attempt_may_have_made_is_not_called_a_duplicate()
    {
        _world.Faults.Next(RequestWorld.Customers, 1, StandInFault.Status(500), "POST");
        var id = await _world.AskAsync();
        await _world.SendAsync();
        // The vendor writes its name otherwise.
        var made = _world.Sync.Estate.Add(new StandInCustomer { Name = "Boulangerie Noel SARL", BillingType = "usage", Contact = new StandInContact { Email = RequestWorld.Draft.Email } });
        await _world.ReadAfterAsync(s_list);
        await _world.SendAsync();
        var request = await _world.RequestAsync(id);
        Assert.Equal((AccountRequestState.Unclear, RefusalCodes.AccountDiffers, made.Id, 1), (request.State, request.Problem, request.CustomerId, _world.Posts));
    }

    [Fact]
    public async Task What_the_vendor_itself_says_counts_over_what_the_list_made_of_it()
    {
        var id = await _world.AskAsync();
        var request = await _world.RequestAsync(id);
        var outcomes = new RequestOutcomes(_world.Sync.Vendor.Store.Store, _world.Sync.Vendor.Store.File, NullLogger<RequestOutcomes>.Instance);
        Assert.True(await outcomes.BeginAsync(request));
        // Of the same name, and not the one.
        var other = _world.Sync.Estate.Add(new StandInCustomer { Name = RequestWorld.Draft.Company, BillingType = "usage" });
        await _world.ReadAfterAsync(s_list);
        Assert.Equal(other.Id, (await _world.RequestAsync(id)).CustomerId);
        var mine = Guid.NewGuid();
        await outcomes.CreatedAsync(request, mine, null);
        Assert.Equal((AccountRequestState.Created, mine), ((await _world.RequestAsync(id)).State, (await _world.RequestAsync(id)).CustomerId));
    }

    [Fact]
    public async Task A_new_customer_of_that_name_that_is_another_is_shown_to_a_person()
    {
        await using var world = await RequestWorld.StartAsync(equalNames: true);
        world.Faults.Next(RequestWorld.Customers, 1, StandInFault.Status(500), "POST");
        var id = await world.AskAsync();
        await world.SendAsync();
        var other = world.Sync.Estate.Add(new StandInCustomer { Name = "BOULANGERIE NOËL", BillingType = "term" });
        await world.ReadAfterAsync(s_list);
        await world.SendAsync();
        var request = await world.RequestAsync(id);
        Assert.Equal((AccountRequestState.Unclear, RefusalCodes.AccountDiffers, other.Id, 1), (request.State, request.Problem, request.CustomerId, world.Posts));
        // Sent again all the same, a check before says that there is one of that name.
        await world.Commands.SendAgainAsync(world.Admin, AccountKind.Monthly, id, Stop);
        await world.SendAsync();
        request = await world.RequestAsync(id);
        Assert.Equal((AccountRequestState.Refused, RefusalCodes.DuplicateCustomerName, 1), (request.State, request.Problem, world.Posts));
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_vendors_customers_were_read_to_the_end()
    {
        await using var world = await RequestWorld.StartAsync(read: false);
        world.Sync.Estate.Add(new StandInCustomer { Name = RequestWorld.Draft.Company });
        var id = await world.AskAsync();
        await world.SendAsync();
        Assert.Equal((AccountRequestState.Waiting, RefusalCodes.CustomersNotRead), ((await world.RequestAsync(id)).State, (await world.RequestAsync(id)).Problem));
        await world.ReadAfterAsync(TimeSpan.FromMinutes(2));
        await world.SendAsync();
        Assert.Equal((AccountRequestState.Refused, RefusalCodes.DuplicateCustomerName), ((await world.RequestAsync(id)).State, (await world.RequestAsync(id)).Problem));
        Assert.Equal(0, world.Posts);
    }

    [Fact]
    public async Task A_partner_that_lost_the_programme_gets_no_monthly_account()
    {
        var id = await _world.AskAsync();
        await _world.Sync.Vendor.Store.WriteAsync(_world.Sync.Partner, async write =>
        {
            (await write.Db.Partners.SingleAsync(p => p.Id == write.PartnerId, Stop)).MspFlex = false;
            write.JournalOther(JournalKinds.PartnerChanged, null);
        });
        await _world.SendAsync();
        Assert.Equal((AccountRequestState.Refused, RefusalCodes.MspFlexRequired, 0), ((await _world.RequestAsync(id)).State, (await _world.RequestAsync(id)).Problem, _world.Posts));
    }

    [Fact]
    public async Task Who_was_just_created_is_not_removed_for_not_being_listed_yet()
    {
        await using var world = await RequestWorld.StartAsync(listsAfter: TimeSpan.FromMinutes(40));
        await world.AskAsync();
        await world.SendAsync();
        await world.Sync.ReconcileAsync();
        Assert.Single(await world.HereAsync());
        await world.ReadAfterAsync(TimeSpan.FromMinutes(45));
        Assert.Single(await world.HereAsync());
        // Gone for good, it leaves as anybody does.
        world.Sync.Estate.Remove((await world.HereAsync())[0].Id);
        await world.ReadAfterAsync(TimeSpan.FromHours(2));
        await world.Sync.ReconcileAsync();
        Assert.Empty(await world.HereAsync());
    }

    [Fact]
    public async Task What_was_refused_can_be_opened_again_unless_such_a_form_is_begun()
    {
        _world.Faults.Next(RequestWorld.Customers, 1, StandInFault.Status(400), "POST");
        var id = await _world.AskAsync();
        await _world.SendAsync();
        var drafts = new FormDraftCommands(_world.Sync.Vendor.Store.Factory, _world.Sync.Vendor.Store.Store, _world.Sync.Vendor.Store.Time);
        await drafts.SaveAsync(_world.Admin, "monthly", Guid.NewGuid(), "{}", Stop);
        Assert.Equal(RefusalCodes.DraftExists, (await RefusedAsync(() => _world.Commands.OpenAgainAsync(_world.Admin, AccountKind.Monthly, id, Stop))).Code);
        await drafts.DiscardAsync(_world.Admin, "monthly", Stop);
        await _world.Commands.OpenAgainAsync(_world.Admin, AccountKind.Monthly, id, Stop);
        Assert.Equal("Boulangerie Noël", SavedForm.Read((await drafts.ReadAsync(_world.Admin, "monthly", Stop))!.Content)!.Draft.Company);
        Assert.Equal(AccountRequestState.GivenUp, (await _world.RequestAsync(id)).State);
        // In better words; also where an attempt before the refusal may have been done.
        await _world.Sync.Vendor.Store.WriteAsync(_world.Sync.Partner, async write =>
        {
            (await write.Db.AccountRequests.SingleAsync(r => r.Id == id, Stop)).MayExist = true;
            write.JournalOther(JournalKinds.AccountGivenUp, id);
        });
        var better = await _world.AskAsync(RequestWorld.Draft with { Email = "contact@noel.example" });
        await _world.SendAsync();
        Assert.Equal(AccountRequestState.Created, (await _world.RequestAsync(better)).State);
    }

    [Fact]
    public async Task Each_kind_is_for_those_who_may_ask_for_it()
    {
        var id = await _world.AskAsync();
        var help = await _world.Sync.Vendor.Store.AddPersonAsync(_world.Sync.Partner, Role.HelpDesk);
        Assert.Empty(await _world.Queries.ListAsync(help, Stop));
        Assert.Null(await _world.Queries.FindAsync(help, id, Stop));
        Assert.Equal(RefusalCodes.NotAllowed, (await RefusedAsync(() => _world.Commands.GiveUpAsync(help, AccountKind.Monthly, id, Stop))).Code);
        var trials = _world.Admin with { Removed = new HashSet<Permission> { Permission.ManageMonthly } };
        Assert.Empty(await _world.Queries.ListAsync(trials, Stop));
        Assert.Null(await _world.Queries.FindAsync(trials, id, Stop));
        // Named as the other kind it is not there, whatever the rights.
        Assert.Equal(RefusalCodes.NotFound, (await RefusedAsync(() => _world.Commands.GiveUpAsync(_world.Admin, AccountKind.Trial, id, Stop))).Code);
        var elsewhere = await _world.Sync.Vendor.Store.AddPersonAsync(await _world.Sync.Vendor.Store.AddPartnerAsync(name: "Elsewhere"));
        Assert.Empty(await _world.Queries.ListAsync(elsewhere, Stop));
        Assert.Equal(RefusalCodes.NotFound, (await RefusedAsync(() => _world.Commands.SendAgainAsync(elsewhere, AccountKind.Monthly, id, Stop))).Code);
    }

    [Fact]
    public async Task What_was_typed_is_forgotten_once_nobody_needs_it()
    {
        _world.Faults.Next(RequestWorld.Customers, 1, StandInFault.Status(400), "POST");
        var refused = await _world.AskAsync();
        await _world.SendAsync();
        var given = await _world.AskAsync(RequestWorld.Draft with { Company = "Given up", Email = "given@up.example" });
        await _world.Commands.GiveUpAsync(_world.Admin, AccountKind.Monthly, given, Stop);
        await PassAsync(TimeSpan.FromHours(25));
        Assert.Equal((null, ""), await TypedAsync(given));
        Assert.NotNull((await TypedAsync(refused)).Draft);
        await PassAsync(TimeSpan.FromDays(7));
        Assert.Equal((null, ""), await TypedAsync(refused));
        Assert.Equal(RefusalCodes.DraftForgotten, (await RefusedAsync(() => _world.Commands.SendAgainAsync(_world.Admin, AccountKind.Monthly, refused, Stop))).Code);
        await PassAsync(TimeSpan.FromDays(25));
        await using var db = _world.Sync.Vendor.Store.Db();
        Assert.Equal(0, await db.AccountRequests.CountAsync(Stop));

        async Task PassAsync(TimeSpan time)
        {
            _world.Sync.Vendor.Store.Time.Advance(time);
            await _world.SendAsync();
        }

        async Task<(string? Draft, string Email)> TypedAsync(Guid id) => (await _world.RequestAsync(id)) is var request ? (request.Draft, request.Email) : default;
    }

    [Fact]
    public async Task What_the_vendor_cannot_be_asked_for_is_said_at_the_field()
    {
        Assert.Equal((RefusalCodes.Required, nameof(AccountDraft.PostalCode)), await RefusedAsync(() => _world.AskAsync(RequestWorld.Draft with { CountryCode = "AE", PostalCode = "" })));
        Assert.Equal((RefusalCodes.ProductNotAtVendor, nameof(AccountDraft.Products)), await RefusedAsync(() => _world.AskAsync(RequestWorld.Draft with { Products = ["CUEM-MSP"] })));
        // What it can is what the stand-in takes, product by product.
        await _world.AskAsync(RequestWorld.Draft with { Products = [.. Products.All.Where(product => product.AtVendor).Select(product => product.Code)] });
        await _world.SendAsync();
        Assert.Equal(17, Assert.Single(_world.There()).Licences.Count);
    }

    private static async Task<(string Code, string? Field)> RefusedAsync(Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(act);
        return (refused.Code, refused.Field);
    }
}
