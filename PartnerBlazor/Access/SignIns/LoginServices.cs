using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>Registers ASP.NET Core Identity on the portal's database: passwords, second factors, passkeys, lockout, links by mail.</summary>
public static class LoginServices
{
    /// <summary>Scheme of the cookie between the first and the second step of a sign-in.</summary>
    public const string StepScheme = "PartnerBlazor.Step";

    /// <summary>How long somebody may take between two steps of a sign-in.</summary>
    public static readonly TimeSpan StepLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Identity with our rules, and what stands on it.</summary>
    public static void AddLogins(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        // Before Identity, which else adds rules of composition of its own.
        services.AddScoped<IPasswordValidator<Account>, PasswordValidator>();
        services.AddIdentityCore<Account>(Configure)
            .AddUserStore<UserOnlyStore<Account, PartnerDb, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>, IdentityUserPasskey<Guid>>>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider)
            .AddTokenProvider<InvitationTokens>(InvitationTokens.Name);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = AccountLinks.ResetLifetime);
        services.Configure<InvitationTokens.Lifetime>(options => options.TokenLifespan = AccountLinks.InvitationLifetime);
        // A passkey stands for both factors: its device must have asked for a finger, a face or a PIN. The site's own address is the default domain.
        services.Configure<IdentityPasskeyOptions>(options => (options.UserVerificationRequirement, options.ResidentKeyRequirement) = ("required", "required"));
        services.AddAuthentication()
            .AddCookie(StepScheme, options => Short(options, StepScheme))
            // Where Identity keeps the question a passkey answers.
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options => Short(options, "PartnerBlazor.Passkey"));
        services.AddSingleton<AccountTurns>();
        services.AddScoped<AccountDoor>();
        services.AddScoped<AccountLinks>();
        services.AddSingleton<ForgottenMails>();
        services.AddScoped<LoginCommands>();
        services.AddSingleton<AccountJournal>();
        services.AddSingleton<SetUp>();
        services.AddHostedService<SetUpNotice>();
        services.AddSingleton<IMailer, SmtpMailer>();
    }

    private static void Configure(IdentityOptions options)
    {
        // An address may hold whatever mail systems allow.
        options.User.AllowedUserNameCharacters = "";
        options.User.RequireUniqueEmail = true;
        // Guessing costs a quarter of an hour every ten tries; the limit of tries per address (RateLimits) bounds it from the other side.
        options.Lockout.MaxFailedAccessAttempts = 10;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.Lockout.AllowedForNewUsers = true;
    }

    private static void Short(CookieAuthenticationOptions options, string name)
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.ExpireTimeSpan = StepLifetime;
        options.SlidingExpiration = false;
    }
}
