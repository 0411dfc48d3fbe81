using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PartnerBlazor.Store;

namespace PartnerBlazor.Doctor;

/// <summary>What the database holds.</summary>
/// <param name="Line">The line.</param>
/// <param name="VendorIds">The vendor's ids of the partners in it.</param>
/// <param name="CrmOrganizations">Their organisations in the CRM.</param>
internal sealed record DatabaseFound(Diagnosis Line, IReadOnlyList<Guid> VendorIds, IReadOnlyList<string> CrmOrganizations);

/// <summary>Looks at the database without taking or changing it: whether it is there, whole, of this program's age, and may be written.</summary>
internal static class DatabaseCheck
{
    private const long LowBytes = 1L << 30;

    /// <summary>Looks at it.</summary>
    public static async Task<DatabaseFound> LookAsync(string path, CancellationToken cancel)
    {
        if (!File.Exists(path))
            return new DatabaseFound(Line(Finding.Note, $"{path} does not exist yet: the portal makes it at its first start."), [], []);
        DatabaseFound? found = null;
        try
        {
            await StoreSetup.GuardAsync(path, async () =>
            {
                await StoreSetup.CheckAsync(path, cancel);
                // The portal may hold the file open; who may not write it finds out here.
                await using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
                {
                }
                found = await ReadAsync(path, cancel);
            });
            return found!;
        }
        catch (StoreUnusableException error)
        {
            return new DatabaseFound(Line(Finding.Fault, error.Message), [], []);
        }
    }

    private static async Task<DatabaseFound> ReadAsync(string path, CancellationToken cancel)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 10 };
        await using var db = new PartnerDb(new DbContextOptionsBuilder<PartnerDb>().UseSqlite(settings.ToString()).Options);
        var known = db.Database.GetMigrations().ToHashSet();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        StoreSetup.DemandKnown(path, known, applied);
        if (applied.Count < known.Count)
            return new DatabaseFound(Line(Finding.Note, $"{path} is whole and of an older program: the next start of the portal brings it up to date and keeps a copy."), [], []);
        var partners = await db.Partners.AsNoTracking().ToListAsync(cancel);
        var customers = await db.CustomerRows.CountAsync(cancel);
        var size = new FileInfo(path).Length;
        var free = new DriveInfo(Path.GetFullPath(path)).AvailableFreeSpace;
        var what = string.Create(CultureInfo.InvariantCulture, $"{path} is whole: {customers:N0} customers, {Megabytes(size)} MB; {Megabytes(free):N0} MB of the disk are free");
        return new DatabaseFound(free < Math.Max(LowBytes, size)
            ? Line(Finding.Note, $"{what}, which is little: an update keeps a copy of it beside. Free some space.")
            : Line(Finding.Ok, $"{what}."), [.. partners.Select(p => p.VendorId).OfType<Guid>()], [.. partners.Select(p => p.CrmOrganization).OfType<string>()]);
    }

    private static long Megabytes(long bytes) => bytes >> 20;

    private static Diagnosis Line(Finding finding, string text) => new("database", finding, text);
}
