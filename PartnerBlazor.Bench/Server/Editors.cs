using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Access;
using PartnerBlazor.Customers;
using PartnerBlazor.Store;

namespace PartnerBlazor.Bench.Server;

/// <summary>What people who edit at the same time met.</summary>
/// <param name="Saved">Saves that succeeded.</param>
/// <param name="Overtaken">Saves refused because somebody else had saved since it was read: the person is told and tries again.</param>
/// <param name="Failed">Saves refused for any other reason, by code.</param>
/// <param name="Lost">Saved changes that somebody else's save wrote over unseen; must be 0.</param>
/// <param name="Milliseconds">How long each save took.</param>
public sealed record Edited(int Saved, int Overtaken, IReadOnlyDictionary<string, int> Failed, int Lost, IReadOnlyList<double> Milliseconds);

/// <summary>People who rename the same few customers at the same time, as the popup does it: read, think, save what was typed.</summary>
public sealed class Editors(IDbContextFactory<PartnerDb> factory, CustomerQueries queries, CustomerCommands commands)
{
    private const int Partner = 1;
    // Few, so that they get into each other's way.
    private const int Customers = 10;
    // A name once given is remembered, so a few come back.
    private const int Names = 6;

    private static readonly TimeSpan s_think = TimeSpan.FromMilliseconds(300);

    /// <summary>Edits for a while.</summary>
    /// <param name="people">How many people.</param>
    /// <param name="time">How long.</param>
    public async Task<Edited> EditAsync(int people, TimeSpan time)
    {
        var (scope, customers, seq) = await BeginAsync();
        var (times, failed, saved, overtaken) = (new ConcurrentBag<double>(), new ConcurrentDictionary<string, int>(StringComparer.Ordinal), 0, 0);
        var began = Stopwatch.GetTimestamp();
        async Task PersonAsync(int person)
        {
            var random = new Random(person);
            for (var i = 0; Stopwatch.GetElapsedTime(began) < time; i++)
            {
                var customer = customers[random.Next(customers.Count)];
                var seen = await queries.ContactAsync(scope, customer, CancellationToken.None);
                await Task.Delay(s_think * random.NextDouble());
                var name = $"Edited {person} {i % Names}";
                // Typing what is there already saves nothing.
                if (name == seen!.ShowAs)
                    continue;
                var save = Stopwatch.GetTimestamp();
                try
                {
                    await commands.RenameAsync(scope, customer, name, seen.ShowAs, CancellationToken.None);
                    times.Add(Stopwatch.GetElapsedTime(save).TotalMilliseconds);
                    Interlocked.Increment(ref saved);
                }
                catch (RefusedException refused) when (refused.Code == RefusalCodes.ChangedMeanwhile)
                {
                    Interlocked.Increment(ref overtaken);
                }
                catch (RefusedException refused)
                {
                    failed.AddOrUpdate(refused.Code, 1, (_, count) => count + 1);
                }
            }
        }
        await Task.WhenAll(Enumerable.Range(1, people).Select(PersonAsync));
        return new Edited(saved, overtaken, failed, await LostAsync(customers, seq, saved), [.. times]);
    }

    private async Task<(PartnerScope Scope, List<Guid> Customers, long Seq)> BeginAsync()
    {
        await using var db = await factory.CreateDbContextAsync();
        var person = await db.People.Where(p => p.PartnerId == Partner && p.Role == Role.SuperAdmin).Select(p => p.Id).FirstAsync();
        var scope = await ScopeReader.ReadAsync(db, person, CancellationToken.None);
        var customers = await db.CustomerRows.Where(r => r.PartnerId == Partner && !r.ManagedOrder).OrderByDescending(r => r.NameKeyEn).Take(Customers).Select(r => r.Id).ToListAsync();
        return (scope!, customers, await db.Partners.Where(p => p.Id == Partner).Select(p => p.LastSeq).SingleAsync());
    }

    // Every rename began where the one before it ended, and every one that was told to be saved is there.
    private async Task<int> LostAsync(List<Guid> customers, long seq, int saved)
    {
        await using var db = await factory.CreateDbContextAsync();
        var (lost, told) = (0, 0);
        foreach (var customer in customers)
        {
            var renames = await db.Journal.AsNoTracking()
                .Where(e => e.PartnerId == Partner && e.CustomerId == customer && e.PartnerSeq > seq && e.Kind == JournalKinds.CustomerRenamed)
                .OrderBy(e => e.PartnerSeq).Select(e => e.Payload).ToListAsync();
            var payloads = renames.Select(StoreJson.Read<JournalPayload>).ToList();
            told += payloads.Count;
            lost += payloads.Zip(payloads.Skip(1)).Count(pair => pair.First.After != pair.Second.Before);
        }
        return lost + Math.Abs(saved - told);
    }
}
