namespace PartnerBlazor.Bench.StandIn;

/// <summary>A request the stand-in got. Tokens and secrets are taken out of it before it is kept.</summary>
/// <param name="Regional">It came to the regional address.</param>
/// <param name="Method">Method.</param>
/// <param name="Path">Path with query.</param>
/// <param name="Headers">The headers of interest that were there, for example <c>X-Tenant-ID</c>.</param>
/// <param name="Body">Body.</param>
/// <param name="At">When it came, by the stand-in's clock.</param>
public sealed record StandInRequest(
    bool Regional, string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body, DateTimeOffset At)
{
    /// <summary>The status it was answered with; null: not answered yet.</summary>
    public int? Status { get; internal set; }
}
