using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>Something that goes wrong instead of, or with, an answer.</summary>
public abstract record StandInFault
{
    private protected StandInFault()
    {
    }

    /// <summary>Too many requests.</summary>
    /// <param name="retryAfter">When to come again; null: the header is missing.</param>
    /// <param name="asDate">Told as an HTTP date instead of seconds.</param>
    public static StandInFault TooMany(TimeSpan? retryAfter = null, bool asDate = false) => new TooManyFault(retryAfter, asDate);

    /// <summary>A status with the standard body, for example 403, 404, 409, 500 or 503.</summary>
    public static StandInFault Status(int status) => new StatusFault(status);

    /// <summary>The answer, only after a while of the real clock.</summary>
    public static StandInFault Hang(TimeSpan time) => new HangFault(time);

    /// <summary>The answer, done as asked, but the connection breaks in the middle of its body.</summary>
    public static StandInFault CutOff() => new CutOffFault();

    /// <summary>Done as asked, but what is answered is a fault: whoever asked cannot know that it was done.</summary>
    /// <param name="fault">What is answered instead; null: nothing, the connection breaks.</param>
    public static StandInFault After(StandInFault? fault = null) => new AfterFault(fault);

    /// <summary>A redirect elsewhere.</summary>
    public static StandInFault Redirect(Uri to) => new RedirectFault(to);

    /// <summary>Status 200 with text that is no JSON, as something in between might say.</summary>
    public static StandInFault NoJson(string text = "<html><body>Please sign in to the network.</body></html>") => new NoJsonFault(text);

    internal abstract Task PlayAsync(HttpContext http, RequestDelegate next, StandInAnswers answers, TimeProvider time);

    // Done, with what would have been said.
    private static async Task<MemoryStream> DoneAsync(HttpContext http, RequestDelegate next)
    {
        var (wire, said) = (http.Response.Body, new MemoryStream());
        http.Response.Body = said;
        await next(http);
        http.Response.Body = wire;
        return said;
    }

    private sealed record TooManyFault(TimeSpan? RetryAfter, bool AsDate) : StandInFault
    {
        internal override Task PlayAsync(HttpContext http, RequestDelegate next, StandInAnswers answers, TimeProvider time)
        {
            if (RetryAfter is { } after)
            {
                http.Response.Headers.RetryAfter = AsDate
                    ? (time.GetUtcNow() + after).ToString("R", CultureInfo.InvariantCulture)
                    : Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }
            return answers.Refusal(429).ExecuteAsync(http);
        }
    }

    private sealed record StatusFault(int Code) : StandInFault
    {
        internal override Task PlayAsync(HttpContext http, RequestDelegate next, StandInAnswers answers, TimeProvider time) =>
            answers.Refusal(Code).ExecuteAsync(http);
    }

    private sealed record HangFault(TimeSpan Time) : StandInFault
    {
        internal override async Task PlayAsync(HttpContext http, RequestDelegate next, StandInAnswers answers, TimeProvider time)
        {
            await Task.Delay(Time, http.RequestAborted);
            await next(http);
        }
    }

    private sealed record CutOffFault : StandInFault
    {
        internal override async Task PlayAsync(HttpContext http, RequestDelegate next, StandInAnswers answers, TimeProvider time)
        {
            var wire = http.Response.Body;
            using var whole = await DoneAsync(http, next);
            http.Response.ContentLength = whole.Length;
            await wire.WriteAsync(whole.ToArray().AsMemory(0, (int)whole.Length / 2), http.RequestAborted);
            await wire.FlushAsync(http.RequestAborted);
            http.Abort();
        }
    }

    private sealed record AfterFault(StandInFault? Fault) : StandInFault
    {
        internal override async Task PlayAsync(HttpContext http, RequestDelegate next, StandInAnswers answers, TimeProvider time)
        {
            await using var unsaid = await DoneAsync(http, next);
            if (Fault is null)
            {
                http.Abort();
                return;
            }
            (http.Response.StatusCode, http.Response.ContentLength, http.Response.ContentType) = (StatusCodes.Status200OK, null, null);
            await Fault.PlayAsync(http, next, answers, time);
        }
    }

    private sealed record RedirectFault(Uri To) : StandInFault
    {
        internal override Task PlayAsync(HttpContext http, RequestDelegate next, StandInAnswers answers, TimeProvider time)
        {
            http.Response.Redirect(To.AbsoluteUri);
            return Task.CompletedTask;
        }
    }

    private sealed record NoJsonFault(string Text) : StandInFault
    {
        internal override Task PlayAsync(HttpContext http, RequestDelegate next, StandInAnswers answers, TimeProvider time) =>
            Results.Text(Text, "text/html").ExecuteAsync(http);
    }
}
