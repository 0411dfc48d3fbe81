using MailKit.Net.Smtp;
using MailKit.Security;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Access;

/// <summary>A connection to the mail server, protected as the settings say and signed in where they name somebody.</summary>
public static class SmtpConnection
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>Connects. What fails is MailKit's to throw; nothing is left open.</summary>
    public static async Task<SmtpClient> OpenAsync(SmtpOptions settings, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(s_patience);
        var client = new SmtpClient { Timeout = (int)s_patience.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security switch
            {
                SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
                SmtpSecurity.None => SecureSocketOptions.None,
                _ => SecureSocketOptions.StartTls,
            }, limit.Token);
            if (settings.UserName.Length > 0)
                await client.AuthenticateAsync(settings.UserName, settings.Password, limit.Token);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
