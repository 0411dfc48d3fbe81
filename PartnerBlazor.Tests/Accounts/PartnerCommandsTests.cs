using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Accounts;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Accounts;

/// <summary>What losing and gaining a programme does.</summary>
public sealed class PartnerCommandsTests : LifecycleTests
{
    private static readonly Programmes s_both = new(true, true);

    [Fact]
    public async Task Programmes_change_for_everybody_at_once_and_are_journalled()
    {
        var order = await Store.AddCustomerAsync(Partner, "Order", c => c.Managed());
        using var watch = Store.Feed.Watch(Admin);
        await Commands.SetProgrammesAsync(Admin, new Programmes(true, false), s_both, ScheduledUnlinks.Undecided, None);
        var scope = (await Store.ScopeAsync(Admin.PersonId))!;
        Assert.Equal((true, false), (scope.MspFlex, scope.MspFlexConnect));
        Assert.False(scope.Sees(await RowAsync(order)));
        await using var db = Store.Db();
        var entry = await db.Journal.OrderByDescending(e => e.PartnerSeq).FirstAsync(e => e.PartnerId == Partner, None);
        Assert.Equal((JournalKinds.PartnerChanged, Admin.PersonId), (entry.Kind, entry.ActorId));
        // Twice is once.
        await Commands.SetProgrammesAsync(Admin, new Programmes(true, false), s_both, ScheduledUnlinks.Undecided, None);
        Assert.Equal(entry.PartnerSeq, await db.Partners.Where(p => p.Id == Partner).Select(p => p.LastSeq).SingleAsync(None));
    }

    [Theory]
    [InlineData(ScheduledUnlinks.Keep, true)]
    [InlineData(ScheduledUnlinks.Cancel, false)]
    public async Task Who_takes_MSP_Flex_away_says_what_becomes_of_scheduled_unlinks(ScheduledUnlinks answer, bool kept)
    {
        var id = await MonthlyAsync();
        var first = UnlinkRules.NextMonth(Store.Today);
        await Unlink.UnlinkAsync(Admin, [new(id, first)], "Monthly", null, None);
        var to = new Programmes(false, true);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Commands.SetProgrammesAsync(Admin, to, s_both, ScheduledUnlinks.Undecided, None));
        Assert.Equal((RefusalCodes.ScheduledUnlinks, "1"), (refused.Code, refused.Detail));
        // The other programme asks nothing.
        await Commands.SetProgrammesAsync(Admin, new Programmes(true, false), s_both, ScheduledUnlinks.Undecided, None);
        await Commands.SetProgrammesAsync(Admin, to with { MspFlexConnect = false }, new Programmes(true, false), answer, None);
        Assert.Equal(kept ? first : null, (await RowAsync(id))!.UnlinkOn);
        Assert.False((await Store.ScopeAsync(Admin.PersonId))!.MspFlex);
    }

    [Fact]
    public async Task Only_super_admins_set_them_and_only_from_what_they_saw()
    {
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.SuperAdmin))
        {
            var scope = await Store.AddPersonAsync(Partner, role);
            Assert.Equal(RefusalCodes.NotAllowed, await RefusedAsync(() => Commands.SetProgrammesAsync(scope, new(false, false), s_both, ScheduledUnlinks.Cancel, None)));
        }
        Assert.Equal(RefusalCodes.PlanChanged, await RefusedAsync(() => Commands.SetProgrammesAsync(Admin, new(false, false), new(true, false), ScheduledUnlinks.Keep, None)));
    }

    private PartnerCommands Commands => new(Store.Store);
}
