using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Accounts;

/// <summary>Executes the unlinks that are due: at start (what was missed while stopped) and soon after every 00:00 UTC.</summary>
public sealed class DueUnlinks(UnlinkCommands commands, IDbContextFactory<PartnerDb> factory, TimeProvider time, ILogger<DueUnlinks> log) : BackgroundService
{
    // A clock that is set back or a sleeping machine must not make it miss a day.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogError(error, "Scheduled unlinks could not be executed; they are tried again.");
            }
            var untilMidnight = time.GetUtcNow().UtcDateTime.Date.AddDays(1) - time.GetUtcNow().UtcDateTime;
            await Task.Delay(untilMidnight < s_longestWait ? untilMidnight : s_longestWait, time, stoppingToken);
        }
    }

    /// <summary>Executes what is due now, each in a transaction of its own: what fails does not hold up the others.</summary>
    /// <returns>How many customers were unlinked.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        await using var db = await factory.CreateDbContextAsync(cancel);
        var due = await db.Customers.AsNoTracking().Where(c => c.Unlink.On <= today && c.UnlinkedAt == null)
            .OrderBy(c => c.Unlink.RequestedAt).Select(c => new { c.PartnerId, c.Id }).ToListAsync(cancel);
        var unlinked = 0;
        foreach (var customer in due)
            unlinked += await commands.ExecuteAsync(customer.PartnerId, customer.Id, cancel) ? 1 : 0;
        if (due.Count > 0)
            log.LogInformation("{Unlinked} of {Due} scheduled unlinks were carried out.", unlinked, due.Count);
        return unlinked;
    }
}

/// <summary>Registers the account lifecycle.</summary>
public static class AccountServices
{
    /// <summary>Commands, queries and the worker; one state a form.</summary>
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<AccountCommands>();
        builder.Services.AddSingleton<FormDraftCommands>();
        builder.Services.AddScoped<Func<MonthlyAccountState>>(tab => () => ActivatorUtilities.CreateInstance<MonthlyAccountState>(tab));
        builder.Services.AddSingleton<PartnerCommands>();
        builder.Services.AddSingleton<BillingCommands>();
        builder.Services.AddSingleton<UnlinkCommands>();
        builder.Services.AddSingleton<UnlinkQueries>();
        builder.Services.AddSingleton<DueUnlinks>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DueUnlinks>());
    }
}
