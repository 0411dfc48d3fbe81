using System.Net;
using System.Net.Http.Headers;
using PartnerBlazor.Central.Client;

namespace PartnerBlazor.Tests.Central.Client;

/// <summary>What a status, an error body and a Retry-After mean (domain.md B11, B12).</summary>
public sealed class CentralAnswersTests
{
    private static readonly DateTimeOffset s_now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CentralCall.Token, 200, CentralMeaning.Done)]
    [InlineData(CentralCall.Token, 400, CentralMeaning.LinkRefused)]
    [InlineData(CentralCall.Token, 401, CentralMeaning.LinkRefused)]
    [InlineData(CentralCall.Token, 429, CentralMeaning.Limited)]
    [InlineData(CentralCall.Token, 404, CentralMeaning.Silent)]
    [InlineData(CentralCall.Token, 503, CentralMeaning.Silent)]
    [InlineData(CentralCall.WhoAmI, 401, CentralMeaning.LinkRefused)]
    [InlineData(CentralCall.WhoAmI, 403, CentralMeaning.LinkRefused)]
    [InlineData(CentralCall.WhoAmI, 404, CentralMeaning.Silent)]
    [InlineData(CentralCall.WhoAmI, 302, CentralMeaning.Silent)]
    [InlineData(CentralCall.Rename, 200, CentralMeaning.Done)]
    [InlineData(CentralCall.Rename, 400, CentralMeaning.Refused)]
    [InlineData(CentralCall.Rename, 401, CentralMeaning.LinkRefused)]
    // Of one customer, not of everything.
    [InlineData(CentralCall.Rename, 403, CentralMeaning.Refused)]
    [InlineData(CentralCall.Rename, 404, CentralMeaning.Refused)]
    [InlineData(CentralCall.Rename, 408, CentralMeaning.Silent)]
    [InlineData(CentralCall.Rename, 409, CentralMeaning.Refused)]
    [InlineData(CentralCall.Rename, 429, CentralMeaning.Limited)]
    [InlineData(CentralCall.Rename, 500, CentralMeaning.Silent)]
    public void A_status_means_something_else_by_what_was_asked(CentralCall call, int status, CentralMeaning meaning) =>
        Assert.Equal(meaning, CentralMeanings.Of(call, status));

    [Theory]
    [InlineData("30", 30)]
    [InlineData("0", 1)]
    [InlineData("86400", 3600)]
    [InlineData("Mon, 15 Jun 2026 10:02:00 GMT", 120)]
    [InlineData("Mon, 15 Jun 2026 09:00:00 GMT", 1)]
    [InlineData("soon", 60)]
    [InlineData(null, 60)]
    public void Retry_After_is_seconds_or_a_date_and_stays_within_an_hour(string? header, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), CentralFaults.RestOf(Headers(header, null), s_now));

    [Fact]
    public void A_date_is_read_by_the_vendors_own_clock() =>
        // Our clock is an hour off; theirs says thirty seconds.
        Assert.Equal(TimeSpan.FromSeconds(30), CentralFaults.RestOf(Headers("Mon, 15 Jun 2026 11:00:30 GMT", s_now.AddHours(1)), s_now));

    [Theory]
    [InlineData("""{"error":"forbidden","message":"secret text","correlationId":"9b1f"}""", "forbidden", "9b1f")]
    [InlineData("""{"errorCode":"oauth.invalid_client_secret","message":"Unauthorized","trackingId":"77aa-1"}""", "oauth.invalid_client_secret", "77aa-1")]
    [InlineData("""{"error":"<b>text that is no word</b>","correlationId":42}""", null, null)]
    [InlineData("""["error"]""", null, null)]
    [InlineData("<html>Bad gateway</html>", null, null)]
    [InlineData("", null, null)]
    public async Task Of_an_error_only_word_and_id_are_kept(string body, string? word, string? id)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent(body) };
        var fault = await CentralFaults.OfAsync(answer, Stop);
        Assert.Equal(new CentralFault { Status = 403, Word = word, CorrelationId = id }, fault);
    }

    private static HttpResponseHeaders Headers(string? retryAfter, DateTimeOffset? date)
    {
        var headers = new HttpResponseMessage().Headers;
        if (retryAfter is not null)
            headers.TryAddWithoutValidation("Retry-After", retryAfter);
        headers.Date = date;
        return headers;
    }
}
