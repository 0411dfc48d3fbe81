using MimeKit;

namespace PartnerBlazor.Access;

/// <summary>What a mail can be sent to.</summary>
public static class MailAddresses
{
    /// <summary>True for one address a mail server would take.</summary>
    public static bool IsAddress(string? text) => MailboxAddress.TryParse(text, out var mailbox) && mailbox.Address.IndexOf('@', StringComparison.Ordinal) > 0;
}
