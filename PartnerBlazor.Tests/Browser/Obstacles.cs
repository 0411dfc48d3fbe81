namespace PartnerBlazor.Tests.Browser;

/// <summary>A file nobody may write: by its permissions, or, for root whom permissions do not bind, by its immutable mark.</summary>
public sealed class ReadOnlyFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly bool _marked;

    private ReadOnlyFile(string path, bool marked, bool works) => (_path, _marked, Works) = (path, marked, works);

    /// <summary>Whether this account really may not write it.</summary>
    public bool Works { get; }

    /// <summary>Makes the file read-only.</summary>
    public static async Task<ReadOnlyFile> MakeAsync(string path)
    {
        File.SetAttributes(path, FileAttributes.ReadOnly);
        if (!MayWrite(path))
            return new ReadOnlyFile(path, marked: false, works: true);
        var marked = await Shell.RunAsync($"chattr +i '{path}'") == 0;
        return new ReadOnlyFile(path, marked, works: !MayWrite(path));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_marked)
            await Shell.RunAsync($"chattr -i '{_path}'");
        File.SetAttributes(_path, FileAttributes.Normal);
    }

    private static bool MayWrite(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }
}

/// <summary>A folder the demo's data does not fit into: a small file system, or, where none may be mounted, files that may not grow.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;
    private bool _mounted;

    private SmallDisk(string folder, bool mounted) => (_folder, _mounted) = (folder, mounted);

    /// <summary>Makes the folder.</summary>
    public static async Task<SmallDisk> MakeAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        return new SmallDisk(folder, await Shell.RunAsync($"mount -t tmpfs -o size=600k tmpfs '{folder}'") == 0);
    }

    /// <summary>Whether it is a file system of its own.</summary>
    public bool Mounted => _mounted;

    /// <summary>Starts the portal in it and waits for its end.</summary>
    public async Task<(int ExitCode, ProgramRun Run)> RunAsync()
    {
        if (_mounted)
            return await PortalProcess.RunToEndAsync(_folder);
        // 400 blocks of 512 bytes; the signal for it is ignored, so that the program sees an error instead.
        var run = ProgramRun.Start(Repository.Root, "sh", "-c",
            $"trap '' XFSZ; ulimit -f 400; DOTNET_EnableWriteXorExecute=0 exec '{Repository.Dotnet}' '{Repository.BuiltProgram}' --urls=http://127.0.0.1:0 '--Store:Folder={_folder}' --Demo:Customers=40");
        await using (run)
            return (await run.EndAsync(within: TimeSpan.FromMinutes(2)), run);
    }

    /// <summary>Makes room; what was written stays.</summary>
    public async Task GrowAsync()
    {
        if (_mounted)
            Assert.Equal(0, await Shell.RunAsync($"mount -o remount,size=100m '{_folder}'"));
    }

    /// <summary>Leaves no room, or little.</summary>
    /// <param name="leave">Kilobytes that stay free.</param>
    public async Task FillAsync(int leave = 0)
    {
        await Shell.RunAsync($"cat /dev/zero > '{_folder}/filler'");
        if (leave > 0)
            Assert.Equal(0, await Shell.RunAsync($"truncate -s -{leave}K '{_folder}/filler'"));
    }

    /// <summary>Makes the room again that <see cref="FillAsync"/> took.</summary>
    public void Free() => File.Delete(Path.Combine(_folder, "filler"));

    /// <summary>Nothing may be written on it any more.</summary>
    public async Task ForbidAsync() => Assert.Equal(0, await Shell.RunAsync($"mount -o remount,ro '{_folder}'"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_mounted)
            return;
        await Shell.RunAsync($"umount '{_folder}'");
        _mounted = false;
    }
}

/// <summary>Runs a line of shell.</summary>
internal static class Shell
{
    /// <summary>Its exit code; what it says is not asked for.</summary>
    public static async Task<int> RunAsync(string line)
    {
        await using var run = ProgramRun.Start(Repository.Root, "sh", "-c", line);
        return await run.EndAsync(within: TimeSpan.FromSeconds(30));
    }
}
