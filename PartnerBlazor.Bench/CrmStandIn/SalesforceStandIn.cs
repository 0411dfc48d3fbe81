using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PartnerBlazor.Bench.StandIn;

namespace PartnerBlazor.Bench.CrmStandIn;

/// <summary>
/// Stands in for the REST API of Salesforce: both sign-ins, questions for accounts, and new names for many at once, with its shapes of answers and errors. Nothing it says
/// comes from Salesforce, and nothing leaves the machine.
/// </summary>
public sealed class SalesforceStandIn : IAsyncDisposable
{
    private const int MostAtOnce = 200;

    private const int MaxName = 255;

    private readonly WebApplication _site;
    private readonly SalesforceStandInOptions _options;
    private readonly SalesforceSignIn _signIn;
    private readonly List<string> _requests = [];
    private int _used;

    private SalesforceStandIn(SalesforceStandInOptions options)
    {
        _options = options;
        _site = StandInHost.Build(options.Port);
        _signIn = new SalesforceSignIn(options, () => Address);
        _site.Use(KeepAsync);
        _site.MapPost("/services/oauth2/token", (Delegate)_signIn.TokenAsync);
        var data = _site.MapGroup($"/services/data/v{options.ApiVersion}");
        data.AddEndpointFilter(GuardAsync);
        data.MapGet("/query", (string? q) => Page(SoqlQuestion.Read(q), 0, q));
        data.MapGet("/query/{cursor}", (string cursor) => cursor.Split('-', 2) is [var at, var q] && int.TryParse(at, CultureInfo.InvariantCulture, out var from)
            ? Page(SoqlQuestion.Read(Text(q)), from, Text(q)) : Error(400, "INVALID_QUERY_LOCATOR"));
        data.MapPatch("/composite/sobjects", (Delegate)RenameAsync);
        _site.UseStatusCodePages(refused => Error(refused.HttpContext.Response.StatusCode, "NOT_FOUND").ExecuteAsync(refused.HttpContext));
    }

    /// <summary>Where it is.</summary>
    public Uri Address => StandInHost.AddressOf(_site);

    /// <summary>The accounts.</summary>
    public SalesforceAccounts Accounts { get; } = new();

    /// <summary>What is to go wrong.</summary>
    public SalesforceFaults Faults { get; } = new();

    /// <summary>What was asked so far: method, path and status.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <summary>Every token that was given out and not withdrawn.</summary>
    public IReadOnlyList<string> Tokens => _signIn.Tokens;

    /// <summary>Withdraws every token, as a session that timed out.</summary>
    public void ForgetTokens() => _signIn.Forget();

