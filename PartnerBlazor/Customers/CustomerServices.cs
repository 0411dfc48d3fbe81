using PartnerBlazor.Live;

namespace PartnerBlazor.Customers;

/// <summary>Registers what the customers pages stand on.</summary>
public static class CustomerServices
{
    /// <summary>Queries and the projector are stateless singletons; the state is one a tab.</summary>
    public static void AddCustomers(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IRowProjector, CustomerProjector>();
        builder.Services.AddSingleton<CustomerQueries>();
    }
}
