using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Accounts;
using PartnerBlazor.Central;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Accounts;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Central;

/// <summary>The played vendor: its licence keys, and that it plays for nobody but the demo.</summary>
public sealed class DemoCentralTests : IAsyncLifetime
{
    private static readonly DemoKey s_key = DemoKeys.All[0];
    private TestStore _store = null!;
    private BillingCommands _billing = null!;

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.CreateAsync();
        _billing = new BillingCommands(_store.Store, new DemoCentral());
    }

    public async ValueTask DisposeAsync()
    {
        await using (var db = _store.Db())
            await StoreAudit.AssertWholeAsync(db, _store.Today);
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_key_buys_once_also_for_two_in_one_write()
    {
        var partner = await _store.AddPartnerAsync(demo: true);
        var (first, second) = (await MonthlyAsync(partner), await MonthlyAsync(partner));
        // However it is typed.
        var typed = $" {s_key.Key.ToLowerInvariant()[..8]} {s_key.Key[8..]}";
        var result = await ToTermAsync(partner, new(first, BillingType.Usage, typed), new(second, BillingType.Usage, s_key.Key));
        Assert.Equal(1, result.Changed);
        Assert.Equal(new Refusal(RefusalCodes.LicenceKeyUsed), result.Failed[second]);
        Assert.Equal(RefusalCodes.LicenceKeyUsed, Assert.Single((await ToTermAsync(partner, new BillingTarget(second, BillingType.Usage, s_key.Key))).Failed).Value.Code);
        await using var db = _store.Db();
        Assert.Equal(s_key.Quantity, (await db.Licences.SingleAsync(l => l.CustomerId == first && l.Type == LicenceType.Term, None)).Quantity);
    }

    [Fact]
    public async Task A_refused_key_is_not_redeemed()
    {
        var partner = await _store.AddPartnerAsync(demo: true);
        var id = await MonthlyAsync(partner);
        var mail = DemoKeys.All.First(key => key.Product.Category == LicenceCategory.Email);
        Assert.Equal(RefusalCodes.LicenceKeyWrongProduct, Assert.Single((await ToTermAsync(partner, new BillingTarget(id, BillingType.Usage, mail.Key))).Failed).Value.Code);
        Assert.Equal(RefusalCodes.LicenceKeyUnknown, Assert.Single((await ToTermAsync(partner, new BillingTarget(id, BillingType.Usage, "NO-SUCH-KEY"))).Failed).Value.Code);
        await using var db = _store.Db();
        Assert.Equal(0, await db.RedeemedKeys.CountAsync(None));
    }

    [Fact]
    public async Task Nothing_is_pretended_about_a_real_estate()
    {
        var partner = await _store.AddPartnerAsync();
        var admin = await _store.AddPersonAsync(partner);
        var id = await MonthlyAsync(partner);
        Assert.Equal(RefusalCodes.NotConnected, Assert.Single((await ToTermAsync(partner, new BillingTarget(id, BillingType.Usage, s_key.Key))).Failed).Value.Code);
        foreach (var central in (ICentral[])[new DemoCentral(), new NotConnected()])
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() =>
                new AccountCommands(_store.Store, central).CreateMonthlyAsync(admin, Guid.NewGuid(), AccountRulesTests.Draft, None));
            Assert.Equal(RefusalCodes.NotConnected, refused.Code);
            refused = await Assert.ThrowsAsync<RefusedException>(() => new BillingCommands(_store.Store, central).ChangeLicencesAsync(admin, id, ["CDE-MSP"], ["CIXA-MSP"], None));
            Assert.Equal(RefusalCodes.NotConnected, refused.Code);
        }
    }

    [Fact]
    public void The_keys_are_all_different_and_of_the_catalogue() =>
        Assert.Equal(DemoKeys.All.Count, DemoKeys.All.Select(key => DemoKeys.Find(key.Key)).Distinct().Count());

    private Task<Guid> MonthlyAsync(int partner) => _store.AddCustomerAsync(partner, "Monthly", c =>
    {
        (c.Customer.BillingType, c.Customer.Origin) = (BillingType.Usage, CustomerOrigin.MonthlyAccount);
        c.Licence(l => (l.ProductCode, l.Type, l.RollsOver, l.Quantity) = ("CIXA-MSP", LicenceType.Usage, true, null));
    });

    private async Task<BulkResult> ToTermAsync(int partner, params BillingTarget[] targets) =>
        await _billing.UpdateAsync(await _store.AddPersonAsync(partner), targets, [], null, None);
}
