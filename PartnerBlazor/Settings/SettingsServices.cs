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
        builder.Services.AddOptions<JournalOptions>().BindConfiguration(JournalOptions.Section)
            .Validate(o => !string.IsNullOrWhiteSpace(o.HeadFile) && o.HeadFile.Trim() != JournalOptions.Database, "Journal:HeadFile must name a file of its own.")
            .ValidateOnStart();
        builder.Services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section)
            .Validate(o => o.Customers is >= 1 and <= 1_000_000, "Demo:Customers must be 1 to 1,000,000.")
            .Validate(o => o.ChangesPerMinute is >= 0 and <= 6000, "Demo:ChangesPerMinute must be 0 to 6,000.")
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
