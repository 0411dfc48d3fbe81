using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Central;

/// <summary>The command <c>import</c> of the real program: its exit codes, and what it says where.</summary>
public sealed class ImportProcessTests : IDisposable
{
    private readonly TempFolder _store = new();
    private readonly TempFolder _answers = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        _answers.Dispose();
    }

    [Fact]
    public async Task The_command_imports_says_so_and_ends()
    {
        await File.WriteAllTextAsync(_answers["page"], """
            {"items":[{"id":"03b43abe-4f41-4734-b6d6-70b2fbdc2504","name":"Acme","billingType":"term","apiHost":"https://x.example"}],"pages":{"current":1,"total":1}}
            """, Cancel);

        var (exitCode, run) = await PortalProcess.RunToEndAsync(_store.Path, "import", _answers.Path, "--partner", "Maison Réelle");

        Assert.True(exitCode == 0, run.Everything);
        Assert.Equal($"Imported {_answers.Path} into Maison Réelle (new partner).", run.Output[0]);
        Assert.Contains(run.Output, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["customers", "1", "1", "0", "0", "0", "0", "0"]);
        Assert.Contains("files read 1/1", run.Errors);
        Assert.Contains("customers written 1/1", run.Errors);
        var factory = new TestDbFactory(StoreFile.ConnectionStringOf(_store["demo.db"]));
        await using (var db = factory.CreateDbContext())
        {
            Assert.Equal(5, await db.People.CountAsync(p => db.Partners.Any(o => o.Id == p.PartnerId && o.Name == "Maison Réelle"), Cancel));
            await StoreAudit.AssertWholeAsync(db, DateOnly.FromDateTime(DateTime.UtcNow));
        }
        factory.ClearPool();
        // What was imported is in the head file.
        var (whole, said) = await PortalProcess.RunToEndAsync(_store.Path, "journal", "verify");
        Assert.True(whole == 0, said.Everything);

        await File.WriteAllTextAsync(_answers["broken.json"], "{", Cancel);
        (exitCode, run) = await PortalProcess.RunToEndAsync(_store.Path, "import", _answers.Path, "--partner=Maison Réelle");
        Assert.Equal(3, exitCode);
        Assert.Contains(run.Errors, line => line.StartsWith("broken.json is no JSON", StringComparison.Ordinal));
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Misuse_is_told_with_the_usage_and_touches_nothing()
    {
        string[][] misuses =
        [
            ["import"], ["import", _answers["nowhere"], "--partner", "X"], ["import", _answers.Path], ["import", _answers.Path, "--partner"],
            ["import", _answers.Path, "more", "--partner", "X"], ["improt", _answers.Path], ["--Demo:Seed=7", "foo"],
            ["import", _answers.Path, "--partner", new string('x', 201)],
        ];
        foreach (var misuse in misuses)
        {
            var (exitCode, run) = await PortalProcess.RunToEndAsync(_store.Path, misuse);
            Assert.Equal(1, exitCode);
            Assert.StartsWith("Usage: ", run.Errors[^1], StringComparison.Ordinal);
            Assert.Equal(2, run.Errors.Count);
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(_store.Path));
    }

    [Fact]
    public async Task A_folder_is_looked_for_where_the_person_stands()
    {
        // As `dotnet run` starts it: at the top of the repository, while the shell's variable holds where the person is.
        await File.WriteAllTextAsync(_answers["page"], Answers.Customer(), Cancel);
        var name = Path.GetFileName(_answers.Path);
        var (exitCode, run) = await RunAsync($"import {name} --partner X");

        Assert.True(exitCode == 0, run.Everything);
        Assert.Equal($"Imported {_answers.Path} into X (new partner).", run.Output[0]);

        (exitCode, run) = await RunAsync("import nowhere --partner X");
        Assert.Equal(1, exitCode);
        Assert.Contains(Path.Combine(Path.GetDirectoryName(_answers.Path)!, "nowhere"), run.Errors[0], StringComparison.Ordinal);
        Assert.Contains(Path.Combine(Repository.Root, "nowhere"), run.Errors[0], StringComparison.Ordinal);

        async Task<(int, ProgramRun)> RunAsync(string command)
        {
            var run = ProgramRun.Start(Repository.Root, "sh", "-c",
                $"PWD='{Path.GetDirectoryName(_answers.Path)}' exec '{Repository.Dotnet}' '{Repository.BuiltProgram}' '--Store:Folder={_store.Path}' --Demo:Customers 40 {command}");
            await using (run)
                return (await run.EndAsync(within: TimeSpan.FromMinutes(2)), run);
        }
    }

    [Fact]
    public async Task Without_the_demo_an_import_goes_to_the_partner_that_was_set_up_and_invents_nobody()
    {
        await File.WriteAllTextAsync(_answers["page"], Answers.Customer(), Cancel);
        var (exitCode, run) = await PortalProcess.RunToEndAsync(_store.Path, "import", _answers.Path, "--partner", "X", "--Demo:Enabled=false");
        Assert.Equal(1, exitCode);
        Assert.Contains(run.Errors, line => line.StartsWith("There is no partner X. Set the portal up first", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_and_a_partner_of_the_demo_are_refused()
    {
        await File.WriteAllTextAsync(_answers["page"], """[{"id":"03b43abe-4f41-4734-b6d6-70b2fbdc2504","name":"Acme"}]""", Cancel);
        var (exitCode, run) = await PortalProcess.RunToEndAsync(_store.Path, "import", _answers.Path, "--partner", "Lumenor Infogérance");
        Assert.Equal(1, exitCode);
        Assert.Contains(run.Errors, line => line.Contains("is a partner of the demo", StringComparison.Ordinal));

        using var taken = StoreFile.Take(_store["demo.db"]);
        (exitCode, run) = await PortalProcess.RunToEndAsync(_store.Path, "import", _answers.Path, "--partner", "X");
        Assert.Equal(2, exitCode);
        Assert.Contains("is in use by another process", Assert.Single(run.Errors), StringComparison.Ordinal);
    }
}
