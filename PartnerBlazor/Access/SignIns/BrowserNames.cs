namespace PartnerBlazor.Access;

/// <summary>What a browser that calls itself "Mozilla/5.0 (Windows NT …) … Chrome/… Safari/… Edg/…" is called by people: "Edge, Windows".</summary>
public static class BrowserNames
{
    // In this order: most call themselves by the names of others too.
    private static readonly (string Token, string Name)[] s_browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Token, string Name)[] s_systems =
    [
        ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ];

    /// <summary>Browser and system; what it calls itself where neither is known.</summary>
    public static string Of(string agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var known = new[] { In(agent, s_browsers), In(agent, s_systems) }.OfType<string>().ToList();
        return known.Count > 0 ? string.Join(", ", known) : agent;
    }

    private static string? In(string agent, (string Token, string Name)[] known) =>
        Array.Find(known, one => agent.Contains(one.Token, StringComparison.Ordinal)).Name;
}
