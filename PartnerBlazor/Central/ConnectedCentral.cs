using PartnerBlazor.Access;
using PartnerBlazor.Accounts.Requests;
using PartnerBlazor.Store;

namespace PartnerBlazor.Central;

/// <summary>
/// A connected vendor. Its API has no call for unlink, billing type and licences (domain.md B4): they are taken note of as to be done there by
/// hand, and count once they are seen (SPEC §9). A new account is sent after the write (<see cref="RequestSender"/>). A request for approval is a mail to the customer's contact. For a partner it is not connected
/// with it refuses (<see cref="RefusalCodes.NotConnected"/>).
/// </summary>
public sealed class ConnectedCentral(IMailer mailer) : ICentral
{
    /// <inheritdoc/>
    public async Task<CentralAnswer> AskAsync(WriteSession session, Customer customer, CentralAct act, IReadOnlyCollection<string> products) =>
        !await IsConnectedAsync(session) ? CentralAnswer.Refused(RefusalCodes.NotConnected)
        : act == CentralAct.RequestAssistance && WhyNoMail(customer) is { } code ? CentralAnswer.Refused(code)
        : CentralAnswer.Requested;

    /// <inheritdoc/>
    public async Task<(CentralAnswer Answer, NewAccount? Account)> CreateAsync(WriteSession session, Customer customer, IReadOnlyCollection<string> products) =>
        (await IsConnectedAsync(session) ? CentralAnswer.Requested : CentralAnswer.Refused(RefusalCodes.NotConnected), null);

    /// <inheritdoc/>
    public async Task<(CentralAnswer Answer, KeyTerms? Terms)> RedeemAsync(
        WriteSession session, Customer customer, IReadOnlyCollection<LicenceCategory> categories, string key) =>
        (await IsConnectedAsync(session) ? CentralAnswer.Requested : CentralAnswer.Refused(RefusalCodes.NotConnected), null);

    private string? WhyNoMail(Customer customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        return !mailer.Exists ? RefusalCodes.MailOff : MailAddresses.IsAddress(customer.Contact.Email) ? null : RefusalCodes.ContactEmailMissing;
    }

    private static async Task<bool> IsConnectedAsync(WriteSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return await session.Db.Partners.FindAsync(session.PartnerId) is { IsConnected: true };
    }
}
