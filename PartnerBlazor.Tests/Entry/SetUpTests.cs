using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Entry;

/// <summary>The set-up, below its page.</summary>
public sealed class SetUpTests
{
    private static readonly SetUpForm s_form = new("Nordlys", MspFlex: true, MspFlexConnect: false, "Bo Lind", "bo@nordlys.example", RealPortal.Password);

    [Fact]
    public async Task It_never_comes_back_not_even_when_nobody_has_a_password_any_more()
    {
        await using var portal = await RealPortal.StartAsync();
        await using (var db = await portal.DbAsync())
            await db.Accounts.ExecuteUpdateAsync(set => set.SetProperty(a => a.PasswordHash, (string?)null), TestContext.Current.CancellationToken);
        // As after a start.
        using var again = ActivatorUtilities.CreateInstance<SetUp>(portal.Services);
        Assert.False(await again.NeededAsync(TestContext.Current.CancellationToken));
        Assert.Equal(RefusalCodes.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => again.RunAsync(again.Code, s_form, ""))).Code);
    }

    [Fact]
    public async Task Strangers_do_not_take_the_code_away_from_who_can_read_the_log()
    {
        await using var portal = await RealPortal.NewAsync();
        var setUp = portal.Services.GetRequiredService<SetUp>();
        var code = setUp.Code;
        for (var i = 0; i < 25; i++)
            Assert.Equal(RefusalCodes.SetUpCodeWrong, (await Assert.ThrowsAsync<RefusedException>(() => setUp.RunAsync($"WRONG-{i}", s_form, ""))).Code);
        Assert.Contains(portal.Complaints, line => line.Contains("20 wrong set-up codes", StringComparison.Ordinal));
        await setUp.RunAsync(code, s_form, "");
        Assert.False(await setUp.NeededAsync(TestContext.Current.CancellationToken));
    }
}
