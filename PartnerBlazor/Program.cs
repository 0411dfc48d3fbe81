using PartnerBlazor.Access;
using PartnerBlazor.Alerts;
using PartnerBlazor.Central;
using PartnerBlazor.Customers;
using PartnerBlazor.Groups;
using PartnerBlazor.Licences;
using PartnerBlazor.Live;
using PartnerBlazor.Settings;
using PartnerBlazor.Shell;
using PartnerBlazor.Store;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.OfPublished });
builder.WebHost.UseStaticWebAssets();
if (DemoGuard.Refusal(builder.Configuration) is { } refusal)
{
    await Console.Error.WriteLineAsync(refusal);
    return 2;
}

builder.AddSettings();
builder.AddStore();
builder.AddLive();
builder.AddAccess();
builder.AddShell();
builder.AddCustomers();
builder.AddGroups();
builder.AddAlerts();
builder.AddLicences();
builder.AddCentral();

var app = builder.Build();
try
{
    var reset = args is ["demo", "reset", ..];
    await app.OpenStoreAsync(reset);
    if (reset)
        return 0;
}
catch (StoreUnusableException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}

app.UseShell();
app.UseAccess();
app.MapAccess();
app.MapLive();
app.MapShell();
await app.RunAsync();
return 0;
