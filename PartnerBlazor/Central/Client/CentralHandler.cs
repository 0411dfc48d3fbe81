using System.Net;
using System.Net.Http.Headers;
using PartnerBlazor.Settings;

namespace PartnerBlazor.Central.Client;

/// <summary>
/// What every attempt at the vendor's API goes through, retried ones too: its turn, a token, and an answer read to its end within a time. A token
/// that is not accepted is fetched anew once, and the next one is a refusal of the credentials; after a 429 nobody asks until it may be asked again.
/// </summary>
internal sealed class CentralHandler(CallGate gate, CentralTokens tokens, TimeProvider time) : DelegatingHandler
{
    /// <summary>An answer that is not here by then does not come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Longest answer that is read, in bytes: a page of 1,000 alerts is far below.</summary>
    public const int MostBytes = 16 << 20;

    /// <summary>For whom a request is made.</summary>
    public static readonly HttpRequestOptionsKey<CallLane> Lane = new("lane");

    /// <summary>True: what is asked for names a customer, who may be the reason for a 401 too; it does not say that the credentials are no good.</summary>
    public static readonly HttpRequestOptionsKey<bool> OfCustomer = new("of-customer");

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var again = false; ; again = true)
        {
            var token = await tokens.GetAsync(cancellationToken);
            await gate.EnterAsync(request.Options.TryGetValue(Lane, out var lane) ? lane : CallLane.Background, cancellationToken);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var answer = await QuietHttp.WholeAsync(cancel => base.SendAsync(request, cancel), Patience, MostBytes, time, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                gate.Rest(CentralFaults.RestOf(answer.Headers, time.GetUtcNow()));
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
            {
                tokens.Accepted();
                return answer;
            }
            if (again && request.Options.TryGetValue(OfCustomer, out var ofCustomer) && ofCustomer)
                return answer;
            using var refused = answer;
            if (again)
                throw await tokens.RefuseAsync(token, await CentralFaults.OfAsync(answer, cancellationToken), answer.Headers.Date, cancellationToken);
            await tokens.DropAsync(token, cancellationToken);
        }
    }
}
