using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PartnerBlazor.Access;
using PartnerBlazor.Store;

namespace PartnerBlazor.Assistance;

/// <summary>The forms of a customer's console. Each demands an antiforgery token; who is in it is read from the console's own cookie only.</summary>
internal static class ConsoleEndpoints
{
    /// <summary>Maps them. They are for nobody's sign-in at the portal, so that none is asked for.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var console = app.MapGroup("/console/{id:guid}").AllowAnonymous().AddEndpointFilter((call, next) =>
        {
            call.HttpContext.KeepNothing();
            return next(call);
        });
        console.MapPost("/sign-in", SignInAsync).RequireRateLimiting(RateLimits.Launch);
        console.MapPost("/sign-out", (Guid id, HttpContext context, ConsoleDoor door, IFormCollection _) => LeaveAsync(id, context, door, technician: false));
        console.MapPost("/visit/leave", (Guid id, HttpContext context, ConsoleDoor door, IFormCollection _) => LeaveAsync(id, context, door, technician: true));
        console.MapPost("/assistance", (Guid id, HttpContext context, ConsoleCommands commands, [FromForm] bool on) =>
            DoAsync(id, context, handle => commands.SwitchAsync(handle, id, on, context.RequestAborted)));
        console.MapPost("/request", (Guid id, HttpContext context, ConsoleCommands commands, [FromForm] bool approve) =>
            DoAsync(id, context, handle => commands.AnswerAsync(handle, id, approve, context.RequestAborted)));
        console.MapGet("/events", (Guid id, ConsoleEvents events, HttpContext context) => events.ServeAsync(id, context, technician: false));
        console.MapGet("/visit/events", (Guid id, ConsoleEvents events, HttpContext context) => events.ServeAsync(id, context, technician: true));
    }

    // The form parameters of these are what makes the framework demand an antiforgery token.
    private static async Task<Results<RedirectHttpResult, NotFound>> SignInAsync(Guid id, HttpContext context, ConsoleSignIns signIns, ConsoleDoor door, IFormCollection _)
    {
        if (await signIns.StartAsync(id, context.RequestAborted) is not { } handle)
            return TypedResults.NotFound();
        await door.EnterAsync(context, id, technician: false, handle);
        return Back(id);
    }

    private static async Task<RedirectHttpResult> LeaveAsync(Guid id, HttpContext context, ConsoleDoor door, bool technician)
    {
        await door.LeaveAsync(context, id, technician);
        return TypedResults.LocalRedirect(ConsoleCookies.PathOf(id, technician));
    }

    // Posted, then shown: loading the page again does nothing twice.
    private static async Task<RedirectHttpResult> DoAsync(Guid id, HttpContext context, Func<string?, Task> act)
    {
        try
        {
            await act(context.Handle(technician: false));
            return Back(id);
        }
        catch (RefusedException refused)
        {
            return Back(id, refused.Code);
        }
    }

    private static RedirectHttpResult Back(Guid id, string? refused = null) =>
        TypedResults.LocalRedirect(ConsoleCookies.PathOf(id, technician: false) + (refused is null ? "" : QueryString.Create("refused", refused).ToUriComponent()));
}
