using System.Reflection;

namespace PartnerBlazor.Settings;

/// <summary>
/// Tells a setting of the portal that does not exist, and one whose value is of the wrong kind before anything reads it: the binder, the
/// logging or the server would end the program with a stack trace.
/// </summary>
public static class SettingsGuard
{
    private static readonly (string Section, Type Options)[] s_sections =
        [(StoreOptions.Section, typeof(StoreOptions)), (JournalOptions.Section, typeof(JournalOptions)), (DemoOptions.Section, typeof(DemoOptions)),
        (PortalOptions.Section, typeof(PortalOptions)), (SmtpOptions.Section, typeof(SmtpOptions)), (OidcOptions.Section, typeof(OidcOptions)), (CentralOptions.Section, typeof(CentralOptions)),
        (SalesforceOptions.Section, typeof(SalesforceOptions)), (ProxyOptions.Section, typeof(ProxyOptions))];

    /// <summary>Why the program must not start, in one line naming the setting; null when every value can be read.</summary>
    public static string? Refusal(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new[] { SettingsSections.WhyUnknown(configuration) }
            .Concat(s_sections.Select(s => Unknown(configuration.GetSection(s.Section), s.Options)))
            .Concat(s_sections.SelectMany(s => s.Options.GetProperties().Select(property => WhyNot(configuration.GetSection(s.Section), property))))
            .Concat(configuration.GetSection("Logging").AsEnumerable().Select(setting => WhyNoLevel(setting.Key, setting.Value)))
            .Concat(ListenAddresses.Of(configuration).Select(address => WhyNoAddress(address.Setting, address.Value)))
            .FirstOrDefault(reason => reason is not null);
    }

    // Only in sections that are ours alone: one misspelt would go unnoticed.
    private static string? Unknown(IConfigurationSection section, Type options)
    {
        var names = options.GetProperties().Select(property => property.Name).ToList();
        return section.GetChildren().FirstOrDefault(child => !names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown
            ? $"{section.Path}:{unknown.Key} is no setting. {section.Path} has {string.Join(", ", names)}."
            : null;
    }

    // "Logging:LogLevel:Category" and "Logging:Provider:LogLevel:Category".
    private static string? WhyNoLevel(string setting, string? value) =>
        string.IsNullOrEmpty(value) || !setting.Split(':').SkipLast(1).Contains("LogLevel", StringComparer.OrdinalIgnoreCase) || Enum.TryParse<LogLevel>(value, ignoreCase: true, out _)
            ? null
            : $"{setting} is \"{value}\" but must be Trace, Debug, Information, Warning, Error, Critical or None.";

    private static string? WhyNoAddress(string setting, string value) =>
        ListenAddresses.Read(value) is null ? $"{setting} is \"{value}\" but must be an address such as http://localhost:5080." : null;

    private static string? WhyNot(IConfigurationSection section, PropertyInfo property)
    {
        try
        {
            section.GetValue(property.PropertyType, property.Name);
            return null;
        }
        catch (InvalidOperationException)
        {
            // What the binder says of a value it cannot convert.
            return $"{section.Path}:{property.Name} is \"{section[property.Name]}\" but must be {Expected(property.PropertyType)}.";
        }
    }

    private static string Expected(Type type) =>
        type.IsEnum ? string.Join(" or ", Enum.GetNames(type)) : type == typeof(bool) ? "true or false" : type == typeof(int) ? "a whole number" : "a number";
}
