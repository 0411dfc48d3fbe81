using System.Globalization;
using Microsoft.AspNetCore.Builder;

namespace PartnerBlazor.Bench.StandIn;

/// <summary>
/// Stands in for the vendor's API (domain.md B): a global and a regional address on this machine, with the vendor's rules, words and
/// oddities. Nothing it says comes from the vendor, and nothing leaves the machine.
/// </summary>
public sealed class CentralStandIn : IAsyncDisposable
{
    private readonly WebApplication _global;
    private readonly WebApplication _regional;
    private readonly RequestLog _log;
    private readonly TokenDesk _tokens;

    private CentralStandIn(StandInEstate estate, StandInOptions options)
    {
        Estate = estate;
        _log = new RequestLog(options);
        var answers = new StandInAnswers(estate, options.Time);
        _tokens = new TokenDesk(options, answers);
        var gate = new Gate(options, estate, answers, _tokens, new LimitWindow(options.Limits, options.Time));
        _global = StandInHost.Build(options.GlobalPort);
        _regional = StandInHost.Build(options.RegionalPort);
        Prepare(_global, answers, options.Time, regional: false);
        Prepare(_regional, answers, options.Time, regional: true);
        var customers = new CustomerJson(estate, options, () => RegionalAddress);
        new GlobalCalls(estate, options, answers, gate, () => (GlobalAddress, RegionalAddress)).Map(_global, _tokens);
        new CustomerCalls(estate, options, answers, customers, gate).Map(_global);
        new AlertCalls(estate, options, answers, gate).Map(_regional);
        new HealthCalls(answers, gate).Map(_regional);
    }

    /// <summary>Where the token, the customers and the licences are.</summary>
    public Uri GlobalAddress => StandInHost.AddressOf(_global);

    /// <summary>Where the alerts and the health are, for every customer of the regions it serves.</summary>
    public Uri RegionalAddress => StandInHost.AddressOf(_regional);

    /// <summary>Where the token is asked for.</summary>
    public Uri TokenAddress => new(GlobalAddress, "api/v2/oauth2/token");

    /// <summary>The customers.</summary>
    public StandInEstate Estate { get; }

    /// <summary>What is to go wrong.</summary>
    public StandInFaults Faults { get; } = new();

    /// <summary>What was asked so far, in the order it came.</summary>
    public IReadOnlyList<StandInRequest> Requests => _log.Requests;

    /// <summary>Starts one.</summary>
    /// <param name="estate">The customers.</param>
    /// <param name="options">The rest; null: as usual.</param>
    /// <exception cref="IOException">A port is in use.</exception>
    public static async Task<CentralStandIn> StartAsync(StandInEstate estate, StandInOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(estate);
        var standIn = new CentralStandIn(estate, options ?? new StandInOptions());
        try
        {
            await standIn._global.StartAsync();
            await standIn._regional.StartAsync();
            return standIn;
        }
        catch
        {
            await standIn.DisposeAsync();
            throw;
        }
    }

    /// <summary>Forgets what was asked so far.</summary>
    public void ForgetRequests() => _log.Clear();

    /// <summary>Every token that was given out and not withdrawn: to look for where none must be.</summary>
    public IReadOnlyList<string> Tokens => _tokens.Tokens;

    /// <summary>Withdraws every token it has given out.</summary>
    public void ForgetTokens() => _tokens.Forget();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _global.DisposeAsync();
        await _regional.DisposeAsync();
    }

    private void Prepare(WebApplication site, StandInAnswers answers, TimeProvider time, bool regional)
    {
        site.Use((http, next) => _log.KeepAsync(http, next, regional));
        site.Use((http, next) =>
        {
            // By its own clock, as everything it says of time.
            http.Response.Headers.Date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
            return next(http);
        });
        site.Use(async (http, next) =>
        {
            try
            {
                await (Faults.Take(http.Request) is { } fault ? fault.PlayAsync(http, next, answers, time) : next(http));
            }
            catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
            {
                // Whoever asked has gone; nobody is left to answer.
            }
        });
        // What no call of ours answers is refused in the standard body too.
        site.UseStatusCodePages(async refused => await answers.Refusal(
            refused.HttpContext.Response.StatusCode,
            regional && refused.HttpContext.Request.Path.StartsWithSegments("/licenses") ? $"Unable to identify proxy for host: {refused.HttpContext.Request.Host}" : null)
            .ExecuteAsync(refused.HttpContext));
    }
}
