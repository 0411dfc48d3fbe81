using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>Pages with numbers, from 1 (domain.md B13): at most a hundred records, and counted only when asked.</summary>
/// <param name="Number">Number of the page.</param>
/// <param name="Size">Records of a page.</param>
/// <param name="Counted">The total was asked for.</param>
internal readonly record struct NumberPage(int Number, int Size, bool Counted)
{
    private const int MaxSize = 100;

    /// <summary>Reads the question; null: it is none.</summary>
    public static NumberPage? Of(IQueryCollection query)
    {
        var page = PageQuestion.Number(query["page"], 1);
        var size = PageQuestion.Number(query["pageSize"], PageQuestion.UsualSize);
        var counted = PageQuestion.Flag(query["pageTotal"]);
        return page is >= 1 && size is >= 1 and <= MaxSize && counted is not null ? new NumberPage(page.Value, size.Value, counted.Value) : null;
    }

    /// <summary>The page of the records.</summary>
    public JsonObject Answer(IReadOnlyList<StandInCustomer> all, Func<StandInCustomer, JsonObject> written)
    {
        var pages = new JsonObject { ["current"] = Number, ["size"] = Size };
        if (Counted)
            (pages["total"], pages["items"]) = ((all.Count + Size - 1) / Size, all.Count);
        pages["maxSize"] = MaxSize;
        var skipped = (int)Math.Min(all.Count, (Number - 1L) * Size);
        return new JsonObject { ["items"] = new JsonArray([.. all.Skip(skipped).Take(Size).Select(written)]), ["pages"] = pages };
    }
}
