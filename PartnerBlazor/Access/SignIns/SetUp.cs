using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Access;

/// <summary>What the set-up page asks for.</summary>
/// <param name="Partner">Name of the partner.</param>
/// <param name="MspFlex">Holds MSP Flex.</param>
/// <param name="MspFlexConnect">Holds MSP Flex Connect.</param>
/// <param name="Name">Full name of the first Super Admin.</param>
/// <param name="Email">Their email address.</param>
/// <param name="Password">The password they chose.</param>
public sealed record SetUpForm(string Partner, bool MspFlex, bool MspFlexConnect, string Name, string Email, string Password);

/// <summary>
/// The first start without the demo: whoever can read the log makes the partner and its first Super Admin, once. From then
/// on there never is a set-up.
/// </summary>
public sealed class SetUp(IDbContextFactory<PartnerDb> factory, PartnerStore store, IServiceScopeFactory services, IOptions<DemoOptions> demo, ILogger<SetUp> log) : IDisposable
{
    // Without letters and figures that are taken for one another.
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private const int CodeLength = 16;

    // Nobody gets near 31^16, but the log says that somebody tries.
    private const int Tries = 20;

    // In the database: whose last password goes later has no set-up again.
    private const string Fact = "set-up";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly string _code = RandomNumberGenerator.GetString(Alphabet, CodeLength);
    private int _wrong;
    private bool _done;

    /// <summary>The one-time code, as the log prints it.</summary>
    public string Code => string.Join('-', _code.Chunk(4).Select(part => new string(part)));

    /// <summary>True until it was set up.</summary>
    public async Task<bool> NeededAsync(CancellationToken cancel)
    {
        if (_done || demo.Value.Enabled)
            return false;
        await using var db = await factory.CreateDbContextAsync(cancel);
        _done = await db.Facts.AnyAsync(f => f.Name == Fact, cancel) || await db.Accounts.AnyAsync(a => a.PasswordHash != null, cancel);
        return !_done;
    }

    /// <summary>True for the code. A wrong one counts as a try: so a page may say all that is wrong at once.</summary>
    public async Task<bool> KnowsAsync(string? code)
    {
        await _gate.WaitAsync();
        try
        {
            return IsRight(code);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Makes the partner and its first Super Admin.</summary>
    /// <param name="code">The code as typed.</param>
    /// <param name="form">What was filled in; checked by the page.</param>
    /// <param name="address">IP address.</param>
    /// <exception cref="RefusedException"><see cref="RefusalCodes.SetUpCodeWrong"/>, or <see cref="RefusalCodes.NotFound"/> when there is no set-up (any more).</exception>
    public async Task RunAsync(string? code, SetUpForm form, string address)
    {
        ArgumentNullException.ThrowIfNull(form);
        await _gate.WaitAsync();
        try
        {
            if (!await NeededAsync(CancellationToken.None))
                throw new RefusedException(RefusalCodes.NotFound);
            if (!IsRight(code))
                throw new RefusedException(RefusalCodes.SetUpCodeWrong, field: "Code");
            var person = await PersonAsync(form, address);
            using var scope = services.CreateScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var account = await users.FindByIdAsync(person.Id.ToString()) ?? new Account { Id = person.Id };
            (account.UserName, account.Email, account.EmailConfirmed) = (form.Email, form.Email, true);
            if (account.SecurityStamp is null)
                await users.CreateAsync(account);
            var kept = await users.AddPasswordAsync(account, form.Password);
            if (!kept.Succeeded)
                throw new RefusedException(kept.Errors.First().Code, field: "Password");
            await store.WriteAsideAsync(db => Task.FromResult(db.Facts.Add(new StoreFact { Name = Fact, Value = form.Partner })));
            _done = true;
            log.LogInformation("The portal is set up for {Partner}.", form.Partner);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    // One that was killed half-way left a partner without anybody who can sign in: it is taken over.
    private async Task<Person> PersonAsync(SetUpForm form, string address)
    {
        await using var db = await factory.CreateDbContextAsync();
        var begun = await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Email == form.Email && p.Active && p.Role == Role.SuperAdmin);
        if (begun is not null)
            return begun;
        var person = new Person { Id = Guid.NewGuid(), Name = form.Name, Email = form.Email, Role = Role.SuperAdmin, AllCustomers = true };
        await store.AddPartnerAsync(
            new Partner { Name = form.Partner, MspFlex = form.MspFlex, MspFlexConnect = form.MspFlexConnect }, [person], Actor.Of(person.Id, person.Name, address));
        return person;
    }

    private bool IsRight(string? code)
    {
        var typed = Encoding.UTF8.GetBytes(new string([.. (code ?? "").ToUpperInvariant().Where(char.IsLetterOrDigit)]));
        if (CryptographicOperations.FixedTimeEquals(typed, Encoding.UTF8.GetBytes(_code)))
            return true;
        // Under the gate.
        if (++_wrong % Tries == 0)
            log.LogWarning("Somebody tried {Count} wrong set-up codes.", _wrong);
        return false;
    }
}

/// <summary>Prints the set-up's code once the portal listens.</summary>
public sealed class SetUpNotice(SetUp setUp, IHostApplicationLifetime lifetime, ILogger<SetUp> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await setUp.NeededAsync(stoppingToken))
            return;
        // After the lines that say where it listens.
        lifetime.ApplicationStarted.Register(() => log.LogInformation("Nobody has an account yet. Open /set-up and enter this code: {Code}", setUp.Code));
    }
}
