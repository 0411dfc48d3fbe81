using Microsoft.AspNetCore.Builder;
using PartnerBlazor.Live;

namespace PartnerBlazor.Bench.Server;

/// <summary>What the bench asks its server, over loopback.</summary>
public static class Questions
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(WebApplication site, ChangeFeed feed, QueryCount queries, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(site);
        site.MapGet("/bench/meter", (bool collect) => Meter.Read(feed, queries, collect));
        site.MapPost("/bench/shown", (DateOnly end) => changes.ShownAsync(end));
        site.MapPost("/bench/far", (DateOnly end) => changes.FarAsync(end));
        site.MapPost("/bench/unseen", changes.UnseenAsync);
        site.MapPost("/bench/burst", (int changed, DateOnly last, int perSecond) => changes.BurstAsync(changed, last, perSecond));
    }
}

/// <summary>A burst was made.</summary>
/// <param name="Last">Its last change.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record Burst(Committed Last, double Seconds);
