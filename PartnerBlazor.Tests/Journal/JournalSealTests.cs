using PartnerBlazor.Journal;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Journal;

/// <summary>Whoever has the database and not the key cannot take entries or values out as if the portal had done it.</summary>
public sealed class JournalSealTests : IAsyncLifetime
{
    private JournalWorld _world = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await JournalWorld.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Everything_wiped_behind_a_checkpoint_past_the_head_is_missed()
    {
        var invented = Enumerable.Repeat((byte)7, 32).ToArray();
        await _world.TamperAsync($"DELETE FROM Journal");
        await _world.TamperAsync($"INSERT INTO JournalCheckpoints (PartnerId, LastSeq, Hash, Count, At) VALUES ({_world.Partner}, 6, {invented}, 6, {TestStore.Start.UtcDateTime})");
        await _world.AppendAsync(JournalKinds.JournalTrimmed, null, new JournalPayload(Before: "6", After: "6"), seq: 7, prev: invented);
        await DemandBrokenAsync("BROKEN at entry 6 of 2026-06-15 10:00:00 UTC: that all up to it was let go is not sealed with the portal's key");
        // Nor does the start believe it.
        var (keeper, log) = _world.LoudKeeper();
        using (keeper)
            await keeper.OpenAsync(anew: false, Cancel);
        Assert.Contains("is not sealed with the portal's key", Assert.Single(log.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_taken_out_as_if_let_go_is_missed_also_with_a_seal_of_something_else()
    {
        var entries = await _world.EntriesAsync();
        var true3 = new JournalCheckpoint { PartnerId = _world.Partner, LastSeq = 3, Hash = entries[2].Hash, Count = 3 };
        var seal = _world.Store.JournalKey.Need().Of(true3);
        await _world.TamperAsync($"DELETE FROM Journal WHERE PartnerSeq <= 4");
        await _world.TamperAsync($"INSERT INTO JournalCheckpoints (PartnerId, LastSeq, Hash, Count, At, Seal) VALUES ({_world.Partner}, 4, {entries[3].Hash}, 4, {TestStore.Start.UtcDateTime}, {seal})");
        await _world.AppendAsync(JournalKinds.JournalTrimmed, null, new JournalPayload(Before: "4", After: "4"));
        await DemandBrokenAsync("BROKEN at entry 4 of 2026-06-15 10:00:00 UTC: that all up to it was let go is not sealed with the portal's key");
    }

    [Fact]
    public async Task Values_rewritten_and_called_erased_are_found()
    {
        var forged = StoreJson.Write(new JournalPayload("Ada Admin", "", "Berta", "Forged", Erased: true));
        await _world.TamperAsync($"UPDATE Journal SET Payload = {forged} WHERE PartnerSeq = 4");
        await _world.AppendAsync(JournalKinds.JournalErased, Guid.NewGuid(), new JournalPayload(Before: JournalErasure.Claims([(4, forged)]), After: "1"));
        await DemandBrokenAsync("BROKEN at entry 4 of 2026-06-15 10:00:00 UTC: its values were erased, and no later entry says so");
    }

    [Fact]
    public async Task An_erasure_that_is_not_sealed_is_found_itself()
    {
        await _world.AppendAsync(JournalKinds.JournalErased, _world.Other.PersonId, new JournalPayload(Before: "", After: "0"));
        await DemandBrokenAsync("BROKEN at entry 6 of 2026-06-15 10:00:00 UTC: the erasure it tells of is not sealed with the portal's key");
    }

    [Fact]
    public async Task What_is_sealed_must_be_what_an_erasure_of_that_person_leaves()
    {
        // As the portal would seal it if it went wrong: of somebody the entry does not name, and with a value left.
        foreach (var (person, left) in new[]
        {
            (_world.Admin.PersonId, new JournalPayload("", "", "Berta", "Forged", Erased: true)),
            (_world.Other.PersonId, new JournalPayload("Otto Other", "", "Berta", "Forged", Erased: true)),
        })
        {
            var payload = StoreJson.Write(left);
            var claims = JournalErasure.Claims([(5, payload)]);
            await _world.TamperAsync($"UPDATE Journal SET Payload = {payload} WHERE PartnerSeq = 5");
            await _world.AppendAsync(JournalKinds.JournalErased, person,
                new JournalPayload(Before: claims, After: "1", Seal: _world.Store.JournalKey.Need().Of(_world.Partner, person, claims)));
            await DemandBrokenAsync("BROKEN at entry 5 of 2026-06-15 10:00:00 UTC: its values are not what an erasure leaves");
        }
    }

    [Fact]
    public async Task Without_the_key_what_needs_it_is_no_longer_proved()
    {
        Assert.Equal(0, (await _world.VerifyAsync()).Code);
        await _world.DeactivateOtherAsync();
        await _world.Commands.EraseAsync(_world.Admin, _world.Other.PersonId, cancel: Cancel);
        Assert.Equal(0, (await _world.VerifyAsync()).Code);
        var (file, key) = (_world.Store.JournalFiles.Key, await File.ReadAllTextAsync(_world.Store.JournalFiles.Key, Cancel));
        File.Delete(file);
        await DemandBrokenAsync($"BROKEN at entry 7 of 2026-06-15 10:00:00 UTC: the erasure it tells of cannot be checked: the key file {file} is missing");
        Assert.False(File.Exists(file));
        await File.WriteAllTextAsync(file, "rubbish", Cancel);
        await DemandBrokenAsync("cannot be read");
        // Nor is more taken out.
        Assert.Equal(RefusalCodes.NotSaved, (await Assert.ThrowsAsync<RefusedException>(TrimAsync)).Code);
        await File.WriteAllTextAsync(file, key, Cancel);
        await TrimAsync();
        Assert.Equal(0, (await _world.VerifyAsync()).Code);
        File.Delete(file);
        await DemandBrokenAsync("that all up to it was let go cannot be checked");
        // Another one is not the one.
        _world.Store.JournalKey.Need();
        await DemandBrokenAsync("is not sealed with the portal's key");
    }

    [Fact]
    public async Task The_key_is_for_the_portal_alone_and_nowhere_else()
    {
        var key = (await File.ReadAllTextAsync(_world.Store.JournalFiles.Key, Cancel)).Trim();
        Assert.Matches("^[0-9A-F]{64}$", key);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_world.Store.JournalFiles.Key));
        Assert.False(File.Exists(_world.Store.JournalFiles.Key + ".part"));
        Assert.Equal(_world.Store.JournalKey.Need().Of(1, Guid.Empty, ""), _world.Store.JournalKey.Need().Of(1, Guid.Empty, ""));
        await TrimAsync();
        foreach (var file in (string[])[_world.Store.File.Path, _world.Store.File.Path + "-wal", _world.Keeper.Path])
            Assert.DoesNotContain(key, await ReadSharedAsync(file), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string> ReadSharedAsync(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync(Cancel);
    }

    private async Task TrimAsync()
    {
        _world.Store.Time.SetUtcNow(TestStore.Start.AddDays(402));
        await _world.Commands.TrimAsync(_world.Partner, Cancel);
        await _world.Keeper.WriteAsync(Cancel);
    }

    private async Task DemandBrokenAsync(string what)
    {
        var (code, said) = await _world.VerifyAsync();
        Assert.Equal(4, code);
        Assert.Contains(what, said, StringComparison.Ordinal);
    }
}
