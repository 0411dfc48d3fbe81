using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>The questions a browser's passkey answers. They are kept in a cookie of their own until the answer comes with a form.</summary>
public static class PasskeyEndpoints
{
    /// <summary>Asks any passkey of this site.</summary>
    public const string AskPath = "/sign-in/passkey-question";
    /// <summary>Asks for a new passkey of the signed-in person, or of who must set one up.</summary>
    public const string CreatePath = "/account/passkey-question";

    /// <summary>Maps them. Both are posts with an antiforgery token.</summary>
    public static void MapPasskeys(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapPost(AskPath, AskAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        app.MapPost(CreatePath, CreateAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
    }

    // The form parameters are what makes the framework demand an antiforgery token.
    private static async Task<ContentHttpResult> AskAsync(SignInManager<Account> passkeys, IFormCollection _) =>
        Json(await passkeys.MakePasskeyRequestOptionsAsync(null));

    private static async Task<IResult> CreateAsync(
        HttpContext context, AccountDoor door, UserManager<Account> users, SignInManager<Account> passkeys, IDbContextFactory<PartnerDb> factory, IFormCollection _)
    {
        var account = PersonClaims.Of(context.User) is { } who ? await users.FindByIdAsync(who.PersonId.ToString())
            : await door.BetweenAsync(context) is { Step.Kind: StepKind.EnrolFactor or StepKind.EnrolPasskey } between ? between.Account : null;
        if (account is null)
            return TypedResults.Unauthorized();
        await using var db = await factory.CreateDbContextAsync(context.RequestAborted);
        var name = await db.People.Where(p => p.Id == account.Id).Select(p => p.Name).SingleAsync(context.RequestAborted);
        return Json(await passkeys.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.Email!, DisplayName = name }));
    }

    private static ContentHttpResult Json(string json) => TypedResults.Content(json, "application/json");
}
