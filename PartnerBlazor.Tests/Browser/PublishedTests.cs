namespace PartnerBlazor.Tests.Browser;

/// <summary>The program as published, once for all tests here (publishing takes a while).</summary>
public sealed class PublishedProgram : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    /// <summary>The published program.</summary>
    public string Program => _folder["PartnerBlazor.dll"];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // No build server may outlive the command: it would keep the command's output open.
        await using var publish = ProgramRun.Start(
            Repository.Root, Repository.Dotnet, "publish", "PartnerBlazor", "-c", "Release", "-o", _folder.Path, "--no-restore",
            "--disable-build-servers", "-nodeReuse:false", "-v", "quiet");
        var exitCode = await publish.EndAsync();
        Assert.True(exitCode == 0, publish.Everything);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A published folder is whole: it starts from any working directory.</summary>
public sealed class PublishedTests(PublishedProgram published) : IClassFixture<PublishedProgram>
{
    [Fact]
    public async Task A_published_folder_starts_from_another_directory()
    {
        using var elsewhere = new TempFolder();
        await using var portal = await PortalProcess.StartAsync(program: published.Program, workingDirectory: elsewhere.Path);

        await StartTests.AssertServesAssetsAsync(portal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Path));
    }
}
