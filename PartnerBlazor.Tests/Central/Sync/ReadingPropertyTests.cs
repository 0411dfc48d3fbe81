using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PartnerBlazor.Central.Sync;

namespace PartnerBlazor.Tests.Central.Sync;

/// <summary>
/// Whatever pages a list comes in, and whoever comes (customers at its end, alerts at its beginning) or goes while it is read: who was there all the time is never missing from a reading that calls
/// itself whole. Where some come and others go at once that cannot be known; whom a list lacks is asked for before anything is concluded (<see cref="MissingCustomersTests"/>).
/// </summary>
public sealed class ReadingPropertyTests
{
    // Of a customer with more, nobody says that it is all.
    private const int MostPages = 20;

    private static readonly DateTime s_noon = new(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_list_that_stands_still_is_read_whole_in_whatever_pages() =>
        Gen.Select(Gen.Int[1, 260], Gen.Int[1, 100]).Sample((count, size) =>
        {
            var ids = Ids(count);
            var reading = Read(size, _ => ids);
            return reading.IsComplete && reading.Ids.SetEquals(ids);
        }, iter: 300);

    [Fact]
    public void Who_was_there_all_the_time_is_in_every_list_that_calls_itself_complete() =>
        Gen.Select(Gen.Int[1, 120], Gen.Int[1, 40], Gen.Bool, Gen.Select(Gen.Int[0, 6], Gen.Int[0, 200]).Array[0, 6]).Sample((count, size, adds, changes) =>
        {
            var now = Ids(count);
            HashSet<Guid> stayed = [.. now];
            var reading = Read(size, page =>
            {
                foreach (var (_, at) in changes.Where(change => change.Item1 == page))
                {
                    if (adds)
                        now.Add(Guid.NewGuid());
                    else if (now.Count > 0)
                    {
                        stayed.Remove(now[at % now.Count]);
                        now.RemoveAt(at % now.Count);
                    }
                }
                return now;
            });
            return !reading.IsComplete || reading.Ids.IsSupersetOf(stayed);
        }, iter: 2000);

    [Fact]
    public void Alerts_that_were_open_all_the_time_are_in_every_reading_that_calls_itself_whole() =>
        Gen.Select(Gen.Int[0, 60], Gen.Frequency((1, Gen.Int[1, 3]), (2, Gen.Int[1, 20])), Gen.Bool, Gen.Select(Gen.Int[0, 6], Gen.Int[0, 100]).Array[0, 5]).Sample((count, size, adds, changes) =>
        {
            var now = Enumerable.Range(0, count).Select(i => $"a{i}").ToList();
            HashSet<string> stayed = [.. now];
            var reading = new AlertReading(Guid.Empty, null);
            var (page, last) = (0, "");
            do
            {
                foreach (var (_, at) in changes.Where(change => change.Item1 == page))
                {
                    if (adds)
                        now.Insert(0, $"new{page}-{at}-{now.Count}");
                    else if (now.Count > 0)
                    {
                        stayed.Remove(now[at % now.Count]);
                        now.RemoveAt(at % now.Count);
                    }
                }
                // The key is where the last page ended: by number, as the vendor's are.
                var from = page * size;
                var some = now.Skip(from).Take(size).ToList();
                last = from + some.Count < now.Count ? $"key{page}" : "";
                if (!reading.Take(AlertPage(some, now.Count, last, page == 0), s_noon))
                    return false;
                page++;
            }
            while (reading.NextKey is not null);
            var told = reading.Told();
            return (!told.All || stayed.IsSubsetOf(told.Open.Select(alert => alert.Id))) && (changes.Length > 0 || told.All || page == MostPages);
        }, iter: 10_000);

    [Fact]
    public void However_often_it_is_asked_and_however_far_the_clocks_are_apart_no_alert_falls_between_two_windows() =>
        Gen.Select(Gen.Int[1, 600].Array[1, 30], Gen.Int[0, 3000], Gen.Int[0, 59], Gen.Int[0, 90]).Sample((pauses, minute, late, behind) =>
        {
            // It is told up to an hour after it was raised, by a clock that is so far behind ours.
            var (raised, known, told, asked) = (s_noon.AddMinutes(minute), s_noon.AddMinutes(minute + late), false, s_noon);
            foreach (var pause in pauses)
            {
                var from = AlertAsk.WindowFrom(asked, TimeSpan.FromMinutes(behind));
                asked = asked.AddMinutes(pause);
                told |= raised.AddMinutes(-behind) >= from && known <= asked;
            }
            return told || known > asked;
        }, iter: 2000);

    private static List<Guid> Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];

    private static EstateReading Read(int size, Func<int, List<Guid>> at)
    {
        var reading = new EstateReading();
        while (reading.NextPage is { } page)
        {
            var now = at(page);
            var answer = new JsonObject
            {
                ["items"] = new JsonArray([.. now.Skip((page - 1) * size).Take(size).Select(id => new JsonObject { ["id"] = $"{id}" })]),
                ["pages"] = new JsonObject { ["current"] = page, ["size"] = size, ["maxSize"] = 100 },
            };
            if (page == 1)
                (answer["pages"]!["items"], answer["pages"]!["total"]) = (now.Count, (now.Count + size - 1) / size);
            reading.Take(JsonDocument.Parse(answer.ToJsonString()).RootElement);
        }
        return reading;
    }

    private static JsonElement AlertPage(List<string> ids, int all, string next, bool counted)
    {
        var pages = new JsonObject { ["size"] = 50 };
        if (counted)
            pages["items"] = all;
        if (next.Length > 0)
            pages["nextKey"] = next;
        return JsonDocument.Parse(new JsonObject
        {
            ["items"] = new JsonArray([.. ids.Select(id => new JsonObject { ["id"] = id, ["type"] = "Rule", ["tenant"] = new JsonObject { ["id"] = $"{Guid.Empty}" } })]),
            ["pages"] = pages,
        }.ToJsonString()).RootElement;
    }
}
