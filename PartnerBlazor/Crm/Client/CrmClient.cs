using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Crm.Client;

/// <summary>
/// The REST API of Salesforce, as far as it is needed: accounts are found and renamed. What it says is told by its meaning, never thrown; nothing of a failure is kept but
/// status and word.
/// </summary>
public sealed class CrmClient(HttpClient http, IOptions<SalesforceOptions> options)
{
    /// <summary>Accounts renamed with one call: as many as the API takes in a collection.</summary>
    public const int MostAtOnce = 200;

    // A list that never ends is no list.
    private const int MostPages = 500;

    private string Data => $"/services/data/v{options.Value.ApiVersion}";

    /// <summary>The fields of an account that are read.</summary>
    internal string Fields => options.Value.ExternalIdField is { Length: > 0 } external ? $"Id, Name, {external}" : "Id, Name";

    /// <summary>Accounts that a question finds, all pages of them; <see cref="AccountsOf"/> reads them.</summary>
    /// <param name="soql">The question, by <see cref="Soql"/>.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<(CrmReply Reply, IReadOnlyList<CrmAccountRecord> Accounts)> QueryAsync(string soql, CancellationToken cancel)
    {
        List<CrmAccountRecord> found = [];
        var path = $"{Data}/query?q={Uri.EscapeDataString(soql)}";
        for (var page = 0; page < MostPages; page++)
        {
            var reply = await AskAsync(HttpMethod.Get, path, null, cancel);
            if (reply.Meaning != CrmMeaning.Done)
                return (reply, []);
            if (AccountsOf(reply.Body) is not { } accounts)
                return (reply with { Meaning = CrmMeaning.Silent, Fault = new CrmFault(200, null) }, []);
            found.AddRange(accounts);
            if (NextOf(reply.Body) is not { } next)
                return (reply, found);
            path = next;
        }
        return (new CrmReply(CrmMeaning.Silent) { Fault = new CrmFault(200, null) }, []);
    }

    /// <summary>Renames accounts, each for itself: that one is refused does not hold up the others. Sent twice, it does no harm.</summary>
    /// <param name="accounts">At most <see cref="MostAtOnce"/>, each id once.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CrmReply> RenameAsync(IReadOnlyCollection<(string Id, string Name)> accounts, CancellationToken cancel) =>
        AskAsync(HttpMethod.Patch, $"{Data}/composite/sobjects", JsonContent.Create(
            new
            {
                allOrNone = false,
                records = accounts.Select(account => new Dictionary<string, object> { ["attributes"] = new { type = "Account" }, ["id"] = account.Id, ["Name"] = account.Name }),
            },
            new MediaTypeHeaderValue("application/json"), JsonSerializerOptions.Default), cancel);

    private IReadOnlyList<CrmAccountRecord>? AccountsOf(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("records", out var records) || records.ValueKind != JsonValueKind.Array)
            return null;
        var external = options.Value.ExternalIdField;
        return [.. records.EnumerateArray().Where(record => TextOf(record, "Id") is not null)
            .Select(record => new CrmAccountRecord(TextOf(record, "Id")!, TextOf(record, "Name") ?? "", external.Length > 0 ? TextOf(record, external) : null))];
    }

    // A path of the same API, whatever it says.
    private static string? NextOf(JsonElement body) => TextOf(body, "nextRecordsUrl") is { } next && next.StartsWith("/services/data/", StringComparison.Ordinal) ? next : null;

    private static string? TextOf(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private async Task<CrmReply> AskAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancel)
    {
        // The host is put in its place by the handler.
        using var request = new HttpRequestMessage(method, new Uri(new Uri(options.Value.LoginUrl), path)) { Content = content };
        // A rule that only warns of duplicates would refuse the name: nobody is there to be warned.
        request.Headers.Add("Sforce-Duplicate-Rule-Header", "allowSave=true");
        try
        {
            using var answer = await http.SendAsync(request, cancel);
            var usage = CrmFaults.UsageOf(answer.Headers);
            if (answer.IsSuccessStatusCode)
            {
                using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
                return new CrmReply(CrmMeaning.Done) { Body = body.RootElement.Clone(), Usage = usage };
            }
            var code = await CrmFaults.CodeOfAsync(answer, cancel);
            return new CrmReply(CrmFaults.Of((int)answer.StatusCode, code)) { Fault = new CrmFault((int)answer.StatusCode, code), Usage = usage };
        }
        catch (CrmCallException refusal)
        {
            return new CrmReply(refusal.Meaning) { Fault = refusal.Fault };
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new CrmReply(CrmMeaning.Silent) { Fault = new CrmFault((int?)(error as HttpRequestException)?.StatusCode, null) };
        }
    }
}
