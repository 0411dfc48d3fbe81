using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Live;

namespace PartnerBlazor.Tests.Walk;

/// <summary>
/// Every page and every mapped address, asked for over HTTP as everybody (<see cref="WalkTable"/> says how to add one). An answer is the
/// status; <c>sign-in</c>: to the sign-in page and back; <c>to:/path</c>: to another page; a refusal's code where the address led to says one.
/// Forms are sent with their token. A page that lives in a circuit answers everybody with the same empty document: what is on it is for
/// <see cref="PageWalkTests"/> to see. What ends or changes a sign-in stands last.
/// </summary>
public sealed partial class AddressWalkTests(WalkWorld world) : IClassFixture<WalkWorld>
{
    private const string Table = """
        GET /                                     | to:/customers | SignedOut=sign-in
        GET /customers                            | 200           | SignedOut=sign-in
        GET /customers/{Id}                       | 200           | SignedOut=sign-in
        GET /customers/new-monthly                | 200           | SignedOut=sign-in
        GET /customers/new-trial                  | 200           | SignedOut=sign-in
        GET /groups                               | 200           | SignedOut=sign-in
        GET /settings                             | 200           | SignedOut=sign-in
        GET /unlinked                             | 200           | SignedOut=sign-in
        GET /connection                           | 200           | SignedOut=sign-in
        GET /salesforce                           | 200           | SignedOut=sign-in
        GET /to-do                                | 200           | SignedOut=sign-in
        GET /deliveries                           | 200           | SignedOut=sign-in
        GET /crm                                  | 200           | SignedOut=sign-in
        GET /usage                                | 200           | SignedOut=sign-in
        GET /usage.csv                            | 200           | SignedOut=sign-in
        GET /alerts                               | 200           | SignedOut=sign-in
        GET /audit                                | 200           | SignedOut=sign-in
        GET /audit/entries.csv                    | 200           | Stripped=404 SignedOut=sign-in
        GET /people                               | 200           | SignedOut=sign-in
        GET /people/{Id}                          | 200           | SignedOut=sign-in
        GET /people/roles                         | 200           | SignedOut=sign-in
        GET /account                              | 200           | SignedOut=sign-in
        GET /set-up                               | 404
        GET /forgotten                            | 200
        GET /password                             | 200
        GET /sign-in/step                         | to:/          | SignedOut=200
        GET /sign-in                              | 200
        GET /error                                | 200
        GET /not-found                            | 200
        GET /too-many                             | to:/
        GET /form-refused                         | to:/
        GET /launch                               | to:/customers | SignedOut=sign-in
        POST /launch                              | to:/console/{id}/visit/enter | BusinessAdmin=not_allowed Stripped=not_allowed OtherPartner=not_found OutOfScope=not_found SignedOut=sign-in
        GET /console/{id:guid}/visit/enter        | launch_link_invalid | SignedOut=to:/sign-in
        GET /console/{Id:guid}                    | 200
        GET /console/{Id:guid}/visit              | 200
        GET /console/{Id:guid}/trial              | to:/console/{id}
        GET /console/{id:guid}/events             | 400
        GET /console/{id:guid}/visit/events       | 400
        POST /console/{id:guid}/assistance        | not_allowed
        POST /console/{id:guid}/request           | not_allowed
        POST /console/{id:guid}/sign-out          | to:/console/{id}
        POST /console/{id:guid}/visit/leave       | to:/console/{id}/visit
        POST /console/{id:guid}/sign-in           | to:/console/{id}
        POST /language/{name}                     | to:/
        ANY /live                                 | 400           | SignedOut=401
        ANY /live/negotiate                       | 200           | SignedOut=401
        ANY /_blazor                              | 400           | SignedOut=401
        ANY /_blazor/negotiate                    | 200           | SignedOut=401
        ANY /_blazor/disconnect/                  | 400           | SignedOut=401
        ANY /_blazor/initializers/                | 200           | SignedOut=401
        GET /_framework/opaque-redirect           | 400           | SignedOut=sign-in
        GET /{**path:file}                        | 404           | SignedOut=sign-in
        POST /sign-out                            | to:/sign-in
        POST /sign-in/demo                        | to:/
        """;

    // What is asked beside the address: a query, or the fields of a form.
    private static readonly Dictionary<string, string> s_with = new()
    {
        ["GET /console/{id:guid}/visit/enter"] = "t=invented",
        ["POST /launch"] = "customer={id}",
        ["POST /console/{id:guid}/assistance"] = "on=false",
        ["POST /console/{id:guid}/request"] = "approve=true",
        ["POST /sign-in/demo"] = "person={person}",
    };

