using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PartnerBlazor.Access;
using PartnerBlazor.Store;
using PartnerBlazor.Text;

namespace PartnerBlazor.Assistance;

/// <summary>
/// The two steps of a launch: a form that makes the link, and the link. The token is only ever in the one address that uses it up, which
/// leads on to a clean one: no log line, no cache, no referrer and no bookmark gets it.
/// </summary>
internal static class LaunchEndpoints
{
    /// <summary>Where a person reads why a launch was refused.</summary>
    public const string Path = "/launch";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Path, IssueAsync);
        // Anonymous, so that no sign-in page gets the token as the address to return to.
        app.MapGet("/console/{id:guid}/visit/enter", EnterAsync).AllowAnonymous().RequireRateLimiting(RateLimits.Launch);
    }

    /// <summary>The page that says why.</summary>
    public static string PathOf(string refused, Guid customerId) => Path + QueryString.Create(
        [KeyValuePair.Create<string, string?>("refused", refused), KeyValuePair.Create<string, string?>("customer", $"{customerId}")]).ToUriComponent();

    private static async Task<IResult> IssueAsync(HttpContext context, LaunchCommands launch, [FromForm] Guid customer, [FromForm] string? reason)
    {
        context.KeepNothing();
        if (PersonClaims.Of(context.User) is not { } who)
            return TypedResults.Unauthorized();
        try
        {
            var token = await launch.IssueAsync(who, customer, reason ?? "", context.RequestAborted);
            // By hand: the framework's redirect would write the address, and with it the token, to the log.
            context.Response.Headers.Location = ConsoleCookies.PathOf(customer, technician: true) + "/enter" + QueryString.Create("t", token).ToUriComponent();
            return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
        }
        catch (RefusedException refused)
        {
            return TypedResults.LocalRedirect(PathOf(refused.Code, customer));
        }
    }

    private static async Task<IResult> EnterAsync(HttpContext context, LaunchCommands launch, ConsoleDoor door, IStringLocalizer<LaunchTexts> texts, ILogger<LaunchCommands> log, Guid id, string? t)
    {
        context.KeepNothing();
        if (PersonClaims.Of(context.User) is not { } who)
        {
            // Nobody is signed in: there is nobody whose link it could be, and no partner whose journal could say so.
            log.LogWarning("A launch link for customer {Customer} was shown by somebody who is not signed in.", id);
            return TypedResults.LocalRedirect(AccessServices.SignInPath);
        }
        try
        {
            var redeemed = await launch.RedeemAsync(who, id, t ?? "", context.RequestAborted);
            if (redeemed.Outside is { } outside)
                return Leave(context, outside, texts[nameof(LaunchTexts.Opening)]);
            if (redeemed.Handle is not { } handle)
                return TypedResults.LocalRedirect(PathOf(redeemed.Refusal!, id));
            await door.EnterAsync(context, id, technician: true, handle);
            return TypedResults.LocalRedirect(ConsoleCookies.PathOf(id, technician: true));
        }
        catch (RefusedException refused)
        {
            return TypedResults.LocalRedirect(PathOf(refused.Code, id));
        }
    }

    /// <summary>
    /// Leads on to another site. Not by a redirection: it began with a form, and browsers hold every site a form is redirected to to our
    /// <c>form-action</c>, also those the vendor redirects to.
    /// </summary>
    internal static IResult Leave(HttpContext context, Uri outside, string text)
    {
        context.Response.Headers["Refresh"] = $"0;url={outside.AbsoluteUri}";
        var html = HtmlEncoder.Default;
        return TypedResults.Content($"<!DOCTYPE html><title>{html.Encode(text)}</title><a href=\"{html.Encode(outside.AbsoluteUri)}\">{html.Encode(text)}</a>", "text/html; charset=utf-8");
    }
}
