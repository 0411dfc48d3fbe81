using PartnerBlazor.Assistance;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Assistance;

/// <summary>Who is on a customer now, and who hears of it.</summary>
public sealed class ConsoleVisitsTests : ConsoleTests
{
    private readonly ConsoleVisits _visits = new();

    [Fact]
    public async Task Technicians_are_named_once_and_not_to_themselves_and_the_administrator_is_not()
    {
        var (visitor, own) = ((await TechnicianAsync(await VisitAsync(Me)))!, (await AdministratorAsync((await SignIns.StartAsync(Customer, None))!))!);
        using var one = _visits.Open(visitor);
        using var two = _visits.Open(visitor);
        using var administrator = _visits.Open(own);
        Assert.Equal([Admin.PersonName], _visits.On(Customer, null));
        Assert.Empty(_visits.On(Customer, Me.PersonId));
        Assert.Empty(_visits.On(Guid.NewGuid(), null));
        one.Dispose();
        Assert.Equal([Admin.PersonName], _visits.On(Customer, null));
        two.Dispose();
        Assert.Empty(_visits.On(Customer, null));
    }

    [Fact]
    public async Task Coming_and_going_is_told_to_who_watches_the_customer()
    {
        var visitor = (await TechnicianAsync(await VisitAsync(Me)))!;
        await using var news = _visits.WatchAsync(Customer, None).GetAsyncEnumerator(None);
        Assert.True(await news.MoveNextAsync());
        var next = news.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        var visit = _visits.Open(visitor);
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30), None));
        next = news.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        visit.Dispose();
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30), None));
    }

    [Fact]
    public async Task A_change_of_the_customer_or_of_the_technicians_rights_wakes_their_page_and_no_other()
    {
        Store.Feed.Listen(_visits);
        var scope = await Store.AddPersonAsync(Partner, Role.HelpDesk, customers: [Customer]);
        var other = await Store.AddCustomerAsync(Partner, "Other");
        using var visit = _visits.Open((await TechnicianAsync(await VisitAsync(await SignInAsync(scope))))!);
        await visit.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, None);

        await Store.RenameAsync(Partner, other, "Renamed");
        var woken = visit.WaitAsync(TimeSpan.FromHours(1), TimeProvider.System, None);
        Assert.False(woken.IsCompleted);
        await Store.RenameAsync(Partner, Customer, "Renamed too");
        await woken.WaitAsync(TimeSpan.FromSeconds(30), None);
        woken = visit.WaitAsync(TimeSpan.FromHours(1), TimeProvider.System, None);
        await ChangeAsync(scope, p => p.Role = Role.BusinessAdmin);
        await woken.WaitAsync(TimeSpan.FromSeconds(30), None);
    }
}
