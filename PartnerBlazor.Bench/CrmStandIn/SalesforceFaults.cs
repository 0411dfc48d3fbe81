namespace PartnerBlazor.Bench.CrmStandIn;

/// <summary>What is to go wrong at the stand-in of the CRM.</summary>
public sealed class SalesforceFaults
{
    private readonly Lock _lock = new();
    private readonly List<(string Path, int Status, string Code)> _next = [];
    private readonly Dictionary<string, (string Code, bool Together)> _refused = [];

    /// <summary>Lets the next requests fail.</summary>
    /// <param name="path">What their path contains.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="status">With which status; 0: the connection breaks after it was done.</param>
    /// <param name="code">With which word.</param>
    public void Next(string path, int count, int status, string code = "UNKNOWN_EXCEPTION")
    {
        lock (_lock)
            for (var i = 0; i < count; i++)
                _next.Add((path, status, code));
    }

    /// <summary>Lets an account refuse every name with a word, until it is told otherwise; null: it takes them again.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="code">The word.</param>
    /// <param name="together">Only where others are in the same call, as code of the organisation's own may.</param>
    public void Refuse(string accountId, string? code, bool together = false)
    {
        lock (_lock)
            if (code is null)
                _refused.Remove(accountId);
            else
                _refused[accountId] = (code, together);
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _next.Clear();
            _refused.Clear();
        }
    }

    internal (int Status, string Code)? Take(string path)
    {
        lock (_lock)
        {
            var at = _next.FindIndex(fault => path.Contains(fault.Path, StringComparison.Ordinal));
            if (at < 0)
                return null;
            var fault = _next[at];
            _next.RemoveAt(at);
            return (fault.Status, fault.Code);
        }
    }

    internal string? WhyNot(string accountId, bool alone)
    {
        lock (_lock)
            return _refused.TryGetValue(accountId, out var refused) && !(refused.Together && alone) ? refused.Code : null;
    }
}
