using System.Net;
using Microsoft.Data.Sqlite;

namespace PartnerBlazor.Tests.Browser;

/// <summary>The program starts, in this process and in its own, and refuses with one clear line where it cannot.</summary>
public sealed class StartTests(BrowserFixture browser)
{
    /// <summary>What every page needs: the styles and scripts of MudBlazor and Blazor, and our own logo.</summary>
    public static (string Path, string Type)[] Assets { get; } =
    [
        ("_content/MudBlazor/MudBlazor.min.css", "text/css"),
        ("_content/MudBlazor/MudBlazor.min.js", "text/javascript"),
        ("_framework/blazor.web.js", "text/javascript"),
        ("logo.svg", "image/svg+xml"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_in_this_process_serves_every_asset()
    {
        await using var portal = await PortalHost.StartAsync();

        Assert.Equal("127.0.0.1", portal.BaseAddress.Host);
        await AssertServesAssetsAsync(portal);
        Assert.True(File.Exists(Path.Combine(portal.Folder, "demo.db")));
    }

    [Fact]
    public async Task A_host_takes_its_database_away_with_it()
    {
        var portal = await PortalHost.StartAsync();
        await portal.DisposeAsync();

        Assert.False(Directory.Exists(portal.Folder));
    }

    [Fact]
    public async Task A_browser_opens_what_the_host_serves_in_its_language_and_scheme()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal, "fr", dark: true, width: 390);

        var answer = await tab.GoAsync("/logo.svg");

        Assert.Equal(200, answer.Status);
        Assert.Equal("svg", await tab.Page.EvaluateAsync<string>("document.documentElement.localName"));
        Assert.Equal("fr", await tab.Page.EvaluateAsync<string>("navigator.language"));
        Assert.True(await tab.Page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches"));
        Assert.Equal(390, await tab.Page.EvaluateAsync<int>("innerWidth"));
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task A_tab_remembers_errors_of_the_page_and_its_console()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.GoAsync("/logo.svg");
        var console = tab.Page.WaitForConsoleMessageAsync();
        var uncaught = new TaskCompletionSource();
        tab.Page.PageError += (_, _) => uncaught.TrySetResult();

        await tab.Page.EvaluateAsync("console.error('said'); setTimeout(() => { throw new Error('thrown'); })");
        await Task.WhenAll(console, uncaught.Task);

        Assert.Contains(tab.Errors, error => error.Contains("said", StringComparison.Ordinal));
        Assert.Contains(tab.Errors, error => error.Contains("thrown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_program_serves_every_asset_and_starts_again_after_a_kill()
    {
        await using var portal = await PortalProcess.StartAsync();
        await AssertServesAssetsAsync(portal);

        await portal.KillAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(portal, "logo.svg"));

        await portal.RestartAsync();
        await AssertServesAssetsAsync(portal);
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused()
    {
        using var folder = new TempFolder();
        await using var first = await PortalProcess.StartAsync(folder.Path);

        await AssertRefusedAsync(folder.Path, "is in use by another process");

        Assert.False(first.Run.HasExited);
        await AssertServesAssetsAsync(first);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_is_refused()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["file"], "in the way", Cancel);

        await AssertRefusedAsync(Path.Combine(folder["file"], "below"), "cannot be written");
    }

    [Fact]
    public async Task Demo_reset_throws_away_what_was_there_and_builds_anew()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["demo.db"], "no database at all", Cancel);
        await AssertRefusedAsync(folder.Path, "is damaged or no database");

        var (exitCode, run) = await PortalProcess.RunToEndAsync(folder.Path, "demo", "reset");

        Assert.True(exitCode == 0, run.Everything);
        Assert.Empty(run.Errors);
        await using var connection = new SqliteConnection($"Data Source={folder["demo.db"]};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM __EFMigrationsHistory";
        Assert.NotEqual(0L, await command.ExecuteScalarAsync(Cancel));
    }

    /// <summary>Asserts that a portal serves everything in <see cref="Assets"/>.</summary>
    internal static async Task AssertServesAssetsAsync(IPortal portal)
    {
        foreach (var (path, type) in Assets)
        {
            using var answer = await GetAsync(portal, path);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}");
            Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(Cancel));
        }
    }

    private static async Task<HttpResponseMessage> GetAsync(IPortal portal, string path)
    {
        using var client = new HttpClient { BaseAddress = portal.BaseAddress };
        return await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
    }

    // One line for the person who started it, naming the file; no stack trace anywhere.
    private static async Task AssertRefusedAsync(string folder, string reason)
    {
        var (exitCode, run) = await PortalProcess.RunToEndAsync(folder);

        Assert.NotEqual(0, exitCode);
        var line = Assert.Single(run.Errors);
        Assert.Contains(Path.Combine(folder, "demo.db"), line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Output, said => said.Contains("   at ", StringComparison.Ordinal));
    }
}
