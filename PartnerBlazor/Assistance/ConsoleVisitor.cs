using PartnerBlazor.Access;

namespace PartnerBlazor.Assistance;

/// <summary>
/// Who is in a customer's console: its administrator, or a technician of the partner. Carries that one customer and nothing of the
/// portal: no partner page, command or hub takes it.
/// </summary>
/// <param name="SignInId">The sign-in at the console.</param>
/// <param name="PartnerId">The partner of the customer.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Technician">The technician's sign-in at the portal; null: the customer's administrator.</param>
/// <param name="Name">Name of the technician; empty for the administrator.</param>
/// <param name="SeesAlerts">False for a technician whose role knows no alerts.</param>
/// <param name="Version">Version of the customer it was checked against.</param>
public sealed record ConsoleVisitor(
    Guid SignInId, int PartnerId, Guid CustomerId, PersonClaims? Technician, string Name, bool SeesAlerts, long Version)
{
    /// <summary>True for the customer's administrator: the only one who sees and sets Partner Assistance.</summary>
    public bool IsAdministrator => Technician is null;
}
