using Microsoft.Extensions.Options;

namespace PartnerBlazor.Settings;

/// <summary>Registers the options, validated at start.</summary>
public static class SettingsServices
{
    /// <summary>Binds every section to its options.</summary>
    public static void AddSettings(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOptions<StoreOptions>().BindConfiguration(StoreOptions.Section)
            .Validate(o => !string.IsNullOrWhiteSpace(o.Folder), "Store:Folder must name a folder.")
            .ValidateOnStart();
        builder.Services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section)
            .Validate(o => ProxyLists.Addresses(o.Addresses) is not null, "Proxy:Addresses must be IP addresses such as 10.1.0.5;fd00::5.")
            .Validate(o => ProxyLists.Networks(o.Networks) is not null, "Proxy:Networks must be networks such as 10.1.0.0/24;fd00::/64, and not everybody.")
            .ValidateOnStart();
        builder.Services.AddOptions<JournalOptions>().BindConfiguration(JournalOptions.Section)
            .Validate(o => !string.IsNullOrWhiteSpace(o.HeadFile) && o.HeadFile.Trim() != JournalOptions.Database, "Journal:HeadFile must name a file of its own.")
            .ValidateOnStart();
        builder.Services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section)
            .Validate(o => o.Customers is >= 1 and <= 1_000_000, "Demo:Customers must be 1 to 1,000,000.")
            .Validate(o => o.ChangesPerMinute is >= 0 and <= 6000, "Demo:ChangesPerMinute must be 0 to 6,000.")
            .ValidateOnStart();
        builder.AddAccountSettings();
        builder.AddCrmSettings();
        builder.Services.AddOptions<CentralOptions>().BindConfiguration(CentralOptions.Section)
            .Validate(o => o.Exists() == (o.ClientSecret.Length > 0), "Central:ClientId and Central:ClientSecret are set together or not at all.")
            .Validate(o => WebAddresses.IsSafe(o.TokenAddress), "Central:TokenAddress must be an https address (http only on this machine): the secret is sent there.")
            .Validate(o => WebAddresses.IsSafe(o.ApiAddress) && new Uri(o.ApiAddress).AbsolutePath == "/", "Central:ApiAddress must be an https address without a path (http only on this machine): tokens are sent there.")
            .Validate(o => o.ConsoleUrl.Length == 0 || WebAddresses.IsTemplate(o.ConsoleUrl), "Central:ConsoleUrl must be an https address such as https://console.example/customers/{id}.")
            .Validate(o => o.LaunchUrl.Length == 0 || WebAddresses.IsTemplate(o.LaunchUrl) && o.LaunchUrl.Contains("{id}", StringComparison.Ordinal), "Central:LaunchUrl must be an https address with {id} in it, such as https://console.example/launch/{id}.")
            .Validate(o => WebAddresses.IsDomain(o.HostSuffix), "Central:HostSuffix must be a domain such as central.sophos.com.")
            .Validate(o => !WebAddresses.IsSafe(o.ApiAddress) || new Uri(o.ApiAddress) is { IsLoopback: true } || WebAddresses.IsBelow(new Uri(o.ApiAddress), o.HostSuffix),
                "Central:ApiAddress must be a host below Central:HostSuffix, or on this machine.")
            .ValidateOnStart();
    }

    // A field's name goes into questions as it stands.
    private static void AddCrmSettings(this WebApplicationBuilder builder) => builder.Services.AddOptions<SalesforceOptions>().BindConfiguration(SalesforceOptions.Section)
        .Validate(o => o.Exists() ? o.ClientSecret.Length > 0 != o.SignsItself() : o.ClientSecret.Length == 0 && !o.SignsItself(),
            "Salesforce:ClientId is set together with either Salesforce:ClientSecret or Salesforce:PrivateKeyFile, or none of them is.")
        .Validate(o => o.SignsItself() == (o.Username.Length > 0), "Salesforce:Username and Salesforce:PrivateKeyFile are set together or not at all.")
        .Validate(o => WebAddresses.IsSafe(o.LoginUrl) && new Uri(o.LoginUrl).AbsolutePath == "/", "Salesforce:LoginUrl must be an https address without a path (http only on this machine): secrets are sent there.")
        .Validate(o => o.ClientSecret.Length == 0 || !WebAddresses.IsSafe(o.LoginUrl) || !new Uri(o.LoginUrl).Host.StartsWith("login.", StringComparison.OrdinalIgnoreCase) && !new Uri(o.LoginUrl).Host.StartsWith("test.", StringComparison.OrdinalIgnoreCase),
            "Salesforce:LoginUrl must be your organisation's own domain (https://NAME.my.salesforce.com) where Salesforce:ClientSecret is set.")
        .Validate(o => System.Text.RegularExpressions.Regex.IsMatch(o.ApiVersion, @"^[1-9][0-9]{1,2}\.0\z"), "Salesforce:ApiVersion must be a version such as 62.0.")
        .Validate(o => System.Text.RegularExpressions.Regex.IsMatch(o.ExternalIdField, @"^([A-Za-z][A-Za-z0-9_]{0,79})?\z"), "Salesforce:ExternalIdField must be the API name of a field, such as Central_Account__c.")
        .Validate(o => WebAddresses.IsDomain(o.HostSuffix), "Salesforce:HostSuffix must be a domain such as salesforce.com.")
        .Validate(o => !WebAddresses.IsSafe(o.LoginUrl) || new Uri(o.LoginUrl) is { IsLoopback: true } || WebAddresses.IsBelow(new Uri(o.LoginUrl), o.HostSuffix),
            "Salesforce:LoginUrl must be a host below Salesforce:HostSuffix, or on this machine.")
        .ValidateOnStart();

    private static void AddAccountSettings(this WebApplicationBuilder builder)
    {
        var portal = builder.Configuration.GetSection(PortalOptions.Section);
        builder.Services.AddOptions<PortalOptions>().BindConfiguration(PortalOptions.Section)
            .Validate(o => o.Address.Length == 0 || WebAddresses.IsWeb(o.Address), "Portal:Address must be an address such as https://portal.example.")
            .ValidateOnStart();
        builder.Services.AddOptions<SmtpOptions>().BindConfiguration(SmtpOptions.Section)
            .Validate(o => o.Port is > 0 and < 65536, "Smtp:Port must be 1 to 65535.")
            .Validate(o => o.Host.Length == 0 || o.From.Contains('@', StringComparison.Ordinal), "Smtp:From must be the address mails come from.")
            // The links in mails must not come from what a request says about itself.
            .Validate(o => o.Host.Length == 0 || portal[nameof(PortalOptions.Address)] is { Length: > 0 }, "Portal:Address must be set where Smtp:Host is: mails carry links to it.")
            .ValidateOnStart();
        builder.Services.AddOptions<OidcOptions>().BindConfiguration(OidcOptions.Section)
            .Validate(o => !o.Exists() || WebAddresses.IsWeb(o.Authority), "Oidc:Authority must be the address of the provider, such as https://login.example.")
            .Validate(o => !o.Exists() || o.ClientId.Length > 0, "Oidc:ClientId must be set where Oidc:Authority is.")
            .Validate(o => o.Exists() || !o.OnlyProvider, "Oidc:OnlyProvider needs Oidc:Authority.")
            .Validate(o => o.Roles.All(line => line.Value.Length > 0 && line.Role.Length > 0), "Each Oidc:Roles needs a Value and a Role.")
            .ValidateOnStart();
    }

    /// <summary>Validates them now: before the database is opened in a folder nobody meant.</summary>
    /// <exception cref="OptionsValidationException">A setting is out of its bounds; the failures name it.</exception>
    public static void ValidateSettings(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Services.GetRequiredService<IStartupValidator>().Validate();
    }
}

/// <summary>Where appsettings.json, wwwroot and App_Data are.</summary>
public static class ContentRoot
{
    /// <summary>The folder of a published program, whatever directory it is started from; null for a build, which runs in the repository root.</summary>
    public static string? OfPublished =>
        Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null;
}
