namespace PartnerBlazor.People;

/// <summary>Registers what the people pages stand on.</summary>
public static class PeopleServices
{
    /// <summary>Queries, commands and words are stateless singletons; the states are a tab's.</summary>
    public static void AddPeople(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<PeopleQueries>();
        builder.Services.AddSingleton<PeopleCommands>();
        builder.Services.AddSingleton<RoleCommands>();
        builder.Services.AddSingleton<PeopleWords>();
        builder.Services.AddScoped<PeopleState>();
        builder.Services.AddScoped<Func<RightsState>>(tab => () => ActivatorUtilities.CreateInstance<RightsState>(tab));
    }
}
