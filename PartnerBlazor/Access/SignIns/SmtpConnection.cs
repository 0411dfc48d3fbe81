using MailKit.Net.Smtp;
using MailKit.Security;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Access;

/// <summary>A connection to the mail server, protected as the settings say and signed in where they name somebody.</summary>
public static class SmtpConnection
{
    /// <summary>A server that has not done what it is asked by then does not do it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Connects. What fails is MailKit's to throw; nothing is left open. How long it may take is the caller's affair.</summary>
    public static async Task<SmtpClient> OpenAsync(SmtpOptions settings, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security switch
            {
                SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
                SmtpSecurity.None => SecureSocketOptions.None,
                _ => SecureSocketOptions.StartTls,
            }, cancel);
            if (settings.UserName.Length > 0)
                await client.AuthenticateAsync(settings.UserName, settings.Password, cancel);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
