using PartnerBlazor.Access;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Doctor;

/// <summary>Connects to the mail server and signs in to it; sends nothing.</summary>
internal static class MailCheck
{
    /// <summary>The line.</summary>
    public static async Task<Diagnosis> LookAsync(SmtpOptions settings, CancellationToken cancel)
    {
        if (settings.Host.Length == 0)
            return new Diagnosis("mail", Finding.Note, "not set: Super Admins hand invitations and links over. Set Smtp:Host to have them mailed.");
        var where = $"{settings.Host}:{settings.Port}";
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(SmtpConnection.Patience);
            using var client = await SmtpConnection.OpenAsync(settings, limit.Token);
            await client.DisconnectAsync(quit: true, limit.Token);
            return new Diagnosis("mail", Finding.Ok, $"{where} answers{(settings.UserName.Length > 0 ? " and accepts the password" : "")}.");
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            return new Diagnosis("mail", Finding.Fault, $"{where} cannot be used ({error.Message}). Check Smtp:Host, Smtp:Port, Smtp:Security, Smtp:UserName and Smtp:Password.");
        }
    }
}
