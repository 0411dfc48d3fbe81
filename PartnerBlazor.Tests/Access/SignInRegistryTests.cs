using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Access;

/// <summary>What the record of sign-ins keeps, and what two scopes share.</summary>
public sealed class SignInRegistryTests
{
    [Fact]
    public async Task Sign_ins_of_more_than_a_month_ago_are_forgotten()
    {
        await using var store = await TestStore.CreateAsync();
        var person = await store.AddPersonAsync(await store.AddPartnerAsync());
        var registry = new SignInRegistry(store.Factory, store.Store, store.Time);
        var cancel = TestContext.Current.CancellationToken;
        await registry.StartAsync(person.PersonId, new SignInTrace(SignInMethod.Demo), cancel);
        store.Time.Advance(SignInRegistry.Kept - TimeSpan.FromDays(1));
        var kept = await registry.StartAsync(person.PersonId, new SignInTrace(SignInMethod.Demo), cancel);
        store.Time.Advance(TimeSpan.FromDays(2));
        var last = await registry.StartAsync(person.PersonId, new SignInTrace(SignInMethod.Demo), cancel);

        await using var db = store.Db();
        Assert.Equal([kept!.SignInId, last!.SignInId], await db.SignIns.OrderBy(s => s.At).Select(s => s.Id).ToListAsync(cancel));
    }

    [Fact]
    public async Task A_copy_of_a_scope_with_another_role_has_another_horizon()
    {
        await using var store = await TestStore.CreateAsync();
        var scope = await store.AddPersonAsync(await store.AddPartnerAsync());
        var before = scope.Horizon;
        Assert.NotEqual(before, (scope with { Role = Role.BusinessAdmin }).Horizon);
        Assert.NotEqual(before, (scope with { AllCustomers = false, GroupIds = new HashSet<Guid> { Guid.NewGuid() } }).Horizon);
        Assert.Equal(before, (scope with { PersonName = "Other" }).Horizon);
    }
}
