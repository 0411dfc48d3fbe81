using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PartnerBlazor.Crm.Client;
using PartnerBlazor.Delivery;
using PartnerBlazor.Settings;
using PartnerBlazor.Store;

namespace PartnerBlazor.Crm;

/// <summary>
/// Tells Salesforce the names of customers: many with one call, each account for itself. Only what it says of one account is final for that name; whatever it says of the
/// whole call is waited out. What it did not confirm is not delivered.
/// </summary>
public sealed class SalesforceReceiver(CrmClient client, CrmLink link, CrmMatching matching, CrmMatchWrites writes, IDbContextFactory<PartnerDb> factory, IOptions<SalesforceOptions> options) : IReceiver
{
    // A name that was on its way when the answer broke off may still arrive: a newer one does not overtake it.
    private static readonly TimeSpan s_settles = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_rest = TimeSpan.FromMinutes(1);

    // Not there, and so not found again; one that may only not be seen would be.
    private static readonly string[] s_gone = ["ENTITY_IS_DELETED", "NOT_FOUND"];

    // So many are told for themselves in a round: the others wait for the next one.
    private const int MostAlone = 10;

    // Alone they are told for so long: what was confirmed by then is to be written down before the lane's patience ends.
    private static readonly TimeSpan s_alone = TimeSpan.FromSeconds(20);

