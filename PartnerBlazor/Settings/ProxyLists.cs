using System.Net;

namespace PartnerBlazor.Settings;

/// <summary>Reads the lists of <see cref="ProxyOptions"/>.</summary>
public static class ProxyLists
{
    /// <summary>The addresses; null when one of them is none.</summary>
    public static IReadOnlyList<IPAddress>? Addresses(string list) =>
        Read<IPAddress>(list, text => IPAddress.TryParse(text, out var address) ? address : null);

    /// <summary>The networks; null when one of them is none, or is everybody (<c>0.0.0.0/0</c>).</summary>
    public static IReadOnlyList<IPNetwork>? Networks(string list) =>
        Read<object>(list, text => IPNetwork.TryParse(text, out var network) && network.PrefixLength > 0 ? network : null)?.Cast<IPNetwork>().ToList();

    private static List<T>? Read<T>(string list, Func<string, T?> read) where T : class
    {
        ArgumentNullException.ThrowIfNull(list);
        var all = list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(read).ToList();
        return all.Contains(null) ? null : all.ConvertAll(one => one!);
    }
}
