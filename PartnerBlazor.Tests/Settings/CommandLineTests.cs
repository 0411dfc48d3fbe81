using PartnerBlazor.Settings;

namespace PartnerBlazor.Tests.Settings;

/// <summary>A command counts wherever it stands; what is neither command nor setting is refused.</summary>
public sealed class CommandLineTests
{
    private static readonly string s_folder = Path.TrimEndingDirectorySeparator(Path.GetTempPath());

    [Theory]
    [InlineData("demo", "reset", "--Store:Folder=/x")]
    [InlineData("--Store:Folder=/x", "demo", "reset")]
    [InlineData("--Store:Folder", "/x", "demo", "reset")]
    [InlineData("demo", "--Store:Folder=/x", "reset")]
    [InlineData("Store:Folder=/x", "demo", "reset")]
    public void A_reset_may_stand_anywhere(params string[] args)
    {
        var command = CommandLine.Parse(args);
        Assert.Null(command.Misuse);
        Assert.True(command.Reset);
        Assert.EndsWith("Store:Folder=/x", Assert.Single(command.Settings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_import_may_stand_anywhere_and_its_partner_too()
    {
        string[][] same =
        [
            ["import", s_folder, "--partner", " X ", "--Demo:Seed=7"], ["--Demo:Seed=7", "import", s_folder, "--partner=X"],
            ["--partner", "X", "--Demo:Seed", "7", "import", s_folder], ["import", "--Demo:Seed", "7", s_folder, "--partner", "X"],
        ];
        foreach (var args in same)
        {
            var command = CommandLine.Parse(args);
            Assert.Equal(new ImportArguments(s_folder, "X"), command.Import);
            Assert.Equal(["--Demo:Seed=7"], command.Settings);
        }
    }

    [Theory]
    [InlineData("--Demo:Seed=7", "--urls", "http://localhost:1", "/Demo:Customers", "9", "Demo:Enabled=true", "--Store:Folder=")]
    [InlineData]
    public void Settings_alone_start_the_portal(params string[] args)
    {
        var command = CommandLine.Parse(args);
        Assert.Equal((false, null, null), (command.Reset, command.Import, command.Misuse));
        Assert.Equal(args.Length == 0 ? 0 : 5, command.Settings.Length);
    }

    [Theory]
    [InlineData("journal", "verify", "--Store:Folder=/x")]
    [InlineData("--Store:Folder", "/x", "journal", "verify")]
    public void The_check_of_the_journals_may_stand_anywhere(params string[] args)
    {
        var command = CommandLine.Parse(args);
        Assert.Equal((true, false, null), (command.Verify, command.Reset, command.Misuse));
        Assert.Equal(["--Store:Folder=/x"], command.Settings.Select(setting => setting.Replace(" ", "=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("journal")]
    [InlineData("journal", "verify", "foo")]
    [InlineData("foo")]
    [InlineData("--Demo:Seed=7", "foo")]
    [InlineData("--Demo:Seed", "7", "foo")]
    [InlineData("demo")]
    [InlineData("demo", "reset", "foo")]
    [InlineData("demo", "reset", "import")]
    [InlineData("-h")]
    [InlineData("--help")]
    [InlineData("--Demo:Enabled", "--urls=http://localhost:1")]
    [InlineData("--partner", "X")]
    [InlineData("")]
    [InlineData("import", "", "--partner", "X")]
    public void Anything_else_is_refused_with_the_usage(params string[] args)
    {
        var misuse = CommandLine.Parse(args).Misuse?.Split(Environment.NewLine);
        Assert.Equal(2, misuse?.Length);
        Assert.StartsWith("Usage: ", misuse![1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\tb")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    public void A_partner_has_a_plain_name(string name) => Assert.NotNull(Import(name).Misuse);

    [Fact]
    public void A_partner_has_a_name_of_up_to_200_characters()
    {
        Assert.Null(Import(new string('x', 200)).Misuse);
        Assert.Contains("1 to 200 characters", Import(new string('x', 201)).Misuse, StringComparison.Ordinal);
    }

    private static CommandLine Import(string name) => CommandLine.Parse(["import", s_folder, "--partner", name]);
}
