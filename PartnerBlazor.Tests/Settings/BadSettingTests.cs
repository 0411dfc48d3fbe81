using PartnerBlazor.Tests.Browser;

namespace PartnerBlazor.Tests.Settings;

/// <summary>A setting that cannot be is told in one line that names it.</summary>
public sealed class BadSettingTests
{
    [Theory]
    [InlineData("--Demo:Customers=0", "Demo:Customers must be 1 to 1,000,000.")]
    [InlineData("--Demo:Customers=abc", "Demo:Customers is \"abc\" but must be a whole number.")]
    [InlineData("--Demo:ChangesPerMinute=often", "Demo:ChangesPerMinute is \"often\" but must be a number.")]
    [InlineData("--Demo:Enabled=maybe", "Demo:Enabled is \"maybe\" but must be true or false.")]
    [InlineData("--Store:Folder=", "Store:Folder must name a folder.")]
    public async Task A_bad_setting_is_named_and_nothing_begins(string setting, string line)
    {
        using var folder = new TempFolder();
        // Of two values the last one counts.
        await using var run = ProgramRun.Start(
            Repository.Root, Repository.Dotnet, Repository.BuiltProgram, "--urls=http://127.0.0.1:0", $"--Store:Folder={folder.Path}", setting);

        Assert.Equal(2, await run.EndAsync(within: TimeSpan.FromMinutes(2)));

        Assert.Equal([line], run.Errors);
        Assert.Empty(run.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
