using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>What alerts are asked for (domain.md B9): the same whether it came in a query, with commas, or in a body, with arrays.</summary>
internal sealed class AlertQuestion
{
    private const int MaxSize = 1000;
    private static readonly string[] s_severities = ["high", "medium", "low"];
    private readonly Func<string, IReadOnlyList<string>> _asked;

    private AlertQuestion(Func<string, IReadOnlyList<string>> asked) => _asked = asked;

    /// <summary>A moment from which on alerts are wanted.</summary>
    public DateTime From { get; private set; }

    /// <summary>A moment before which alerts are wanted.</summary>
    public DateTime To { get; private set; }

    /// <summary>Alerts of a page.</summary>
    public int Size { get; private set; }

    /// <summary>The most that may be asked for.</summary>
    public static int Most => MaxSize;

    /// <summary>The total was asked for.</summary>
    public bool Counted { get; private set; }

    /// <summary>Where the page begins; null: at the beginning.</summary>
    public string? Key => _asked("pageFromKey") is [var key, ..] ? key : null;

    /// <summary>An order was asked for.</summary>
    public bool Sorts => _asked("sort").Count > 0;

    /// <summary>The order.</summary>
    public AlertOrder Order { get; private set; } = AlertOrder.Usual;

    /// <summary>Reads a query.</summary>
    public static AlertQuestion? Of(IQueryCollection query) =>
        new AlertQuestion(name => [.. query[name].SelectMany(value => value!.Split(',', StringSplitOptions.RemoveEmptyEntries))]).Checked();

    /// <summary>Reads a body; lists stand at its top level.</summary>
    public static AlertQuestion? Of(JsonElement body) =>
        body.ValueKind != JsonValueKind.Object ? null : new AlertQuestion(name =>
            !body.TryGetProperty(name, out var value) ? []
            : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.ToString())]
            : [value.ToString()]).Checked();

    /// <summary>True when an alert is wanted.</summary>
    public bool Wants(StandInAlert alert) =>
        alert.RaisedUtc >= From && alert.RaisedUtc < To
        && Among("groupKey", alert.GroupKey) && Among("product", alert.Product) && Among("category", alert.Category)
        && Among("severity", alert.Severity) && Among("ids", alert.Id.ToString());

    private bool Among(string name, string? value) => _asked(name) is not { Count: > 0 } wanted || wanted.Contains(value, StringComparer.OrdinalIgnoreCase);

    private AlertQuestion? Checked()
    {
        var size = PageQuestion.Number(Text("pageSize"), PageQuestion.UsualSize);
        var counted = PageQuestion.Flag(Text("pageTotal"));
        var (from, to) = (Moment("from", DateTime.MinValue), Moment("to", DateTime.MaxValue));
        var order = _asked("sort") is { Count: > 0 } sort ? AlertOrder.Of(sort) : AlertOrder.Usual;
        if (size is not (>= 1 and <= MaxSize) || counted is null || from is null || to is null || order is null
            || _asked("severity").Any(severity => !s_severities.Contains(severity)))
        {
            return null;
        }
        (Size, Counted, From, To, Order) = (size.Value, counted.Value, from.Value, to.Value, order);
        return this;
    }

    private StringValues Text(string name) => _asked(name) is [var value, ..] ? value : default(StringValues);

    private DateTime? Moment(string name, DateTime otherwise) =>
        _asked(name) is not [var text, ..] ? otherwise
        : DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
