using PartnerBlazor.Live;
using PartnerBlazor.Text;

namespace PartnerBlazor.Customers;

/// <summary>Registers what the customers pages stand on.</summary>
public static class CustomerServices
{
    /// <summary>Queries and the projector are stateless singletons; the state is one a tab.</summary>
    public static void AddCustomers(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IRowProjector, CustomerProjector>();
        builder.Services.AddSingleton(services => new ListCounts(services.GetRequiredService<ChangeFeed>()));
        builder.Services.AddSingleton<CustomerQueries>();
        builder.Services.AddSingleton<CatchUpQueries>();
        builder.Services.AddSingleton<DetailsQueries>();
        builder.Services.AddSingleton<CustomerTallies>();
        builder.Services.AddSingleton<PartnerGroups>();
        builder.Services.AddSingleton<CustomerPreferences>();
        builder.Services.AddSingleton<CustomerCommands>();
        builder.Services.AddSingleton<CustomerWords>();
        builder.Services.AddSingleton<DetailsWords>();
        builder.Services.AddSingleton<DayWords>();
        builder.Services.AddSingleton<RefusalWords>();
        builder.Services.AddScoped<CustomersState>();
        builder.Services.AddScoped<CustomerCells>();
        // Made by whoever shows a customer and disposed by it: a transient would be kept by the tab's scope to the end.
        builder.Services.AddScoped<Func<CustomerDetailsState>>(tab => () => ActivatorUtilities.CreateInstance<CustomerDetailsState>(tab));
        builder.Services.AddScoped<Func<DetailsState>>(tab => () => ActivatorUtilities.CreateInstance<DetailsState>(tab));
    }
}
