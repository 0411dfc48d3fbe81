using Microsoft.Extensions.Options;
using MimeKit;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>Sends mails to people of the portal.</summary>
public interface IMailer
{
    /// <summary>A mail server is set.</summary>
    bool Exists { get; }

    /// <summary>Sends a plain text.</summary>
    /// <returns>Null when a server took it; else <see cref="RefusalCodes.MailOff"/> or <see cref="RefusalCodes.MailFailed"/>.</returns>
    Task<string?> SendAsync(string to, string subject, string text, CancellationToken cancel);
}

/// <summary>Through a mail server (section <c>Smtp</c>), with MailKit.</summary>
public sealed class SmtpMailer(IOptions<SmtpOptions> options, ILogger<SmtpMailer> log) : IMailer
{
    /// <inheritdoc/>
    public bool Exists => options.Value.Host.Length > 0;

    /// <inheritdoc/>
    public async Task<string?> SendAsync(string to, string subject, string text, CancellationToken cancel)
    {
        if (!Exists)
            return RefusalCodes.MailOff;
        var settings = options.Value;
        try
        {
            using var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = text } };
            message.From.Add(MailboxAddress.Parse(settings.From));
            message.To.Add(MailboxAddress.Parse(to));
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(SmtpConnection.Patience);
            using var client = await SmtpConnection.OpenAsync(settings, limit.Token);
            await client.SendAsync(message, limit.Token);
            await client.DisconnectAsync(quit: true, limit.Token);
            return null;
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // Its text names the server's answer; neither the mail nor its address is logged.
            log.LogError(error, "A mail could not be sent ({Code}).", RefusalCodes.MailFailed);
            return RefusalCodes.MailFailed;
        }
    }
}
