using System.Diagnostics;
using System.Net;
using System.Text.Json;
using PartnerBlazor.Bench.StandIn;

namespace PartnerBlazor.Tests.StandIn;

/// <summary>What goes wrong when a test says so.</summary>
public sealed class StandInFaultTests : StandInWorld
{
    private const string Customers = "partner/v1/tenants";

    [Fact]
    public async Task Too_many_requests_are_told_with_seconds_a_date_or_nothing()
    {
        Vendor.Faults.Next("/partner", 1, StandInFault.TooMany(TimeSpan.FromSeconds(7)));
        Vendor.Faults.Next("/partner", 1, StandInFault.TooMany(TimeSpan.FromMinutes(2), asDate: true));
        Vendor.Faults.Next("/partner", 1, StandInFault.TooMany());
        var (seconds, date, nothing) = (await AskAsync(), await AskAsync(), await AskAsync());
        Assert.All([seconds, date, nothing], answer => Assert.Equal((HttpStatusCode.TooManyRequests, "tooManyRequests"), (answer.Status, answer.Error)));
        Assert.Equal(TimeSpan.FromSeconds(7), seconds.Headers.RetryAfter!.Delta);
        Assert.Equal(Time.GetUtcNow().AddMinutes(2), date.Headers.RetryAfter!.Date);
        Assert.Null(nothing.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync()).Status);
        Assert.Equal([429, 429, 429, 200], Vendor.Requests.Where(request => request.Path.StartsWith("/partner", StringComparison.Ordinal)).Select(request => request.Status));
    }

    [Theory]
    [InlineData(403, "forbidden")]
    [InlineData(404, "notFound")]
    [InlineData(409, "resourceConflict")]
    [InlineData(500, "internalServerError")]
    [InlineData(503, "serviceUnavailable")]
    public async Task A_status_comes_with_the_standard_body(int status, string error)
    {
        Vendor.Faults.Next(StandInFaults.Everywhere, 1, StandInFault.Status(status), "GET");
        var answer = await AskAsync();
        Assert.Equal((status, error), ((int)answer.Status, answer.Error));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync()).Status);
    }

    [Fact]
    public async Task A_fault_strikes_only_where_it_was_put()
    {
        Vendor.Faults.Next("/common", 1, StandInFault.Status(500));
        Vendor.Faults.Next("/partner", 1, StandInFault.Status(503), "PATCH");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync()).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await RenameAsync(new { showAs = "New" })).Status);
        Assert.Equal("Acme France", Estate.Find(Acme.Id)!.ShowAs);
        Vendor.Faults.Clear();
        Assert.Equal(HttpStatusCode.OK, (await RegionalAsync("common/v1/alerts", For(Acme))).Status);
    }

    [Fact]
    public async Task What_was_done_may_be_answered_with_a_failure()
    {
        Vendor.Faults.Next("/partner", 1, StandInFault.After(StandInFault.Status(500)), "PATCH");
        var answer = await RenameAsync(new { showAs = "New" });
        Assert.Equal((HttpStatusCode.InternalServerError, "internalServerError"), (answer.Status, answer.Error));
        Assert.Equal("New", Estate.Find(Acme.Id)!.ShowAs);
        Vendor.Faults.Next("/partner", 1, StandInFault.After(), "PATCH");
        await Assert.ThrowsAsync<HttpRequestException>(() => RenameAsync(new { showAs = "Newer" }));
        Assert.Equal("Newer", Estate.Find(Acme.Id)!.ShowAs);
    }

    [Fact]
    public async Task A_share_of_the_requests_repeats_itself_with_its_seed()
    {
        async Task<string> Run(int seed)
        {
            Vendor.Faults.Share("/partner", 0.4, seed, StandInFault.Status(500));
            var statuses = new List<string>();
            for (var i = 0; i < 30; i++)
                statuses.Add((await AskAsync()).Status == HttpStatusCode.OK ? "." : "x");
            Vendor.Faults.Clear();
            return string.Concat(statuses);
        }
        var (first, again, other) = (await Run(1), await Run(1), await Run(2));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count(c => c == 'x'), 5, 20);
    }

    [Fact]
    public async Task A_cut_answer_cannot_be_read_and_has_been_done()
    {
        Vendor.Faults.Next("/partner", 1, StandInFault.CutOff());
        await Assert.ThrowsAsync<HttpRequestException>(() => RenameAsync(new { showAs = "Renamed" }));
        Assert.Equal("Renamed", Estate.Find(Acme.Id)!.ShowAs);
        Assert.Equal(200, Vendor.Requests[^1].Status);
        Vendor.Faults.Next("/api/v2/oauth2", 1, StandInFault.CutOff());
        await Assert.ThrowsAsync<HttpRequestException>(() => TokenAsync());
        Assert.Equal(HttpStatusCode.OK, (await AskAsync()).Status);
    }

    [Fact]
    public async Task A_cut_answer_breaks_in_the_middle_of_its_body()
    {
        using var http = new HttpClient();
        var address = new Uri(Vendor.GlobalAddress, "whoami/v1");
        using var whole = await http.GetAsync(address, Stop);
        Vendor.Faults.Next("/whoami", 1, StandInFault.CutOff());
        using var cut = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal((HttpStatusCode.Unauthorized, whole.Content.Headers.ContentLength), (cut.StatusCode, cut.Content.Headers.ContentLength));
        using var got = new MemoryStream();
        await using var body = await cut.Content.ReadAsStreamAsync(Stop);
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(got, Stop));
        Assert.InRange(got.Length, 1, whole.Content.Headers.ContentLength!.Value - 1);
    }

    [Fact]
    public async Task A_hanging_answer_comes_late_and_one_that_is_not_awaited_holds_nobody_up()
    {
        await TokenAsync();
        Vendor.Faults.Next("/partner", 1, StandInFault.Hang(TimeSpan.FromMilliseconds(300)));
        var waited = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.OK, (await AskAsync()).Status);
        Assert.True(waited.ElapsedMilliseconds >= 290, $"{waited.ElapsedMilliseconds} ms");

        Vendor.Faults.Next("/whoami", 1, StandInFault.Hang(TimeSpan.FromHours(1)));
        using var impatient = new HttpClient();
        using var patience = new CancellationTokenSource();
        var hanging = impatient.GetAsync(new Uri(Vendor.GlobalAddress, "whoami/v1"), patience.Token);
        await Waiting.UntilAsync(() => Vendor.Requests[^1].Path == "/whoami/v1");
        Assert.Null(Vendor.Requests[^1].Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync()).Status);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Fact]
    public async Task A_redirect_and_text_that_is_no_JSON_are_what_they_are()
    {
        Vendor.Faults.Next("/partner", 1, StandInFault.Redirect(new Uri("http://elsewhere.invalid/trap")));
        Vendor.Faults.Next("/partner", 1, StandInFault.NoJson());
        var redirect = await AskAsync();
        Assert.Equal((HttpStatusCode.Found, "http://elsewhere.invalid/trap"), (redirect.Status, redirect.Headers.Location?.AbsoluteUri));
        var text = await AskAsync();
        Assert.Equal(HttpStatusCode.OK, text.Status);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text.Text));
    }

    private Task<Answer> AskAsync() => GlobalAsync(Customers, AsPartner);
}
