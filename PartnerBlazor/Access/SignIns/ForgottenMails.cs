using System.Threading.RateLimiting;

namespace PartnerBlazor.Access;

/// <summary>
/// Sends links for forgotten passwords behind the back of who asked: how long it takes would tell whether somebody has that address.
/// </summary>
public sealed class ForgottenMails(IServiceScopeFactory services, ILogger<ForgottenMails> log) : IDisposable
{
    // A mail may be lost twice; more in a row fill somebody's mailbox.
    private readonly PartitionedRateLimiter<string> _mails = PartitionedRateLimiter.Create<string, string>(email => RateLimitPartition.GetTokenBucketLimiter(
        email.ToUpperInvariant(), _ => new() { TokenLimit = 3, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromMinutes(10) }));

    /// <summary>Begins to send, in the language of who asks. An address gets three mails at once and another every ten minutes.</summary>
    public void Send(string? email)
    {
        if (string.IsNullOrWhiteSpace(email))
            return;
        using var lease = _mails.AttemptAcquire(email.Trim());
        if (lease.IsAcquired)
            _ = Task.Run(() => SendAsync(email));
    }

    /// <inheritdoc/>
    public void Dispose() => _mails.Dispose();

    private async Task SendAsync(string email)
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
    }
}
