namespace PartnerBlazor.Settings;

/// <summary>Every address the server is told to listen on.</summary>
internal static class ListenAddresses
{
    /// <summary>The addresses, each with the setting that says so.</summary>
    public static IEnumerable<(string Setting, string Value)> Of(IConfiguration configuration)
    {
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
            if (endpoint["Url"] is { Length: > 0 } url)
                yield return ($"Kestrel:Endpoints:{endpoint.Key}:Url", url);
        var urls = Parts(configuration["Urls"]);
        foreach (var url in urls)
            yield return ("Urls", url);
        // Ports count only where no address is given; they mean every interface.
        foreach (var name in urls.Length > 0 ? [] : new[] { "HTTP_PORTS", "HTTPS_PORTS" })
            foreach (var port in Parts(configuration[name]))
                yield return (name, $"*:{port}");
    }

    /// <summary>The address as the server reads it; null when it cannot.</summary>
    public static BindingAddress? Read(string address)
    {
        try
        {
            var read = BindingAddress.Parse(address.Contains("://", StringComparison.Ordinal) ? address : $"http://{address}");
            return read.Scheme.ToUpperInvariant() is "HTTP" or "HTTPS" && read.Port is >= 0 and <= ushort.MaxValue ? read : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string[] Parts(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
