namespace PartnerBlazor.Assistance;

/// <summary>
/// The addresses of a customer's console and the cookies that hold its handles: one of the administrator's and one of a technician's
/// visit, each sent below its own address only, so that one browser can be partner, technician and customer at once.
/// </summary>
internal static class ConsoleCookies
{
    private const string Administrator = "PartnerBlazor.Console";
    private const string Technician = "PartnerBlazor.Visit";

    /// <summary>The console's address.</summary>
    public static string PathOf(Guid customerId, bool technician) => technician ? $"/console/{customerId}/visit" : $"/console/{customerId}";

    /// <summary>The handle a request carries.</summary>
    public static string? Handle(this HttpContext context, bool technician) => context.Request.Cookies[technician ? Technician : Administrator];

    /// <summary>Gives a handle to the browser.</summary>
    public static void GiveHandle(this HttpContext context, Guid customerId, bool technician, string handle) =>
        context.Response.Cookies.Append(technician ? Technician : Administrator, handle, Options(context, customerId, technician));

    /// <summary>Takes it away.</summary>
    public static void TakeHandle(this HttpContext context, Guid customerId, bool technician) =>
        context.Response.Cookies.Delete(technician ? Technician : Administrator, Options(context, customerId, technician));

    /// <summary>Nothing of it is kept by the browser, and no address of it is told to anybody.</summary>
    public static void KeepNothing(this HttpContext context, bool tellOurselves = false)
    {
        context.Response.Headers.CacheControl = "no-store";
        // Our own pages need to know where a stale form came from, to show it anew (StatusPages); no address here has a secret in it.
        context.Response.Headers["Referrer-Policy"] = tellOurselves ? "same-origin" : "no-referrer";
    }

    private static CookieOptions Options(HttpContext context, Guid customerId, bool technician) => new()
    {
        Path = PathOf(customerId, technician),
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
    };
}
