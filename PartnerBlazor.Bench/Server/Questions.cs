using Microsoft.AspNetCore.Builder;
using PartnerBlazor.Live;

namespace PartnerBlazor.Bench.Server;

/// <summary>What the bench asks its server, over loopback.</summary>
public static class Questions
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(WebApplication site, ChangeFeed feed, QueryCount queries, Changes changes, Editors editors)
    {
        ArgumentNullException.ThrowIfNull(site);
        site.MapGet("/bench/meter", (bool collect) => Meter.Read(feed, queries, collect));
        site.MapPost("/bench/shown", (DateOnly end) => changes.ShownAsync(end));
        site.MapPost("/bench/far", (DateOnly end) => changes.FarAsync(end));
        site.MapPost("/bench/unseen", changes.UnseenAsync);
        site.MapPost("/bench/feed", (int perSecond, int seconds) => changes.FeedAsync(perSecond, TimeSpan.FromSeconds(seconds)));
        site.MapPost("/bench/edit", (int people, int seconds) => editors.EditAsync(people, TimeSpan.FromSeconds(seconds)));
        site.MapPost("/bench/burst", (int changed, DateOnly last, int perSecond) => changes.BurstAsync(changed, last, perSecond));
    }
}
