using System.Net;
using System.Text.RegularExpressions;

namespace PartnerBlazor.Bench.Circuits;

/// <summary>A browser's cookies, signed in with the demo's form as one of its people.</summary>
public static partial class Visitor
{
    /// <summary>Signs a person in.</summary>
    /// <param name="portal">Address of the portal.</param>
    /// <param name="name">Name of the person, as the sign-in page lists it.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The cookies of a browser of theirs.</returns>
    public static async Task<CookieContainer> SignInAsync(Uri portal, string name, CancellationToken cancel)
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = portal };
        var page = await http.GetStringAsync("/sign-in", cancel);
        var person = Person().Matches(page).FirstOrDefault(match => WebUtility.HtmlDecode(match.Groups[2].Value).Contains(name, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"Nobody called {name} can sign in.");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["person"] = person.Groups[1].Value,
            ["returnUrl"] = "/sign-in",
            ["__RequestVerificationToken"] = WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value),
        });
        using var answer = await http.PostAsync("/sign-in/demo", form, cancel);
        answer.EnsureSuccessStatusCode();
        return cookies;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"person\" value=\"([0-9a-f-]{36})\"(.*?)</button>", RegexOptions.Singleline)]
    private static partial Regex Person();
}