    // What others in the same call may have caused: each is told once more for itself.
    private static readonly string[] s_together = ["CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "LIMIT_EXCEEDED", "CANNOT_EXECUTE_FLOW_TRIGGER"];

    // Less where the organisation is too slow for so many.
    private int _most = CrmClient.MostAtOnce;

    /// <inheritdoc/>
    public DeliveryTarget Target => DeliveryTarget.Crm;

    /// <inheritdoc/>
    public int MostAtOnce => Volatile.Read(ref _most);

    /// <inheritdoc/>
    public bool Serves(Partner partner) => (partner ?? throw new ArgumentNullException(nameof(partner))) is { Demo: false, TellsCrm: true } && options.Value.Exists();

    /// <inheritdoc/>
    public async Task<DeliveryAnswer> SendAsync(SentName name, CancellationToken cancel) => (await SendAsync([name], cancel))[0];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeliveryAnswer>> SendAsync(IReadOnlyList<SentName> names, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(names);
        var partnerId = names[0].PartnerId;
        var ids = names.Select(name => name.CustomerId).ToList();
        if (!await link.IsOursAsync(partnerId, cancel))
            return All(names, NotNow());
        var accounts = await AccountsAsync(ids, cancel);
        var without = new DeliveryAnswer(RefusalCodes.CrmUnmatched, Final: true);
        if (accounts.Count < ids.Count)
        {
            // Who has none that can be found now holds up nobody who has one.
            if (!await matching.RunAsync(partnerId, [.. ids.Where(id => !accounts.ContainsKey(id))], leavesRest: false, cancel))
                without = NotNow() with { OfThisName = accounts.Count > 0 };
            accounts = await AccountsAsync(ids, cancel);
        }
        var answers = await TellAsync(partnerId, [.. names.Where(name => accounts.ContainsKey(name.CustomerId))], accounts, cancel);
        return [.. names.Select(name => answers.GetValueOrDefault(name.CustomerId, without))];
    }

    private static DeliveryAnswer[] All(IReadOnlyList<SentName> names, DeliveryAnswer answer) => [.. names.Select(_ => answer)];

    private DeliveryAnswer NotNow() => new(CrmLink.ProblemOf(link.Status.State)) { NotBefore = link.Status.State == CrmLinkState.Limited ? CrmFaults.Rest : s_rest };

    private async Task<Dictionary<Guid, DeliveryAnswer>> TellAsync(int partnerId, List<SentName> names, Dictionary<Guid, CrmAccount> accounts, CancellationToken cancel)
    {
        if (names.Count == 0)
            return [];
        var reply = await client.RenameAsync([.. names.Select(name => (accounts[name.CustomerId].AccountId!, name.Name))], cancel);
        link.Tell(reply);
        if (reply.Meaning is CrmMeaning.Done or CrmMeaning.Silent)
            Volatile.Write(ref _most, reply.Meaning == CrmMeaning.Silent ? Math.Max(1, names.Count / 2) : Math.Clamp(names.Count * 2, _most, CrmClient.MostAtOnce));
        if (reply.Meaning != CrmMeaning.Done || Words(reply.Body) is not { } words || words.Count != names.Count)
        {
            var answer = reply.Meaning == CrmMeaning.Done ? DeliveryAnswer.Silent with { NotBefore = s_settles } : NotNow();
            return names.ToDictionary(name => name.CustomerId, _ => answer);
        }
        Dictionary<Guid, DeliveryAnswer> answers = [];
        var (alone, silent) = (0, false);
        using var alike = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        alike.CancelAfter(s_alone);
        foreach (var (name, word) in names.Zip(words))
        {
            if (names.Count == 1 || !s_together.Contains(word))
                answers[name.CustomerId] = await AnswerAsync(partnerId, name, accounts[name.CustomerId], word);
            else if (!silent && alone++ < MostAlone)
            {
                answers[name.CustomerId] = await AloneAsync(partnerId, name, accounts, alike.Token);
                silent = answers[name.CustomerId] is { Problem: not null, Final: false, OfThisName: false };
            }
            else
                answers[name.CustomerId] = DeliveryAnswer.Silent with { OfThisName = true };
        }
        await writes.NamedAsync(names.Where(name => answers[name.CustomerId].Problem is null).ToDictionary(name => name.CustomerId, name => (accounts[name.CustomerId].AccountId!, name.Name)));
        return answers;
    }

    private async Task<DeliveryAnswer> AloneAsync(int partnerId, SentName name, Dictionary<Guid, CrmAccount> accounts, CancellationToken cancel)
    {
        try
        {
            return (await TellAsync(partnerId, [name], accounts, cancel))[name.CustomerId];
        }
        catch (OperationCanceledException)
        {
            return DeliveryAnswer.Silent with { NotBefore = s_settles };
        }
    }

    private async Task<DeliveryAnswer> AnswerAsync(int partnerId, SentName name, CrmAccount account, string word)
    {
        if (word.Length == 0)
            return DeliveryAnswer.Done;
        if (CrmFaults.Passes(word))
            return DeliveryAnswer.Silent with { OfThisName = true };
        if (word == "INVALID_CROSS_REFERENCE_KEY")
            return new DeliveryAnswer(RefusalCodes.CrmGone, Final: true);
        if (!s_gone.Contains(word))
            return DeliveryAnswer.Refused;
        if (account.By == CrmMatch.Person)
            return new DeliveryAnswer(RefusalCodes.CrmGone, Final: true);
        // Looked for anew with the next attempt.
        await writes.GoneAsync(partnerId, name.CustomerId, account.AccountId!);
        return DeliveryAnswer.Silent with { OfThisName = true };
    }

    // One word for each account, in order: empty where it was done. Null: that is no such answer.
    private static List<string>? Words(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Array)
            return null;
        List<string> words = [];
        foreach (var item in body.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("success", out var success) || success.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                return null;
            words.Add(success.GetBoolean() ? "" : item.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0 && errors[0].ValueKind == JsonValueKind.Object
                ? CrmFaults.Text(errors[0], "statusCode") ?? "UNKNOWN" : "UNKNOWN");
        }
        return words;
    }

    private async Task<Dictionary<Guid, CrmAccount>> AccountsAsync(List<Guid> customerIds, CancellationToken cancel)
    {
        await using var db = await factory.CreateDbContextAsync(cancel);
        return await db.CrmAccounts.AsNoTracking().Where(a => customerIds.Contains(a.CustomerId) && a.AccountId != null).ToDictionaryAsync(a => a.CustomerId, cancel);
    }
}
