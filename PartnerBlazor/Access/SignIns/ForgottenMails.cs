namespace PartnerBlazor.Access;

/// <summary>
/// Sends links for forgotten passwords behind the back of who asked: how long it takes would tell whether somebody has that address.
/// </summary>
public sealed class ForgottenMails(IServiceScopeFactory services, ILogger<ForgottenMails> log)
{
    /// <summary>Begins to send, in the language of who asks.</summary>
    public void Send(string? email) => _ = Task.Run(async () =>
    {
        try
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<AccountLinks>().ForgottenAsync(email);
        }
        catch (Exception error)
        {
            log.LogError(error, "A link for a forgotten password could not be sent.");
        }
    });
}
