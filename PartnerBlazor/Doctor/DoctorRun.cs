using Microsoft.Extensions.Options;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Crm.Client;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Doctor;

/// <summary>
/// The command <c>doctor</c>: looks at settings, database, vendor, CRM, mail server and clock, and says each in one line with what mends it.
/// Writes nothing; the portal may run meanwhile.
/// </summary>
public static class DoctorRun
{
    private const int Faulty = 5;

    /// <summary>Runs the command; the web server is not started and the database not taken.</summary>
    /// <param name="settings">Those of the command line.</param>
    /// <param name="output">Where the lines go.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>0 nothing is broken · 5 something is.</returns>
    public static async Task<int> RunAsync(string[] settings, TextWriter output, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        var faults = 0;
        await foreach (var line in LookAsync(settings, cancel))
        {
            await output.WriteLineAsync($"{line}");
            faults += line.Finding == Finding.Fault ? 1 : 0;
        }
        return faults == 0 ? 0 : Faulty;
    }

    private static async IAsyncEnumerable<Diagnosis> LookAsync(string[] settings, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var (app, broken) = Build(settings);
        if (app is null)
        {
            // Nothing else can be looked at with settings that cannot be read.
            yield return new Diagnosis("settings", Finding.Fault, broken!);
            yield break;
        }
        await using var ended = app;
        var demo = app.Services.GetRequiredService<IOptions<DemoOptions>>().Value.Enabled;
        yield return new Diagnosis("settings", Finding.Ok, demo ? "can be read; Demo:Enabled: invented data, anybody signs in with one click." : "can be read; real mode.");
        var database = await DatabaseCheck.LookAsync(StoreServices.PathOf(app.Services), cancel);
        yield return database.Line;
        var vendor = await app.Services.GetRequiredService<VendorCheck>().LookAsync(demo, database.VendorIds, cancel);
        yield return vendor.Line;
        yield return await app.Services.GetRequiredService<CrmCheck>().LookAsync(demo, database.CrmOrganizations, cancel);
        yield return await MailCheck.LookAsync(app.Services.GetRequiredService<IOptions<SmtpOptions>>().Value, cancel);
        yield return VendorCheck.Clock(vendor.ClockAhead);
    }

    // The services are built and none is started.
    private static (WebApplication? App, string? Broken) Build(string[] settings)
    {
        try
        {
            var builder = ProgramStart.Read(settings);
            if ((SettingsGuard.Refusal(builder.Configuration) ?? DemoGuard.Refusal(builder.Configuration)) is { } refusal)
                return (null, refusal);
            builder.AddSettings();
            builder.AddCentralClient();
            builder.AddCrmClient();
            builder.Services.AddSingleton<VendorCheck>();
            builder.Services.AddSingleton<CrmCheck>();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.ValidateSettings();
            return (app, null);
        }
        catch (OptionsValidationException error)
        {
            return (null, string.Join(' ', error.Failures));
        }
        catch (ProgramStartException error)
        {
            return (null, error.Message);
        }
    }
}
