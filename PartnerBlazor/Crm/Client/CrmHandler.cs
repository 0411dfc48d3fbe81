using System.Net;
using System.Net.Http.Headers;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Crm.Client;

/// <summary>
/// What every attempt at the CRM's API goes through, retried ones too: a token, the organisation's own address, and an answer read to its end within a time. A token that
/// is not accepted is fetched anew once; the next one is a refusal of the credentials.
/// </summary>
internal sealed class CrmHandler(CrmTokens tokens, TimeProvider time) : DelegatingHandler
{
    /// <summary>An answer that is not here by then does not come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Longest answer that is read, in bytes: 2,000 accounts of a query are far below.</summary>
    public const int MostBytes = 16 << 20;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The client knows the path only: where the API is, the token tells.
        var path = request.RequestUri!.PathAndQuery;
        for (var again = false; ; again = true)
        {
            var token = await tokens.GetAsync(cancellationToken);
            request.RequestUri = new Uri(token.Instance, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
            var answer = await QuietHttp.WholeAsync(cancel => base.SendAsync(request, cancel), Patience, MostBytes, time, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
            {
                tokens.Accepted();
                return answer;
            }
            using var refused = answer;
            if (again)
                throw await tokens.RefuseAsync(token, new CrmFault((int)answer.StatusCode, await CrmFaults.CodeOfAsync(answer, cancellationToken)), cancellationToken);
            await tokens.DropAsync(token, cancellationToken);
        }
    }
}
