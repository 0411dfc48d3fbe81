using System.Net;
using System.Text.RegularExpressions;

namespace PartnerBlazor.Bench.Circuits;

/// <summary>A browser's cookies, signed in with the demo's form as one of its people.</summary>
public static partial class Visitor
{
    /// <summary>The field of a form that says it is one of the portal's.</summary>
    public const string TokenField = "__RequestVerificationToken";

    private static readonly Uri s_signIn = new("/sign-in", UriKind.Relative);

    /// <summary>Signs a person in.</summary>
    /// <param name="portal">Address of the portal.</param>
    /// <param name="name">Name of the person, as the sign-in page lists it.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The cookies of a browser of theirs.</returns>
    public static async Task<CookieContainer> SignInAsync(Uri portal, string name, CancellationToken cancel)
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = portal };
        var people = Person().Matches(await http.GetStringAsync(s_signIn, cancel));
        var person = people.FirstOrDefault(match => WebUtility.HtmlDecode(match.Groups[2].Value).Contains(name, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"Nobody called {name} can sign in.");
        await SignInAsync(http, Guid.Parse(person.Groups[1].Value), cancel);
        return cookies;
    }

    /// <summary>Signs a person in.</summary>
    /// <param name="browser">A browser at the portal.</param>
    /// <param name="person">The person.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task SignInAsync(HttpClient browser, Guid person, CancellationToken cancel) =>
        PostAsync(browser, "/sign-in/demo", cancel, ("person", person.ToString()), ("returnUrl", "/sign-in"));

    /// <summary>Sends a form of the portal.</summary>
    /// <param name="browser">A browser at the portal.</param>
    /// <param name="path">Where to.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="fields">Its fields, but for the token.</param>
    public static async Task PostAsync(HttpClient browser, string path, CancellationToken cancel, params (string Name, string Value)[] fields)
    {
        ArgumentNullException.ThrowIfNull(browser);
        var token = TokenOf(await browser.GetStringAsync(s_signIn, cancel));
        using var form = new FormUrlEncodedContent(fields.Append((TokenField, token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var answer = await browser.PostAsync(new Uri(path, UriKind.Relative), form, cancel);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The token of a page's forms.</summary>
    public static string TokenOf(string page) => WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"person\" value=\"([0-9a-f-]{36})\"(.*?)</button>", RegexOptions.Singleline)]
    private static partial Regex Person();
}
