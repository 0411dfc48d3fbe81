using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Tests.Store;

/// <summary>The reads of one tab: counted, and made to fail or to wait when a test says so.</summary>
public sealed class TestReads(IDbContextFactory<PartnerDb> inner) : IDbContextFactory<PartnerDb>
{
    private int _count;
    private int _waiting;

    /// <summary>True: every read fails.</summary>
    public bool Fail { get; set; }

    /// <summary>What reads wait for; null: nothing.</summary>
    public Task? Wait { get; set; }

    /// <summary>How many reads have waited, or do.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>How often something was read.</summary>
    public int Count => Volatile.Read(ref _count);

    public PartnerDb CreateDbContext()
    {
        Interlocked.Increment(ref _count);
        return Fail ? throw new IOException("The disk is gone.") : inner.CreateDbContext();
    }

    public async Task<PartnerDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
    {
        if (Wait is { } wait)
        {
            Interlocked.Increment(ref _waiting);
            await wait.WaitAsync(cancellationToken);
        }
        return CreateDbContext();
    }
}
