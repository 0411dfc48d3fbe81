using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using PartnerBlazor.Access;

namespace PartnerBlazor.Shell;

/// <summary>The portal's languages: from the cookie a person chose, else from the browser.</summary>
public static class Languages
{
    /// <summary>English and French.</summary>
    public static IReadOnlyList<CultureInfo> All { get; } = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("fr")];

    /// <summary>The language of this request or circuit.</summary>
    public static CultureInfo Current =>
        All.FirstOrDefault(language => language.TwoLetterISOLanguageName == CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? All[0];

    /// <summary>Where the frame's form goes to choose a language and come back.</summary>
    public static string ChoosePath(CultureInfo language, string returnUrl)
    {
        ArgumentNullException.ThrowIfNull(language);
        return $"/language/{language.Name}{QueryString.Create("returnUrl", returnUrl).ToUriComponent()}";
    }

    /// <summary>Which language a request gets.</summary>
    public static void Configure(RequestLocalizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.SupportedCultures = [.. All];
        options.SupportedUICultures = [.. All];
        options.DefaultRequestCulture = new RequestCulture(All[0]);
        options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Cookie }, new AcceptLanguageHeaderRequestCultureProvider()];
    }

    /// <summary>Maps the form that chooses a language.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/language/{name}", Choose).AllowAnonymous();

    private const string Cookie = "pb-language";

    // The form parameter is what makes the framework demand an antiforgery token.
    private static Results<RedirectHttpResult, NotFound> Choose(HttpContext context, string name, string? returnUrl, IFormCollection _)
    {
        if (All.FirstOrDefault(language => language.Name == name) is not { } chosen)
            return TypedResults.NotFound();
        context.Response.Cookies.Append(Cookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
        });
        return TypedResults.LocalRedirect(SignInEndpoints.Local(returnUrl));
    }
}