    /// <summary>Starts one.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<SalesforceStandIn> StartAsync(SalesforceStandInOptions? options = null)
    {
        var standIn = new SalesforceStandIn(options ?? new SalesforceStandInOptions());
        try
        {
            await standIn._site.StartAsync();
            return standIn;
        }
        catch
        {
            await standIn.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private async Task KeepAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            http.Response.Headers["Sforce-Limit-Info"] = string.Create(CultureInfo.InvariantCulture, $"api-usage={_used}/{_options.Allowed}");
            var line = string.Create(CultureInfo.InvariantCulture, $"{http.Request.Method} {http.Request.Path} {http.Response.StatusCode}");
            lock (_requests)
                _requests.Add(line);
            _options.Answered?.Invoke(line);
            return Task.CompletedTask;
        });
        if (Faults.Take(http.Request.Path) is not { } fault)
            await next(http);
        else if (fault.Status > 0)
            await Error(fault.Status, fault.Code).ExecuteAsync(http);
        else
        {
            var wire = http.Response.Body;
            using var unsaid = new MemoryStream();
            http.Response.Body = unsaid;
            await next(http);
            http.Response.Body = wire;
            http.Abort();
        }
    }

    private async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!_signIn.Knows(context.HttpContext.Request.Headers.Authorization))
            return Error(401, "INVALID_SESSION_ID", "Session expired or invalid");
        return Interlocked.Increment(ref _used) > _options.Allowed ? Error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.") : await next(context);
    }

    private IResult Page(SoqlQuestion? question, int from, string? soql)
    {
        if (question is null)
            return Error(400, "MALFORMED_QUERY");
        if (question.Fields.Append(question.Where ?? "Id").FirstOrDefault(field => field is not ("Id" or "Name") && field != _options.ExternalIdField) is { } unknown)
            return Error(400, "INVALID_FIELD", $"No such column '{unknown}' on entity 'Account'.");
        var found = Accounts.All.Where(account => question.Where is null || Has(account, question)).Take(question.Limit ?? int.MaxValue).ToList();
        var page = found.Skip(from).Take(_options.PageSize).ToList();
        var answer = new JsonObject
        {
            ["totalSize"] = found.Count,
            ["done"] = from + page.Count >= found.Count,
            ["records"] = new JsonArray([.. page.Select(account => Of(account, question.Fields))]),
        };
        if (from + page.Count < found.Count)
            answer["nextRecordsUrl"] = $"/services/data/v{_options.ApiVersion}/query/{from + page.Count}-{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(soql!))}";
        return Results.Text(answer.ToJsonString(), "application/json");
    }

    private static string Text(string hex) => System.Text.Encoding.UTF8.GetString(Convert.FromHexString(hex));

    // Texts are compared without regard to case, as the CRM does.
    private static bool Has(SalesforceAccount account, SoqlQuestion question)
    {
        var value = question.Where switch { "Id" => account.Id, "Name" => account.Name, _ => account.External };
        return value is not null && question.Values.Any(wanted => wanted.Equals(value, StringComparison.OrdinalIgnoreCase)
            || (question.Where == "Id" && wanted.Length == 15 && value.StartsWith(wanted, StringComparison.Ordinal)));
    }

    private JsonObject Of(SalesforceAccount account, IReadOnlyList<string> fields)
    {
        var written = new JsonObject { ["attributes"] = new JsonObject { ["type"] = "Account", ["url"] = $"/services/data/v{_options.ApiVersion}/sobjects/Account/{account.Id}" } };
        foreach (var field in fields)
            written[field] = field switch { "Id" => account.Id, "Name" => account.Name, _ => account.External };
        return written;
    }

    private async Task<IResult> RenameAsync(HttpContext http)
    {
        JsonNode? body;
        try
        {
            body = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        }
        catch (JsonException)
        {
            return Error(400, "JSON_PARSER_ERROR");
        }
        if (body?["records"] is not JsonArray records || records.Count is 0 or > MostAtOnce || records.Any(record => (string?)record?["attributes"]?["type"] != "Account"))
            return Error(400, "INVALID_INPUT");
        // The whole list is refused when one is in it twice.
        if (records.Select(record => (string?)record!["id"]).Distinct().Count() != records.Count)
            return Error(400, "INVALID_INPUT", "duplicate id in list");
        return Results.Text(new JsonArray([.. records.Select(record => Rename((string?)record!["id"] ?? "", (string?)record["Name"] ?? "", records.Count == 1))]).ToJsonString(), "application/json");
    }

    private JsonObject Rename(string id, string name, bool alone)
    {
        var why = Faults.WhyNot(id, alone) ?? (string.IsNullOrWhiteSpace(name) ? "REQUIRED_FIELD_MISSING" : name.Length > MaxName ? "STRING_TOO_LONG" : Accounts.Rename(id, name) ? null : "ENTITY_IS_DELETED");
        return why is null
            ? new JsonObject { ["id"] = id, ["success"] = true, ["errors"] = new JsonArray() }
            : new JsonObject { ["success"] = false, ["errors"] = new JsonArray(new JsonObject { ["statusCode"] = why, ["message"] = "not done", ["fields"] = new JsonArray() }) };
    }

    private static IResult Error(int status, string code, string message = "not done") =>
        Results.Text(new JsonArray(new JsonObject { ["message"] = message, ["errorCode"] = code }).ToJsonString(), "application/json", statusCode: status);
}