    // Of what takes every method, those that do something with a form only.
    private static readonly string[] s_posted = ["ANY /live/negotiate", "ANY /_blazor/negotiate", "ANY /_blazor/disconnect/"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IEnumerable<RouteEndpoint> Endpoints => EndpointsOf(world.Hub.Portal);

    /// <summary>What has a row here.</summary>
    internal static IEnumerable<string> Rows => WalkTable.Read(Table).Select(row => row.What);

    /// <summary>Everything a portal answers to, files aside.</summary>
    internal static IEnumerable<RouteEndpoint> EndpointsOf(PortalHost portal) => portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

    [Fact]
    public void Every_address_has_a_row() => WalkTable.DemandComplete(Rows, Endpoints.SelectMany(NamesOf).Distinct());

    [Fact]
    public async Task Everybody_asks_for_every_address()
    {
        List<string> wrong = [];
        foreach (var walker in Enum.GetValues<Walker>())
        {
            using var browser = await world.BrowserAsync(walker);
            foreach (var (what, answers) in WalkTable.Read(Table))
                WalkTable.DemandEqual(what, walker, answers[walker], await AskAsync(browser, what), wrong);
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public async Task Every_form_is_refused_without_its_token()
    {
        // What programs call has no token; other sites' pages are kept out by their origin (OriginGuard).
        var forms = Endpoints.Where(endpoint => !IsForPrograms(endpoint) && NamesOf(endpoint).Any(name => !name.StartsWith("GET", StringComparison.Ordinal) || IsPage(endpoint))).ToList();
        Assert.NotEmpty(forms);
        using var browser = await world.BrowserAsync(Walker.SuperAdmin);
        foreach (var endpoint in forms)
        {
            Assert.True(endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>()?.RequiresValidation, $"{endpoint.RoutePattern.RawText} demands no token.");
            using var fields = FieldsOf("");
            using var answer = await browser.PostAsync(PathOf(endpoint.RoutePattern.RawText!), fields, Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{endpoint.RoutePattern.RawText} answered {answer.StatusCode}.");
        }
    }

    [Fact]
    public async Task What_is_forbidden_and_what_is_not_there_is_the_same_document()
    {
        foreach (var walker in new[] { Walker.OtherPartner, Walker.OutOfScope })
        {
            using var browser = await world.BrowserAsync(walker);
            Assert.Equal(await DocumentAsync(browser, Guid.NewGuid()), await DocumentAsync(browser, world.Customer));
        }

        // Without what is new in every answer: ids, sealed values and the nonce.
        static async Task<string> DocumentAsync(HttpClient browser, Guid customer)
        {
            using var answer = await browser.GetAsync($"/customers/{customer}", Cancel);
            return $"{answer.StatusCode} {NewEachTime().Replace(await answer.Content.ReadAsStringAsync(Cancel), "*")}";
        }
    }

    private async Task<string> AskAsync(HttpClient browser, string what)
    {
        var (method, path, with) = (what.Split(' ')[0], PathOf(what.Split(' ')[1]), s_with.GetValueOrDefault(what, ""));
        if (method != "POST" && !s_posted.Contains(what))
            return AnswerOf(await browser.GetAsync($"{path}?{with}".TrimEnd('?'), Cancel));
        var token = SignedIn.TokenOf(await browser.GetStringAsync("/sign-in", Cancel));
        using var form = FieldsOf($"{with.Replace("{id}", $"{world.Customer}", StringComparison.Ordinal).Replace("{person}", $"{world.Someone}", StringComparison.Ordinal)}&{SignedIn.TokenField}={token}");
        return AnswerOf(await browser.PostAsync(path, form, Cancel));
    }

    private string AnswerOf(HttpResponseMessage answer)
    {
        if (answer.Headers.Location is not { } location)
            return $"{(int)answer.StatusCode}";
        var to = new Uri(world.Hub.Portal.BaseAddress, location);
        var path = to.AbsolutePath.Replace($"{world.Customer}", "{id}", StringComparison.Ordinal);
        return to.Query.StartsWith("?returnUrl", StringComparison.Ordinal) ? path[1..]
            : Refused().Match(to.Query) is { Success: true } refused ? refused.Groups[1].Value
            : $"to:{path}";
    }

    private string PathOf(string pattern) => "/" + Parameter().Replace(pattern, match => match.Groups[1].Value switch { "name" => "fr", "**path" => "no-such-file.css", _ => $"{world.Customer}" }).TrimStart('/');

    private static FormUrlEncodedContent FieldsOf(string query) =>
        new(query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=', 2)).Select(field => KeyValuePair.Create(field[0], field[1])));

    private static bool IsPage(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    internal static bool IsForPrograms(RouteEndpoint endpoint) =>
        Regex.IsMatch(endpoint.RoutePattern.RawText!, "^/?(_blazor|live|api|_framework)(/|$)");

    // A page takes forms too, but who may ask for it is the same question.
    internal static IEnumerable<string> NamesOf(RouteEndpoint endpoint)
    {
        var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        return IsPage(endpoint) ? [$"GET {path}"] : methods.Count == 0 ? [$"ANY {path}"] : methods.Where(method => method is not ("OPTIONS" or "HEAD")).Select(method => $"{method} {path}");
    }

    [GeneratedRegex("{([^:}]+)[^}]*}")]
    private static partial Regex Parameter();

    [GeneratedRegex("[?&]refused=([^&]+)")]
    private static partial Regex Refused();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|CfDJ8[\\w\\-+/=\\\\]+|nonce=\"[^\"]+\"")]
    private static partial Regex NewEachTime();
}
