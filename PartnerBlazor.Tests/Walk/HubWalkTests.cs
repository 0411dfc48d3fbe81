using System.Reflection;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using PartnerBlazor.Live;

namespace PartnerBlazor.Tests.Walk;

/// <summary>
/// Every method of every hub, called as everybody (<see cref="WalkTable"/> says how to add one): <c>yes</c>, or the refusal's code. A method
/// that names a customer names <see cref="WalkWorld.Customer"/>.
/// </summary>
public sealed class HubWalkTests(WalkWorld world) : IClassFixture<WalkWorld>
{
    private const string Table = """
        LiveHub.Seq      | yes | SignedOut=401
        LiveHub.Since    | yes | SignedOut=401
        LiveHub.Customer | yes | SignedOut=401 OtherPartner=not_found OutOfScope=not_found
        LiveHub.Snapshot | yes | SignedOut=401 OtherPartner=not_there OutOfScope=not_there
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_hub_method_has_a_row() => WalkTable.DemandComplete(
        WalkTable.Read(Table).Select(row => row.What),
        typeof(LiveHub).Assembly.GetTypes().Where(type => typeof(Hub).IsAssignableFrom(type)).SelectMany(hub => hub
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition() == method && !method.IsSpecialName).Select(method => $"{hub.Name}.{method.Name}")));

    [Fact]
    public async Task Everybody_calls_every_method()
    {
        List<string> wrong = [];
        foreach (var walker in Enum.GetValues<Walker>())
        {
            using var person = await world.SignInAsync(walker);
            await using var hub = new HubConnectionBuilder().WithUrl(new Uri(world.Hub.Portal.BaseAddress, LiveHub.Path), options =>
            {
                if (person is not null)
                    options.Cookies = person.Cookies;
            }).Build();
            var let = await LetInAsync(hub);
            foreach (var (what, answers) in WalkTable.Read(Table))
                WalkTable.DemandEqual(what, walker, answers[walker], let ?? await CallAsync(hub, what), wrong);
        }
        Assert.Empty(wrong);
    }

    private async Task<string> CallAsync(HubConnection hub, string what)
    {
        try
        {
            switch (what)
            {
                case "LiveHub.Seq": await hub.InvokeAsync<long>(nameof(LiveHub.Seq), Cancel); break;
                case "LiveHub.Since": await hub.InvokeAsync<LiveReplay>(nameof(LiveHub.Since), 0L, Cancel); break;
                case "LiveHub.Customer": await hub.InvokeAsync<CustomerChanged>(nameof(LiveHub.Customer), world.Customer, Cancel); break;
                case "LiveHub.Snapshot":
                    return await hub.StreamAsync<CustomerChanged>(nameof(LiveHub.Snapshot), Cancel).AnyAsync(customer => customer.CustomerId == world.Customer, Cancel) ? "yes" : "not_there";
                default: return "nobody says how to call it";
            }
            return "yes";
        }
        catch (HubException refused)
        {
            return refused.Message.Split("HubException: ")[^1];
        }
    }

    private static async Task<string?> LetInAsync(HubConnection hub)
    {
        try
        {
            await hub.StartAsync(Cancel);
            return null;
        }
        catch (HttpRequestException refused)
        {
            return $"{(int)refused.StatusCode!}";
        }
    }
}
