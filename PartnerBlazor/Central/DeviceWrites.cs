using System.Globalization;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central;

/// <summary>The one place where the number of a customer's devices without protection is set.</summary>
internal static class DeviceWrites
{
    /// <summary>Sets it; journalled when it is another.</summary>
    /// <param name="session">The write.</param>
    /// <param name="customer">The customer, tracked.</param>
    /// <param name="devices">Devices without protection, as the vendor's health check counts them; null: not told.</param>
    /// <returns>True when it was another.</returns>
    public static bool SetUnprotected(this WriteSession session, Customer customer, int? devices)
    {
        if (customer.UnprotectedDevices == devices)
            return false;
        session.Journal(JournalKinds.CustomerUnprotected, customer.Id, before: Text(customer.UnprotectedDevices), after: Text(devices));
        customer.UnprotectedDevices = devices;
        return true;
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
