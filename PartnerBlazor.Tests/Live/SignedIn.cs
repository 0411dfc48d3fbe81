using System.Net;
using System.Text.RegularExpressions;
using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Live;

/// <summary>A person signed in to a portal over HTTP, as a browser does it with the demo's form.</summary>
public sealed partial class SignedIn : IDisposable
{
    /// <summary>The field of a form that says it is one of ours.</summary>
    public const string TokenField = "__RequestVerificationToken";

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
        await signedIn.PostAsync("/sign-in/demo", ("person", person.ToString()), ("returnUrl", "/sign-in"));
        return signedIn;
    }

    public Task SignOutAsync() => PostAsync("/sign-out");

    /// <summary>Asks for an address; a redirection is followed.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path, TestContext.Current.CancellationToken);

    /// <summary>The token of a page's forms.</summary>
    public static string TokenOf(string page) => WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value);

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(string path, params (string Name, string Value)[] fields)
    {
        var page = await _http.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        var form = fields.ToDictionary(f => f.Name, f => f.Value);
        form[TokenField] = TokenOf(page);
        using var content = new FormUrlEncodedContent(form);
        using var answer = await _http.PostAsync(path, content, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
