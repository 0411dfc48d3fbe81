using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PartnerBlazor.Central.Import;
using PartnerBlazor.Settings;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Central;

/// <summary>A folder of saved answers and a real store to import them into.</summary>
internal sealed class ImportBench : IAsyncDisposable
{
    public const string Partner = "Atelier Réseau";

    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    private ImportBench(TestStore store)
    {
        Store = store;
        _services = new ServiceCollection()
            .AddSingleton(store.Store).AddSingleton(store.Factory).AddSingleton<TimeProvider>(store.Time)
            .AddSingleton(Options.Create(new DemoOptions { Enabled = true }))
            .AddSingleton<Importer>().BuildServiceProvider();
    }

    public TestStore Store { get; }
    public string Folder => _folder.Path;

    /// <summary>Standard output and error of the last run.</summary>
    public string Output { get; private set; } = "";
    public string Errors { get; private set; } = "";

    public static async Task<ImportBench> CreateAsync() => new(await TestStore.CreateAsync());

    /// <summary>Saves an answer an hour before the store's clock, in UTF-8 without mark unless told otherwise.</summary>
    public void Save(string name, string text, Encoding? encoding = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], text, encoding ?? new UTF8Encoding(false));
        Age(name, TimeSpan.FromHours(1));
    }

    /// <summary>Saves an answer that long before the store's clock.</summary>
    public void Save(string name, string text, TimeSpan ago)
    {
        Save(name, text);
        Age(name, ago);
    }

    private void Age(string name, TimeSpan ago) => File.SetLastWriteTimeUtc(_folder[name], Store.Time.GetUtcNow().UtcDateTime - ago);

    public void Delete(string name) => File.Delete(_folder[name]);

    public async Task<int> ImportAsync(string partner = Partner)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await ImportRun.RunAsync(_services, new ImportArguments(Folder, partner), output, errors, CancellationToken.None);
        (Output, Errors) = (output.ToString(), errors.ToString());
        return code;
    }

    /// <summary>Imports, expecting success, and asserts that the store is whole.</summary>
    public async Task ImportWellAsync()
    {
        Assert.True(await ImportAsync() == 0, Errors);
        await using var db = Store.Db();
        await StoreAudit.AssertWholeAsync(db, Store.Today);
    }

    /// <summary>The numbers of a line of the summary: read, created, changed, unchanged, merged, refused, ended.</summary>
    public int[] Counts(string kind) =>
        [.. Output.Split('\n').Single(l => l.StartsWith(kind + " ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(int.Parse)];

    /// <summary>How many records were older than what is known, by the summary.</summary>
    public int Older => int.Parse(
        Output.Split('\n').Single(l => l.StartsWith("older than what is known: ", StringComparison.Ordinal)).Split(": ")[1], CultureInfo.InvariantCulture);

    /// <summary>The whole store as text.</summary>
    public async Task<IReadOnlyList<string>> DumpAsync()
    {
        await using var db = Store.Db();
        return await StoreAudit.DumpAsync(Store.File.Path);
    }

    /// <summary>Number of the imported partner.</summary>
    public async Task<int> PartnerIdAsync()
    {
        await using var db = Store.Db();
        return (await db.Partners.SingleAsync(p => p.Name == Partner)).Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Store.DisposeAsync();
        _folder.Dispose();
    }
}
