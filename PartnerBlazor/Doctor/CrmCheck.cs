using Microsoft.Extensions.Options;
using PartnerBlazor.Crm.Client;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Doctor;

/// <summary>Asks the CRM whose credentials it was given, and for its field, as the portal does.</summary>
internal sealed class CrmCheck(CrmTokens tokens, CrmClient client, IOptions<SalesforceOptions> options)
{
    /// <summary>The line.</summary>
    /// <param name="demo">The demo plays the CRM.</param>
    /// <param name="bound">The organisations of the partners in the database.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Diagnosis> LookAsync(bool demo, IReadOnlyList<string> bound, CancellationToken cancel)
    {
        if (demo)
            return Line(Finding.Note, "played by the demo (/crm).");
        if (!options.Value.Exists())
            return Line(Finding.Note, "none: names changed here are told to the vendor alone.");
        try
        {
            var token = await tokens.GetAsync(cancel);
            if (bound.Count > 0 && !bound.Contains(token.OrganizationId))
                return Line(Finding.Fault, $"the credentials are those of organisation {token.OrganizationId}, and the accounts known here of {bound[0]}. Put the former credentials back, or set Store:Folder to another folder.");
            var (reply, _) = await client.QueryAsync(Soql.Any(client.Fields), cancel);
            return Line(reply, token);
        }
        catch (CrmCallException refusal)
        {
            return Line(new CrmReply(refusal.Meaning) { Fault = refusal.Fault }, null);
        }
    }

    private Diagnosis Line(CrmReply reply, CrmToken? token) => reply.Meaning switch
    {
        CrmMeaning.Done => Line(Finding.Ok, $"{token!.Instance.Authority} answers: organisation {token.OrganizationId}, API {options.Value.ApiVersion}."),
        CrmMeaning.Refused when reply.Fault?.Code == "INVALID_FIELD" => Line(Finding.Fault, $"accounts have no field {options.Value.ExternalIdField}, or the user may not see it. Check Salesforce:ExternalIdField and the user's rights."),
        CrmMeaning.Refused => Line(Finding.Fault, $"accounts may not be read{Details(reply)}. Check Salesforce:ApiVersion and the user's rights."),
        CrmMeaning.LinkRefused => Line(Finding.Fault, $"the credentials are refused{Details(reply)}. Check Salesforce:ClientId, its secret or key, the user, and that the app allows this flow."),
        CrmMeaning.Limited => Line(Finding.Note, $"the organisation's calls are used up{Details(reply)}. Try again later."),
        _ => Line(Finding.Fault, $"{new Uri(options.Value.LoginUrl).Authority} does not answer as it should{Details(reply)}. Check Salesforce:LoginUrl, and that this machine reaches it."),
    };

    private static string Details(CrmReply reply)
    {
        var known = new[] { reply.Fault?.Status is { } status ? $"HTTP {status}" : null, reply.Fault?.Code }.OfType<string>().ToList();
        return known.Count == 0 ? "" : $" ({string.Join(", ", known)})";
    }

    private static Diagnosis Line(Finding finding, string text) => new("crm", finding, text);
}
