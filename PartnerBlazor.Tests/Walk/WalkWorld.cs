using System.Net;
using PartnerBlazor.Access;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Live;

namespace PartnerBlazor.Tests.Walk;

/// <summary>A running portal, a customer in it, and everybody who walks.</summary>
public sealed class WalkWorld : IAsyncLifetime
{
    private readonly Dictionary<Walker, Guid> _people = [];

    /// <summary>The portal and the means to change things in it.</summary>
    public HubWorld Hub { get; } = new();

    /// <summary>The customer asked for: of the first partner, in the group of those who have a scope.</summary>
    public Guid Customer { get; private set; }

    /// <summary>A person who may sign in.</summary>
    public Guid Someone => _people[Walker.SuperAdmin];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Hub.InitializeAsync();
        var (theirs, other) = (await Hub.GroupAsync(), await Hub.GroupAsync());
        Customer = (await Hub.CustomerAsync("Walked to", theirs)).Id;
        await Hub.CustomerAsync("Somebody else", other);
        foreach (var role in Enum.GetValues<Role>())
            _people[Enum.Parse<Walker>($"{role}")] = await Hub.PersonAsync(role, role.SeesAllCustomers() ? [] : [theirs]);
        _people[Walker.OtherPartner] = await Hub.PersonAsync(HubWorld.Partner + 1, Role.SuperAdmin);
        _people[Walker.OutOfScope] = await Hub.PersonAsync(Role.Admin, other);
        _people[Walker.Stripped] = await Hub.PersonAsync(Role.SuperAdmin);
        await Hub.StripAsync(_people[Walker.Stripped], Enum.GetValues<Permission>().Except([Permission.SeeCustomers]));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    /// <summary>The walker's sign-in; null: nobody is signed in.</summary>
    public async Task<SignedIn?> SignInAsync(Walker walker) =>
        walker == Walker.SignedOut ? null : await SignedIn.AsAsync(Hub.Portal, _people[walker]);

    /// <summary>A browser of the walker's that follows no redirection.</summary>
    public async Task<HttpClient> BrowserAsync(Walker walker)
    {
        using var person = await SignInAsync(walker);
        return new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = person?.Cookies ?? new CookieContainer() }) { BaseAddress = Hub.Portal.BaseAddress };
    }

    /// <summary>A tab of the walker's in a real browser.</summary>
    public async Task<Tab> TabAsync(BrowserFixture browser, Walker walker)
    {
        ArgumentNullException.ThrowIfNull(browser);
        using var person = await SignInAsync(walker);
        var tab = await browser.TabAsync(Hub.Portal);
        foreach (Cookie cookie in person?.Cookies.GetAllCookies() ?? [])
            await tab.Page.Context.AddCookiesAsync([new() { Name = cookie.Name, Value = cookie.Value, Url = Hub.Portal.BaseAddress.ToString() }]);
        return tab;
    }
}
