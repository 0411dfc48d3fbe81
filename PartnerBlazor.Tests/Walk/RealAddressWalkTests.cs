using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Entry;
using PartnerBlazor.Tests.Live;

namespace PartnerBlazor.Tests.Walk;

/// <summary>
/// The addresses that a portal with real accounts and an identity provider has beside those of <see cref="AddressWalkTests"/>, asked for by
/// somebody who is signed in, and by nobody. A row is <c>method address | signed in | signed out</c>.
/// </summary>
public sealed class RealAddressWalkTests
{
    private const string Table = """
        POST /sign-in/passkey-question  | 200                       | 200
        POST /account/passkey-question  | 200                       | 401
        POST /sign-in/provider          | provider                  | provider
        GET /sign-in/provider/done      | refused=provider_failed   | refused=provider_failed
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IReadOnlyList<string[]> Rows => [.. Table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries))];

    [Fact]
    public async Task Every_address_beside_the_demos_has_a_row_and_every_form_a_token()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var portal = await RealPortal.StartAsync(provider.Settings);
        var endpoints = AddressWalkTests.EndpointsOf(portal).ToList();
        WalkTable.DemandComplete(Rows.Select(row => row[0]), endpoints.SelectMany(AddressWalkTests.NamesOf).Except(AddressWalkTests.Rows).Distinct());
        Assert.All(
            endpoints.Where(endpoint => AddressWalkTests.NamesOf(endpoint).Any(name => name.StartsWith("POST", StringComparison.Ordinal)) && !AddressWalkTests.IsForPrograms(endpoint)),
            endpoint => Assert.True(endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>()?.RequiresValidation, $"{endpoint.RoutePattern.RawText} demands no token."));
    }

    [Fact]
    public async Task Somebody_and_nobody_ask_for_every_address()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var portal = await RealPortal.StartAsync(provider.Settings);
        List<string> wrong = [];
        foreach (var (column, signedIn) in new[] { (1, true), (2, false) })
        {
            using var browser = new HttpClient(new LoopbackCookies()) { BaseAddress = portal.BaseAddress };
            if (signedIn)
            {
                using var entered = await PostAsync(browser, "/sign-in", ("_handler", "password"), ("Email", RealPortal.Email), ("Password", RealPortal.Password));
                Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
            }
            foreach (var row in Rows)
                if (await AskAsync(browser, row[0]) is var answered && answered != row[column])
                    wrong.Add($"{row[0]}, {(signedIn ? "signed in" : "signed out")}: {answered} instead of {row[column]}");
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));

        async Task<string> AskAsync(HttpClient browser, string what)
        {
            var (method, path) = (what.Split(' ')[0], what.Split(' ')[1]);
            using var answer = method == "GET" ? await browser.GetAsync(path, Cancel) : await PostAsync(browser, path);
            return answer.Headers.Location is not { } location ? $"{(int)answer.StatusCode}"
                : location.IsAbsoluteUri && location.ToString().StartsWith(provider.Settings["Oidc:Authority"], StringComparison.Ordinal) ? "provider"
                : location.ToString().Split('?').Last();
        }
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Append((SignedIn.TokenField, SignedIn.TokenOf(await browser.GetStringAsync("/sign-in", Cancel))))
            .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await browser.PostAsync(path, form, Cancel);
    }
}
