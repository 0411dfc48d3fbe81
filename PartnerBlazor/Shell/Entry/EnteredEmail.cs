namespace PartnerBlazor.Shell.Entry;

/// <summary>
/// The address of who has just chosen a password, so that they need not type it to sign in with it. In a cookie that only the server reads, for
/// some minutes: an address in a link would stay in histories and logs.
/// </summary>
internal static class EnteredEmail
{
    private const string Cookie = "pb-email";
    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(10);

    /// <summary>Keeps it for the sign-in page.</summary>
    public static void Keep(HttpContext context, string email) => context.Response.Cookies.Append(Cookie, email, Options(s_kept));

    /// <summary>What was kept; null when nothing was.</summary>
    public static string? Read(HttpContext context) => context.Request.Cookies[Cookie] is { Length: > 0 and <= 254 } email ? email : null;

    /// <summary>Nobody needs it any more.</summary>
    public static void Forget(HttpContext context)
    {
        if (context.Request.Cookies.ContainsKey(Cookie))
            context.Response.Cookies.Delete(Cookie, Options(null));
    }

    private static CookieOptions Options(TimeSpan? age) => new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Strict, MaxAge = age };
}
