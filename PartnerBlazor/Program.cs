using Microsoft.Extensions.Options;
using PartnerBlazor.Access;
using PartnerBlazor.Accounts;
using PartnerBlazor.Alerts;
using PartnerBlazor.Assistance;
using PartnerBlazor.Central;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Crm;
using PartnerBlazor.Customers;
using PartnerBlazor.Delivery;
using PartnerBlazor.Doctor;
using PartnerBlazor.Groups;
using PartnerBlazor.Journal;
using PartnerBlazor.Licences;
using PartnerBlazor.Live;
using PartnerBlazor.People;
using PartnerBlazor.Settings;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;

var command = CommandLine.Parse(args);
if (command.Misuse is { } misuse)
{
    await Console.Error.WriteLineAsync(misuse);
    return 1;
}

if (command.Doctor)
    return await DoctorRun.RunAsync(command.Settings, Console.Out);

try
{
    var builder = ProgramStart.Read(command.Settings);
    builder.WebHost.UseStaticWebAssets();
    if ((SettingsGuard.Refusal(builder.Configuration) ?? DemoGuard.Refusal(builder.Configuration)) is { } refusal)
    {
        await Console.Error.WriteLineAsync(refusal);
        return 2;
    }

    builder.AddSettings();
    builder.AddQuietStart();
    builder.AddStore();
    builder.AddLive();
    builder.AddAccess();
    builder.AddShell();
    builder.AddHardening();
    builder.AddCustomers();
    builder.AddGroups();
    builder.AddPeople();
    builder.AddAlerts();
    builder.AddLicences();
    builder.AddCentral();
    builder.AddCrm();
    builder.AddDelivery();
    builder.AddAccounts();
    builder.AddAssistance();
    builder.AddJournal();
    if (command.Import is not null)
        builder.AddImport();

    var app = builder.Build();
    app.ValidateSettings();
    if (command.Verify)
        return await app.VerifyJournalAsync();
    await app.OpenStoreAsync(command.Reset);
    await app.OpenJournalAsync(command.Reset);
    if (command.Reset)
        return 0;
    if (command.Import is { } import)
    {
        var code = await app.ImportAsync(import);
        // Also what was imported before it failed.
        await app.CloseJournalAsync(failed: code != 0);
        return code;
    }

    app.UseHardening();
    app.UseShell();
    app.UseRateLimits();
    app.UseAccess();
    app.UseAssistance();
    app.MapAccess();
    app.MapAssistance();
    app.MapLive();
    app.MapAccounts();
    app.MapJournal();
    app.MapShell();
    await app.ListenAsync();
    return 0;
}
catch (OptionsValidationException error)
{
    await Console.Error.WriteLineAsync(string.Join(' ', error.Failures));
    return 2;
}
catch (Exception error) when (error is StoreUnusableException or ProgramStartException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}
