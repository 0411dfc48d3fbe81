using System.Reflection;

namespace PartnerBlazor.Settings;

/// <summary>Tells a setting whose value is of the wrong kind before anything reads it: the binder would end the program with a stack trace.</summary>
public static class SettingsGuard
{
    private static readonly (string Section, Type Options)[] s_sections =
        [(StoreOptions.Section, typeof(StoreOptions)), (DemoOptions.Section, typeof(DemoOptions))];

    /// <summary>Why the program must not start, in one line naming the setting; null when every value can be read.</summary>
    public static string? Refusal(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return s_sections
            .SelectMany(s => s.Options.GetProperties().Select(property => WhyNot(configuration.GetSection(s.Section), property)))
            .FirstOrDefault(reason => reason is not null);
    }

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
        type == typeof(bool) ? "true or false" : type == typeof(int) ? "a whole number" : "a number";
}
