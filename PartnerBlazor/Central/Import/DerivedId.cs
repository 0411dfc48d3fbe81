using System.Security.Cryptography;
using System.Text;

namespace PartnerBlazor.Central.Import;

/// <summary>Ids for what the vendor names by text: the same thing of the same customer always gets the same id, so nothing is doubled.</summary>
internal static class DerivedId
{
    /// <summary>Id of a licence.</summary>
    public static Guid Licence(Guid customerId, string vendorId) => Of("licence", customerId, vendorId);

    /// <summary>Id of an alert entry.</summary>
    public static Guid Alert(Guid customerId, string cause) => Of("alert", customerId, cause);

    private static Guid Of(string kind, Guid customerId, string name) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{customerId}\n{name}")).AsSpan(0, 16));
}
