using Microsoft.AspNetCore.Http;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>What is to go wrong, and where. The plan that was made first and fits is played.</summary>
public sealed class StandInFaults
{
    /// <summary>The prefix of every path.</summary>
    public const string Everywhere = "/";

    private readonly Lock _lock = new();
    private readonly List<Plan> _plans = [];

    /// <summary>Lets the next requests fail.</summary>
    /// <param name="pathPrefix">What their path, with its query, begins with.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="method">Their method; null: any.</param>
    public void Next(string pathPrefix, int count, StandInFault fault, string? method = null) =>
        Add(new Plan(pathPrefix, method, fault) { Left = count });

    /// <summary>Lets a share of all requests fail, until <see cref="Clear"/>.</summary>
    /// <param name="pathPrefix">What their path, with its query, begins with.</param>
    /// <param name="share">How many of them, from 0 to 1.</param>
    /// <param name="seed">Makes the chance repeat itself.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="method">Their method; null: any.</param>
    public void Share(string pathPrefix, double share, int seed, StandInFault fault, string? method = null) =>
        Add(new Plan(pathPrefix, method, fault) { Share = share, Chance = new Random(seed) });

    /// <summary>Nothing goes wrong any more.</summary>
    public void Clear()
    {
        lock (_lock)
            _plans.Clear();
    }

    internal StandInFault? Take(HttpRequest request)
    {
        lock (_lock)
        {
            foreach (var plan in _plans)
            {
                if (!plan.Fits(request) || !plan.Strikes())
                    continue;
                if (plan.Left == 0)
                    _plans.Remove(plan);
                return plan.Fault;
            }
            return null;
        }
    }

    private void Add(Plan plan)
    {
        lock (_lock)
            _plans.Add(plan);
    }

    private sealed class Plan(string prefix, string? method, StandInFault fault)
    {
        public StandInFault Fault => fault;

        public int? Left { get; set; }

        public double Share { get; init; }

        public Random? Chance { get; init; }

        public bool Fits(HttpRequest request) =>
            $"{request.Path}{request.QueryString}".StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (method is null || HttpMethods.Equals(request.Method, method));

        public bool Strikes()
        {
            // Chance is good enough: it is to repeat itself, not to keep a secret.
            if (Chance is not null)
                return Chance.NextDouble() < Share;
            Left--;
            return Left >= 0;
        }
    }
}
