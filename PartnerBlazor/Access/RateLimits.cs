using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.StaticAssets;

namespace PartnerBlazor.Access;

/// <summary>
/// How often the same visitor may do what needs no sign-in. Each limit is a bucket: it holds what may be done at once, and refills evenly, so
/// that nobody waits for a full minute to pass. Refused is answered with 429, <c>Retry-After</c> and, in a browser, a page that says when.
/// </summary>
public static class RateLimits
{
    /// <summary>
    /// For what takes a password, a code or a passkey, and for what sends mail to whoever is named: an endpoint or a page with this policy
    /// counts each form sent to it, by address and by the account the form names (<see cref="AccountField"/>).
    /// </summary>
    public const string SignIn = "sign-in";

    /// <summary>For what shows a secret made by the portal (a launch link), and for signing in to a demo's console.</summary>
    public const string Launch = "launch";

    /// <summary>A form that names an account does so in a field of this name.</summary>
    public const string AccountField = "Email";

    // An office of a hundred behind one address signs in at nine o'clock, two forms each, within some minutes; whoever tries passwords over
    // many accounts gets one try a second, beside the lockout of each account.
    private static readonly Bucket s_signIn = new(120, TimeSpan.FromSeconds(1));

    // From however many addresses: a person who mistypes for a while is let through, a machine gets four tries a minute.
    private static readonly Bucket s_account = new(20, TimeSpan.FromSeconds(15));

    // Links are made by people, one click each. 256 random bits are not guessed at any rate: this keeps the journal and the log from being filled.
    private static readonly Bucket s_launch = new(60, TimeSpan.FromSeconds(1));

    // Every page and form that asks for no sign-in, files aside. Consoles are such pages and read themselves anew at every change.
    private static readonly Bucket s_anonymous = new(1000, TimeSpan.FromMilliseconds(50));

    // Nobody reads and clicks faster.
    private const int ShortestWait = 5;

    private static readonly object s_accountKey = new();

    /// <summary>Registers the limits.</summary>
    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = WaitOf(rejected.Lease).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            options.AddPolicy(SignIn, context => IsForm(context) ? s_signIn.Of(VisitorOf(context.Connection.RemoteIpAddress)) : Unlimited);
            options.AddPolicy(Launch, context => s_launch.Of(VisitorOf(context.Connection.RemoteIpAddress)));
            options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(context => IsAnonymous(context) ? s_anonymous.Of(VisitorOf(context.Connection.RemoteIpAddress)) : Unlimited),
                PartitionedRateLimiter.Create<HttpContext, string>(context => context.Items[s_accountKey] is string account ? s_account.Of(account) : Unlimited));
        });
    }

    /// <summary>Applies them. After routing, which says what is asked for; before authentication, so that cookies made up cost nothing either.</summary>
    public static void UseRateLimits(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use(ReadAccountAsync);
        app.UseRateLimiter();
    }

    /// <summary>Who counts as one visitor: an IPv4 address, or the IPv6 network a household or a server is given, as it has 2^64 addresses to choose from.</summary>
    public static string VisitorOf(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private static RateLimitPartition<string> Unlimited => RateLimitPartition.GetNoLimiter("");

    private static int WaitOf(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
        ? Math.Max(ShortestWait, (int)Math.Ceiling(wait.TotalSeconds))
        : ShortestWait;

    private static bool IsForm(HttpContext context) => HttpMethods.IsPost(context.Request.Method);

    // The identity provider's answer is taken before there is an endpoint.
    private static bool IsAnonymous(HttpContext context) => context.Request.Path == ProviderSignIn.CallbackPath || context.GetEndpoint()?.Metadata is { } about
        && about.GetMetadata<IAllowAnonymous>() is not null
        && about.GetMetadata<StaticAssetDescriptor>() is null;

    // The limiter asks without waiting, so that the form is read before. Its size is bounded (Shell/Bounds).
    private static async Task ReadAccountAsync(HttpContext context, RequestDelegate next)
    {
        if (IsForm(context) && context.Request.HasFormContentType
            && context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == SignIn)
            context.Items[s_accountKey] = await AccountAsync(context);
        await next(context);
    }

    private static async Task<string?> AccountAsync(HttpContext context)
    {
        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            // Two of them are no form of ours, and all such share one bucket.
            var account = form[AccountField] is { Count: > 1 } ? "," : form[AccountField].ToString().Trim();
            return account.Length == 0 ? null : account.ToUpperInvariant();
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException)
        {
            // A form nobody can read: whoever is asked says so.
            return null;
        }
    }

    private sealed record Bucket(int AtOnce, TimeSpan OneMoreAfter)
    {
        public RateLimitPartition<string> Of(string who) => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = AtOnce,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = OneMoreAfter,
            QueueLimit = 0,
        });
    }
}
