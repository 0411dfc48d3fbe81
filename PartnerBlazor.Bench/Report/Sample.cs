namespace PartnerBlazor.Bench.Report;

/// <summary>Measured values of one thing.</summary>
public sealed class Sample
{
    private readonly List<double> _values = [];

    /// <summary>How many there are.</summary>
    public int Count => _values.Count;

    /// <summary>The middle one.</summary>
    public double Median => At(0.5);

    /// <summary>The greatest.</summary>
    public double Max => At(1);

    /// <summary>Adds a value.</summary>
    public void Add(double value) => _values.Add(value);

    /// <summary>Adds values.</summary>
    public void Add(IEnumerable<double> values) => _values.AddRange(values);

    /// <summary>The value that a share of them does not exceed (nearest rank).</summary>
    public double At(double share)
    {
        if (_values.Count == 0)
            return double.NaN;
        var sorted = _values.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }
}
