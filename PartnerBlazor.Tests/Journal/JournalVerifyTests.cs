using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PartnerBlazor.Journal;
using PartnerBlazor.Store;
using PartnerBlazor.Tests.Browser;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Journal;

/// <summary>Whatever is done to the journal behind the portal's back is found and named; what the portal itself does to it is not.</summary>
public sealed class JournalVerifyTests : IAsyncLifetime
{
    private JournalWorld _world = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await JournalWorld.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_untouched_journal_is_whole()
    {
        var (code, said) = await _world.VerifyAsync();
        Assert.Equal((0, $"Partner {_world.Partner} (Partner): 5 entries from 1 on, whole."), (code, said.TrimEnd()));
    }

    [Fact]
    public async Task An_entry_that_was_changed_is_named_with_its_time()
    {
        await _world.TamperAsync($"UPDATE Journal SET ActorId = NULL WHERE PartnerSeq = 4");
        var (code, said) = await _world.VerifyAsync();
        Assert.Equal(4, code);
        Assert.Contains("BROKEN at entry 4 of 2026-06-15 10:00:00 UTC: it is not as it was written.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_were_changed_are_found_and_so_are_those_that_are_no_JSON()
    {
        await _world.TamperAsync($"UPDATE Journal SET Payload = replace(Payload, 'Berta', 'Bertha') WHERE PartnerSeq = 4");
        await DemandBrokenAsync(4, "its values are not as they were written");
        await _world.TamperAsync($"UPDATE Journal SET Payload = 'x' WHERE PartnerSeq = 3");
        await DemandBrokenAsync(3, "its values are not as they were written");
    }

    [Fact]
    public async Task An_entry_that_was_taken_out_is_missing()
    {
        await _world.TamperAsync($"DELETE FROM Journal WHERE PartnerSeq = 3");
        await DemandBrokenAsync(3, "the entry is missing");
    }

    [Fact]
    public async Task A_journal_that_lost_its_end_is_found_by_its_counter_and_with_a_lowered_counter_by_the_head_file()
    {
        var kept = (await _world.EntriesAsync())[3];
        await _world.TamperAsync($"DELETE FROM Journal WHERE PartnerSeq = 5");
        await DemandBrokenAsync(5, "the entry is missing");
        await _world.TamperAsync($"UPDATE Partners SET LastSeq = 4, LastHash = {kept.Hash}");
        await DemandBrokenAsync(5, "the head file knows it, and the journal does not reach it");
        // Nothing but the head file tells.
        File.Delete(_world.Keeper.Path);
        var (code, said) = await _world.VerifyAsync();
        Assert.Equal(4, code);
        Assert.Contains("4 entries from 1 on, whole", said, StringComparison.Ordinal);
        Assert.Contains("is missing: a journal that was shortened", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_was_wholly_rewritten_is_whole_in_itself_and_found_by_the_head_file()
    {
        await RewriteAsync(entry => entry.Payload.Replace("Clara", "Carla", StringComparison.Ordinal));
        var alone = Assert.Single(await _world.Verifier.VerifyAsync(null, Cancel));
        Assert.Null(alone.Fault);
        await DemandBrokenAsync(5, "it is not the one the head file knows");
    }

    [Fact]
    public async Task A_partner_that_was_taken_out_is_missed()
    {
        JournalHead.Write(_world.Keeper.Path, [.. JournalHead.Read(_world.Keeper.Path), new JournalHead(TestStore.Start.UtcDateTime, 77, 3, "AB")]);
        var (code, said) = await _world.VerifyAsync();
        Assert.Equal(4, code);
        Assert.Contains("Partner 77: BROKEN at entry 3", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_let_go_leaves_a_checkpoint_and_the_rest_is_whole()
    {
        await TrimAsync();
        Assert.Equal([6, 7], (await _world.EntriesAsync()).Select(entry => entry.PartnerSeq));
        var (code, said) = await _world.VerifyAsync();
        Assert.Equal((0, $"Partner {_world.Partner} (Partner): 2 entries from 6 on, whole."), (code, said.TrimEnd()));
        // Again, so that there are two checkpoints and the first note of it is gone itself.
        _world.Store.Time.Advance(TimeSpan.FromDays(500));
        Assert.Equal(2, await _world.Commands.TrimAsync(_world.Partner, Cancel));
        Assert.Equal(0, (await _world.VerifyAsync()).Code);
        await using var db = _world.Store.Db();
        Assert.Equal([(5L, 5L), (7L, 2L)], (await db.JournalCheckpoints.OrderBy(c => c.LastSeq).ToListAsync(Cancel)).Select(c => (c.LastSeq, c.Count)));
    }

    [Fact]
    public async Task Entries_taken_out_behind_a_forged_checkpoint_are_missed()
    {
        var third = (await _world.EntriesAsync())[2];
        await _world.TamperAsync($"DELETE FROM Journal WHERE PartnerSeq <= 3");
        await _world.TamperAsync($"INSERT INTO JournalCheckpoints (PartnerId, LastSeq, Hash, Count, At) VALUES ({_world.Partner}, 3, {third.Hash}, 3, {third.At})");
        await DemandBrokenAsync(3, "is not sealed with the portal's key");
    }

    [Fact]
    public async Task Only_what_is_older_than_it_is_kept_goes_and_a_batch_at_a_time()
    {
        _world.Store.Time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(0, await _world.Commands.TrimAsync(_world.Partner, Cancel));
        _world.Store.Time.Advance(TimeSpan.FromDays(1));
        await using (var db = _world.Store.Db())
            Assert.Empty(await db.JournalCheckpoints.ToListAsync(Cancel));
        var log = Microsoft.Extensions.Logging.Abstractions.NullLogger<JournalTrimmer>.Instance;
        using var trimmer = new JournalTrimmer(_world.Commands, _world.Store.Factory, _world.Store.Time, log);
        Assert.Equal(5, await trimmer.RunAsync(Cancel));
        Assert.Equal(0, await trimmer.RunAsync(Cancel));
        Assert.Equal(JournalKinds.JournalTrimmed, Assert.Single(await _world.EntriesAsync()).Kind);
    }

    [Fact]
    public async Task Erased_values_are_gone_and_the_journal_is_whole()
    {
        await _world.DeactivateOtherAsync();
        // Their own entry, two renamings, and the one that says they were deactivated.
        Assert.Equal(4, await _world.Commands.EraseAsync(_world.Admin, _world.Other.PersonId, cancel: Cancel));
        var entries = await _world.EntriesAsync();
        Assert.All(entries, entry => Assert.DoesNotContain("Otto", entry.Payload, StringComparison.Ordinal));
        Assert.All(entries, entry => Assert.DoesNotContain("203.0.113.7", entry.Payload, StringComparison.Ordinal));
        // What was done stays.
        Assert.Equal(("Berta", "Clara", true), StoreJson.Read<JournalPayload>(entries[4].Payload) is var left ? (left.Before!, left.After!, left.Erased == true) : default);
        Assert.Null(StoreJson.Read<JournalPayload>(entries[4].Payload).Salt);
        var told = entries[^1];
        Assert.Equal((JournalKinds.JournalErased, _world.Other.PersonId, "4"), (told.Kind, told.SubjectId, StoreJson.Read<JournalPayload>(told.Payload).After));
        Assert.Equal(0, (await _world.VerifyAsync()).Code);
        // There is nothing left to erase, and that is no entry.
        Assert.Equal(0, await _world.Commands.EraseAsync(_world.Admin, _world.Other.PersonId, cancel: Cancel));
        Assert.Equal(entries.Count, (await _world.EntriesAsync()).Count);
    }

    [Fact]
    public async Task Who_may_still_sign_in_is_not_erased_nor_is_anybody_by_others_than_super_admins()
    {
        Assert.Equal(RefusalCodes.PersonActive, (await Assert.ThrowsAsync<RefusedException>(() => _world.Commands.EraseAsync(_world.Admin, _world.Other.PersonId, cancel: Cancel))).Code);
        Assert.Equal(RefusalCodes.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => _world.Commands.EraseAsync(_world.Admin, Guid.NewGuid(), cancel: Cancel))).Code);
        await _world.DeactivateOtherAsync();
        var reader = await _world.Store.AddPersonAsync(_world.Partner, Role.BusinessAdmin);
        Assert.Equal(RefusalCodes.NotAllowed, (await Assert.ThrowsAsync<RefusedException>(() => _world.Commands.EraseAsync(reader, _world.Other.PersonId, cancel: Cancel))).Code);
    }

    [Fact]
    public async Task Values_called_erased_are_found_when_no_entry_says_so_and_when_it_says_something_else()
    {
        await _world.TamperAsync($"UPDATE Journal SET Payload = json_object('actor', '', 'item', '', 'erased', json('true')) WHERE PartnerSeq = 3");
        await DemandBrokenAsync(3, "its values were erased, and no later entry says so");
        await _world.DeactivateOtherAsync();
        await _world.Commands.EraseAsync(_world.Admin, _world.Other.PersonId, cancel: Cancel);
        await DemandBrokenAsync(3, "its values were erased, and no later entry says so");
    }

    [Fact]
    public async Task An_erased_entry_with_other_values_is_found()
    {
        await _world.DeactivateOtherAsync();
        await _world.Commands.EraseAsync(_world.Admin, _world.Other.PersonId, cancel: Cancel);
        await _world.TamperAsync($"UPDATE Journal SET Payload = replace(Payload, 'Berta', 'Bertha') WHERE PartnerSeq = 4");
        await DemandBrokenAsync(4, "its values were erased, and no later entry says so");
    }

    [Fact]
    public async Task A_mismatch_is_told_at_start_and_stays_in_the_head_file_however_long_the_portal_goes_on()
    {
        await RewriteAsync(entry => entry.Payload.Replace("Clara", "Carla", StringComparison.Ordinal));
        var log = new ServerLog();
        using var keeper = _world.NewKeeper(new Logger<JournalHeadKeeper>(new LoggerFactory([log])));
        await keeper.OpenAsync(anew: false, Cancel);
        Assert.Contains("entry 5: it is not the one the head file knows", Assert.Single(log.Complaints), StringComparison.Ordinal);
        await _world.RenameAsync("Dora");
        await keeper.WriteAsync(Cancel);
        Assert.Single(log.Complaints);
        Assert.Equal([5L, 6L], JournalHead.Read(keeper.Path).Select(head => head.Seq));
        await DemandBrokenAsync(5, "it is not the one the head file knows");
        // A database built anew begins anew.
        await keeper.OpenAsync(anew: true, Cancel);
        Assert.Contains(JournalHead.Read(keeper.Path), head => head.Seq == 6);
    }

    [Fact]
    public async Task Every_change_is_in_the_head_file_soon_and_at_the_end()
    {
        await _world.Keeper.StartAsync(Cancel);
        _world.Store.Feed.Listen(_world.Keeper);
        await _world.RenameAsync("Dora");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (JournalHead.Read(_world.Keeper.Path)[^1].Seq < 6)
        {
            patience.Token.ThrowIfCancellationRequested();
            _world.Store.Time.Advance(JournalHeadKeeper.Every);
            await Task.Yield();
        }
        await _world.RenameAsync("Emma");
        await _world.Keeper.StopAsync(Cancel);
        Assert.Equal(7, JournalHead.Read(_world.Keeper.Path)[^1].Seq);
    }

    [Fact]
    public async Task A_head_file_that_was_emptied_or_lost_a_line_proves_nothing_and_is_told()
    {
        var lines = await File.ReadAllTextAsync(_world.Keeper.Path, Cancel);
        await File.WriteAllTextAsync(_world.Keeper.Path, "", Cancel);
        await DemandBrokenAsync(5, "the head file says nothing of this journal");
        var second = await _world.Store.AddPartnerAsync(name: "Second");
        await _world.Store.AddPersonAsync(second);
        await File.WriteAllTextAsync(_world.Keeper.Path, lines, Cancel);
        var (code, said) = await _world.VerifyAsync();
        Assert.Equal(4, code);
        Assert.Contains("Partner 1 (Partner): 5 entries from 1 on, whole.", said, StringComparison.Ordinal);
        Assert.Contains($"Partner {second} (Second): BROKEN at entry 1: the head file says nothing of this journal", said, StringComparison.Ordinal);
        // A partner that has done nothing yet has nothing to prove.
        await _world.Keeper.WriteAsync(Cancel);
        await _world.Store.AddPartnerAsync(name: "Third");
        Assert.Equal(0, (await _world.VerifyAsync()).Code);
    }

    [Fact]
    public async Task A_head_file_that_cannot_be_read_is_told_at_start_and_kept_aside()
    {
        await File.WriteAllTextAsync(_world.Keeper.Path, "rubbish", Cancel);
        var (keeper, log) = _world.LoudKeeper();
        using (keeper)
            await keeper.OpenAsync(anew: false, Cancel);
        Assert.Contains("line 1 cannot be read", Assert.Single(log.Complaints), StringComparison.Ordinal);
        var aside = Assert.Single(Directory.GetFiles(_world.Store.Folder, "*.unreadable-*"));
        Assert.Equal("rubbish", await File.ReadAllTextAsync(aside, Cancel));
        Assert.Equal(5, Assert.Single(JournalHead.Read(_world.Keeper.Path)).Seq);
    }

    [Fact]
    public async Task A_head_file_that_is_gone_or_says_nothing_of_a_journal_is_told_at_start()
    {
        File.Delete(_world.Keeper.Path);
        var (keeper, log) = _world.LoudKeeper();
        using (keeper)
            await keeper.OpenAsync(anew: false, Cancel);
        Assert.Contains("is missing, and was there before", Assert.Single(log.Complaints), StringComparison.Ordinal);
        await File.WriteAllTextAsync(_world.Keeper.Path, "", Cancel);
        (keeper, log) = _world.LoudKeeper();
        using (keeper)
            await keeper.OpenAsync(anew: false, Cancel);
        Assert.Contains($"says nothing of the journal of partner {_world.Partner}", Assert.Single(log.Complaints), StringComparison.Ordinal);
        // The first start of all has neither.
        File.Delete(_world.Keeper.Path);
        File.Delete(_world.Store.JournalFiles.Key);
        (keeper, log) = _world.LoudKeeper();
        using (keeper)
            await keeper.OpenAsync(anew: false, Cancel);
        Assert.Empty(log.Complaints);
        Assert.True(_world.Store.JournalKey.Exists);
    }

    [Fact]
    public async Task A_head_is_written_only_once_what_it_tells_of_is_on_the_disk()
    {
        await _world.RenameAsync("Dora");
        using var elsewhere = StoreFile.Take(Path.Combine(_world.Store.Folder, "other.db"));
        // A log that cannot be flushed.
        Directory.CreateDirectory(elsewhere.Path + "-wal");
        using var keeper = _world.NewKeeper(store: elsewhere);
        await Assert.ThrowsAnyAsync<UnauthorizedAccessException>(() => keeper.WriteAsync(Cancel));
        Assert.Equal(5, JournalHead.Read(_world.Keeper.Path)[^1].Seq);
        // Without one there is nothing to flush.
        Directory.Delete(elsewhere.Path + "-wal");
        await keeper.WriteAsync(Cancel);
        Assert.Equal(6, JournalHead.Read(_world.Keeper.Path)[^1].Seq);
    }

    private async Task TrimAsync()
    {
        _world.Store.Time.Advance(TimeSpan.FromDays(401));
        await _world.Store.RenameAsync(_world.Partner, _world.Customer, "Dora");
        Assert.Equal(5, await _world.Commands.TrimAsync(_world.Partner, Cancel));
        await _world.Keeper.WriteAsync(Cancel);
    }

    private async Task DemandBrokenAsync(long seq, string what)
    {
        var (code, said) = await _world.VerifyAsync();
        Assert.Equal(4, code);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"BROKEN at entry {seq}"), said, StringComparison.Ordinal);
        Assert.Contains(what, said, StringComparison.Ordinal);
    }

    // As somebody would who knows how: every hash computed anew.
    private async Task RewriteAsync(Func<JournalEntry, string> payloadOf)
    {
        var prev = new byte[32];
        foreach (var entry in await _world.EntriesAsync())
        {
            var payload = payloadOf(entry);
            var forged = new JournalEntry
            {
                PartnerId = entry.PartnerId,
                PartnerSeq = entry.PartnerSeq,
                At = entry.At,
                ActorKind = entry.ActorKind,
                ActorId = entry.ActorId,
                Kind = entry.Kind,
                CustomerId = entry.CustomerId,
                SubjectId = entry.SubjectId,
                Payload = payload,
                PayloadHash = JournalChain.HashOfPayload(payload),
                PrevHash = prev,
                Hash = [],
            };
            prev = JournalChain.HashOf(forged);
            await _world.TamperAsync($"UPDATE Journal SET Payload = {payload}, PayloadHash = {forged.PayloadHash}, PrevHash = {forged.PrevHash}, Hash = {prev} WHERE PartnerSeq = {entry.PartnerSeq}");
        }
        await _world.TamperAsync($"UPDATE Partners SET LastHash = {prev}");
    }
}
