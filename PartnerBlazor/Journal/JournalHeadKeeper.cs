using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Live;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Journal;

/// <summary>
/// Keeps outside the database how far each journal goes, soon after every commit and at the end of the program: whoever shortens or rewrites
/// a journal in the database has not changed this file. A head the database contradicts stays in the file, so that the journal's check finds
/// it however long the portal goes on.
/// </summary>
public sealed class JournalHeadKeeper(
    StoreFile store, IDbContextFactory<PartnerDb> factory, JournalVerifier verifier, JournalFiles files, JournalKey key, IOptions<DemoOptions> demo,
    TimeProvider time, ILogger<JournalHeadKeeper> log) : BackgroundService, IChangeListener
{
    /// <summary>How long a commit may wait for its head to be written, so that many share one writing.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>How long to wait before it is tried again, when it could not be written.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _due = new(0, 1);
    private readonly Lock _lock = new();
    private IReadOnlyList<JournalHead> _contradicted = [];
    private IReadOnlyList<JournalHead> _written = [];
    private Task? _last;
    private bool _failing;

    /// <summary>Full path of the file.</summary>
    public string Path => files.Heads;

    /// <summary>
    /// Compares the file with the database at start and says in the log what does not fit; the start goes on. Then writes the present heads.
    /// The key is made where there is none: from then on a head file that is gone was taken away.
    /// </summary>
    /// <param name="anew">The database was built anew: what the file says is of the one before.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task OpenAsync(bool anew, CancellationToken cancel)
    {
        var heads = anew ? [] : ReadFile();
        _written = heads ?? [];
        MakeKey();
        if (heads is not null && !anew)
            await TellUnknownAsync(heads, cancel);
        if (demo.Value.Enabled)
            _written = await WithoutOlderDemoAsync(cancel);
        await WriteAsync(cancel);
    }

    /// <inheritdoc/>
    public void OnChanges(ChangeSet set) => Due();

    /// <summary>Writes the present heads. One the database contradicts is logged once, and stays.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // The heads first: one read later than the file is compared with would be no contradiction.
        var heads = await HeadsAsync(now, cancel);
        foreach (var head in _written.Except(_contradicted))
            if (await verifier.WhyNotAsync(head, cancel) is { } fault)
            {
                _contradicted = [.. _contradicted, head];
                log.LogError("The journal of partner {Partner} is not as {File} knows it: entry {Seq}: {What}.", head.PartnerId, Path, fault.Seq, fault.What);
            }
        _written = [.. _contradicted, .. heads];
        // What the file says must not be lost with the power afterwards: it would be missing for ever.
        store.FlushToDisk();
        JournalHead.Write(Path, _written);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // Once, also when it is told to stop twice; whoever tells it waits until the file is written.
        Task last;
        lock (_lock)
            last = _last ??= TryWriteAsync(CancellationToken.None);
        await last;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _due.WaitAsync(stoppingToken);
            await Task.Delay(_failing ? Again : Every, time, stoppingToken);
            if (!await TryWriteAsync(stoppingToken))
                Due();
        }
    }

    // One that cannot be written is tried again, and said once; nobody who writes to the database waits for it.
    private async Task<bool> TryWriteAsync(CancellationToken cancel)
    {
        try
        {
            await WriteAsync(cancel);
            if (_failing)
                log.LogInformation("The heads of the journals are written to {File} again.", Path);
            _failing = false;
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (!_failing)
                log.LogError(error, "The heads of the journals could not be written to {File}; it is tried again every {Again}.", Path, Again);
            _failing = true;
            return false;
        }
    }

    private void Due()
    {
        lock (_lock)
        {
            if (_due.CurrentCount == 0)
                _due.Release();
        }
    }

    // Null when there is no file, or none that can be read.
    private IReadOnlyList<JournalHead>? ReadFile()
    {
        if (!File.Exists(Path))
        {
            if (key.Exists)
                log.LogError("{File} is missing, and was there before: a journal that was shortened or wholly rewritten meanwhile cannot be told.", Path);
            return null;
        }
        try
        {
            return JournalHead.Read(Path);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // Kept: somebody may still make sense of it. A new one under its name would look as if all had been well.
            var aside = $"{Path}.unreadable-{time.GetUtcNow():yyyyMMddHHmmssfff}";
            File.Move(Path, aside);
            log.LogError("The heads of the journals in {File} cannot be compared with the database: {Why}. It is kept as {Aside}.", Path, error.Message, aside);
            return null;
        }
    }

    private void MakeKey()
    {
        try
        {
            key.Need();
        }
        catch (InvalidDataException error)
        {
            log.LogError("{Why} Until the right one is put back, no entries are let go or erased, and the journal's check fails.", error.Message);
        }
    }

    private async Task TellUnknownAsync(IReadOnlyList<JournalHead> heads, CancellationToken cancel)
    {
        foreach (var present in await HeadsAsync(time.GetUtcNow().UtcDateTime, cancel))
            if (present.Seq > 0 && heads.All(head => head.PartnerId != present.PartnerId))
                log.LogError("{File} says nothing of the journal of partner {Partner}: whether it was shortened or rewritten cannot be told.", Path, present.PartnerId);
    }

    private async Task<IReadOnlyList<JournalHead>> HeadsAsync(DateTime now, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var partners = await db.Partners.AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancel);
        return [.. partners.Select(p => new JournalHead(now, p.Id, p.LastSeq, Convert.ToHexString(p.LastHash)))];
    }

    // Demo data that was thrown away by hand begins anew, and was then seeded after the head was written.
    private async Task<IReadOnlyList<JournalHead>> WithoutOlderDemoAsync(CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        var seeded = await db.Journal.Where(e => e.Kind == JournalKinds.DemoSeeded).GroupBy(e => e.PartnerId)
            .Select(group => new { group.Key, At = group.Min(e => e.At) }).ToDictionaryAsync(group => group.Key, group => group.At, cancel);
        return [.. _written.Where(head => !(seeded.TryGetValue(head.PartnerId, out var at) && at > head.At))];
    }
}
