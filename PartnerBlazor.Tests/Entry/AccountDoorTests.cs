using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Access;
using PartnerBlazor.People;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Entry;

/// <summary>Passwords, lockout and links, below the pages.</summary>
public sealed class AccountDoorTests
{
    private const string Chosen = "seven quiet harbour bells";

    [Fact]
    public async Task Whatever_is_wrong_the_answer_is_the_same_and_too_many_tries_lock_the_account()
    {
        await using var portal = await RealPortal.StartAsync();
        Assert.Equal(DoorAnswer.Wrong, await TryAsync(portal, "nobody@nordlys.example", RealPortal.Password));
        Assert.Equal(DoorAnswer.Wrong, await TryAsync(portal, null, null));
        Assert.Equal(DoorAnswer.In, await TryAsync(portal, RealPortal.Email.ToUpperInvariant(), RealPortal.Password));
        for (var i = 0; i < 10; i++)
            Assert.Equal(DoorAnswer.Wrong, await TryAsync(portal, RealPortal.Email, "not this one at all"));
        Assert.Equal(DoorAnswer.Wrong, await TryAsync(portal, RealPortal.Email, RealPortal.Password));

        var entry = await LastAsync(portal, JournalKinds.LockedOut);
        Assert.Equal(ActorKind.Visitor, entry.ActorKind);
        Assert.Contains("192.0.2.7", entry.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tries_at_the_same_moment_are_all_counted()
    {
        await using var portal = await RealPortal.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => TryAsync(portal, RealPortal.Email, "not this one at all"))));
        Assert.Equal(DoorAnswer.Wrong, await TryAsync(portal, RealPortal.Email, RealPortal.Password));
    }

    [Fact]
    public async Task Right_tries_are_no_wrong_ones()
    {
        await using var portal = await RealPortal.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 9; j++)
                Assert.Equal(DoorAnswer.Wrong, await TryAsync(portal, RealPortal.Email, "not this one at all"));
            Assert.Equal(DoorAnswer.In, await TryAsync(portal, RealPortal.Email, RealPortal.Password));
        }
    }

    [Fact]
    public async Task Whoever_was_deactivated_has_no_password_any_more()
    {
        await using var portal = await RealPortal.StartAsync();
        var id = await InvitedAsync(portal, "Bo Lind", "bo@nordlys.example");
        Assert.Equal(DoorAnswer.In, await TryAsync(portal, "bo@nordlys.example", Chosen));
        await portal.DeactivateAsync(id);
        Assert.Equal(DoorAnswer.Wrong, await TryAsync(portal, "bo@nordlys.example", Chosen));
    }

    [Fact]
    public async Task An_invitation_is_good_once_and_falls_with_the_next_one()
    {
        await using var portal = await RealPortal.StartAsync();
        var id = await portal.AddAsync("Bo Lind", "bo@nordlys.example");
        var (first, second) = (await InviteAsync(portal, id), await InviteAsync(portal, id));
        Assert.Equal(RefusalCodes.LinkInvalid, await ChooseAsync(portal, first, Chosen));
        Assert.Equal(RefusalCodes.PasswordShort, await ChooseAsync(portal, second, "short"));
        Assert.Equal(RefusalCodes.PasswordCommon, await ChooseAsync(portal, second, "bo lind nordlys"));
        Assert.Null(await ChooseAsync(portal, second, Chosen));
        Assert.Equal(RefusalCodes.LinkInvalid, await ChooseAsync(portal, second, Chosen));
        Assert.Equal(DoorAnswer.In, await TryAsync(portal, "bo@nordlys.example", Chosen));
        Assert.Equal(RefusalCodes.LinkInvalid, await ChooseAsync(portal, "http://localhost/password?person=x&token=%%%", Chosen));
    }

    [Fact]
    public async Task Whoever_comes_back_is_let_in_by_no_link_of_before()
    {
        await using var portal = await RealPortal.StartAsync();
        var id = await portal.AddAsync("Bo Lind", "bo@nordlys.example");
        var link = await InviteAsync(portal, id);
        var (people, admin) = (new PeopleCommands(portal.Services.GetRequiredService<PartnerStore>()), await portal.ScopeAsync(RealPortal.Email));
        await people.DeactivateAsync(admin, id, TestContext.Current.CancellationToken);
        await people.ReactivateAsync(admin, id, TestContext.Current.CancellationToken);
        Assert.Equal(RefusalCodes.LinkInvalid, await ChooseAsync(portal, link, Chosen));
        Assert.Null(await ChooseAsync(portal, await InviteAsync(portal, id), Chosen));
        Assert.Equal(2, await CountAsync(portal, JournalKinds.PersonLink));
    }

    [Fact]
    public async Task A_link_of_one_kind_or_person_is_none_of_another()
    {
        await using var portal = await RealPortal.StartAsync();
        var id = await portal.AddAsync("Bo Lind", "bo@nordlys.example");
        var link = await InviteAsync(portal, id);
        var admin = await portal.ScopeAsync(RealPortal.Email);
        Assert.Equal(RefusalCodes.LinkInvalid, await ChooseAsync(portal, link.Replace("kind=invitation", "kind=", StringComparison.Ordinal), Chosen));
        Assert.Equal(RefusalCodes.LinkInvalid, await ChooseAsync(portal, link.Replace($"{id:N}", $"{admin.PersonId:N}", StringComparison.Ordinal), Chosen));
        Assert.Null(await ChooseAsync(portal, link, Chosen));
    }

    [Fact]
    public async Task A_new_start_takes_everything_and_only_super_admins_give_it_to_others()
    {
        await using var portal = await RealPortal.StartAsync();
        var id = await InvitedAsync(portal, "Bo Lind", "bo@nordlys.example");
        var (admin, bo) = (await portal.ScopeAsync(RealPortal.Email), await portal.ScopeAsync("bo@nordlys.example"));
        using var scope = portal.Services.CreateScope();
        var links = scope.ServiceProvider.GetRequiredService<AccountLinks>();
        Assert.Equal(RefusalCodes.NotAllowed, (await Assert.ThrowsAsync<RefusedException>(() => links.StartAnewAsync(bo, admin.PersonId, TestContext.Current.CancellationToken))).Code);
        Assert.Equal(RefusalCodes.NotAllowed, (await Assert.ThrowsAsync<RefusedException>(() => links.StartAnewAsync(admin, admin.PersonId, TestContext.Current.CancellationToken))).Code);
        Assert.Equal(RefusalCodes.NotAllowed, (await Assert.ThrowsAsync<RefusedException>(() => links.InviteAsync(bo, id, TestContext.Current.CancellationToken))).Code);
        Assert.Equal(RefusalCodes.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => links.StartAnewAsync(admin with { PartnerId = 99 }, id, TestContext.Current.CancellationToken))).Code);
        Assert.Equal(DoorAnswer.In, await TryAsync(portal, "bo@nordlys.example", Chosen));

        var sent = await links.StartAnewAsync(admin, id, TestContext.Current.CancellationToken);
        await using (var db = await portal.DbAsync())
            Assert.Null((await db.Accounts.SingleAsync(a => a.Id == id, TestContext.Current.CancellationToken)).PasswordHash);

        Assert.Equal(DoorAnswer.Wrong, await TryAsync(portal, "bo@nordlys.example", Chosen));
        Assert.Empty(await portal.Services.GetRequiredService<SignInRegistry>().ListAsync(id, TestContext.Current.CancellationToken));
        Assert.Null(await ChooseAsync(portal, sent.Link!, "another quiet harbour bell"));
        Assert.Equal(DoorAnswer.In, await TryAsync(portal, "bo@nordlys.example", "another quiet harbour bell"));
    }

    [Fact]
    public async Task The_journal_says_who_signed_in_how_and_from_where()
    {
        await using var portal = await RealPortal.StartAsync();
        await TryAsync(portal, RealPortal.Email, RealPortal.Password);
        var entry = await LastAsync(portal, JournalKinds.SignedIn);
        var payload = StoreJson.Read<JournalPayload>(entry.Payload);
        Assert.Equal((RealPortal.Name, "192.0.2.7", nameof(SignInMethod.Password)), (payload.Actor, payload.Address, payload.After));
    }

    private static async Task<Guid> InvitedAsync(PortalHost portal, string name, string email)
    {
        var id = await portal.AddAsync(name, email);
        Assert.Null(await ChooseAsync(portal, await InviteAsync(portal, id), Chosen));
        return id;
    }

    private static async Task<string> InviteAsync(PortalHost portal, Guid id)
    {
        using var scope = portal.Services.CreateScope();
        var sent = await scope.ServiceProvider.GetRequiredService<AccountLinks>().InviteAsync(await portal.ScopeAsync(RealPortal.Email), id, TestContext.Current.CancellationToken);
        Assert.False(sent.Mailed);
        return sent.Link!;
    }

    private static async Task<string?> ChooseAsync(PortalHost portal, string link, string password)
    {
        using var scope = portal.Services.CreateScope();
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(portal.BaseAddress, link).Query);
        try
        {
            await scope.ServiceProvider.GetRequiredService<AccountLinks>().ChooseAsync(query["person"], query.TryGetValue("kind", out var kind) ? kind.ToString() : null, query["token"], password, "");
            return null;
        }
        catch (RefusedException refused)
        {
            return refused.Code;
        }
    }

    private static async Task<DoorAnswer> TryAsync(PortalHost portal, string? email, string? password)
    {
        using var scope = portal.Services.CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Connection.RemoteIpAddress = IPAddress.Parse("::ffff:192.0.2.7");
        return await scope.ServiceProvider.GetRequiredService<AccountDoor>().PasswordAsync(context, email, password);
    }

    private static async Task<int> CountAsync(PortalHost portal, string kind)
    {
        await using var db = await portal.DbAsync();
        return await db.Journal.CountAsync(e => e.Kind == kind, TestContext.Current.CancellationToken);
    }

    private static async Task<JournalEntry> LastAsync(PortalHost portal, string kind)
    {
        await using var db = await portal.DbAsync();
        return await db.Journal.Where(e => e.Kind == kind).OrderByDescending(e => e.PartnerSeq).FirstAsync(TestContext.Current.CancellationToken);
    }
}
