namespace PartnerBlazor.Groups;

/// <summary>Registers what the groups pages stand on.</summary>
public static class GroupServices
{
    /// <summary>Queries and commands are stateless singletons; the state is one a tab.</summary>
    public static void AddGroups(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<GroupQueries>();
        builder.Services.AddSingleton<GroupCommands>();
        builder.Services.AddSingleton<MembershipCommands>();
        builder.Services.AddScoped<GroupsState>();
    }
}
