using System.Net;
using PartnerBlazor.Bench.Circuits;
using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Live;

/// <summary>A person signed in to a portal over HTTP, as a browser does it with the demo's form.</summary>
public sealed class SignedIn : IDisposable
{
    /// <summary>The field of a form that says it is one of ours.</summary>
    public const string TokenField = Visitor.TokenField;

    private readonly HttpClient _http;

    private SignedIn(IPortal portal, CookieContainer cookies)
    {
        Cookies = cookies;
        _http = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = portal.BaseAddress };
    }

    public CookieContainer Cookies { get; }

    public static async Task<SignedIn> AsAsync(IPortal portal, Guid person)
    {
        var signedIn = new SignedIn(portal, new CookieContainer());
        await Visitor.SignInAsync(signedIn._http, person, TestContext.Current.CancellationToken);
        return signedIn;
    }

    public Task SignOutAsync() => Visitor.PostAsync(_http, "/sign-out", TestContext.Current.CancellationToken);

    /// <summary>Asks for an address; a redirection is followed.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path, TestContext.Current.CancellationToken);

    /// <summary>The token of a page's forms.</summary>
    public static string TokenOf(string page) => Visitor.TokenOf(page);

    public void Dispose() => _http.Dispose();
}
