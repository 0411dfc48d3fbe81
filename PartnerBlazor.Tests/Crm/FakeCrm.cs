using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PartnerBlazor.Crm;
using PartnerBlazor.Crm.Client;
using PartnerBlazor.Live;
using PartnerBlazor.Settings;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Crm;

/// <summary>A CRM without a network that lets everybody in and has every account it is asked for.</summary>
internal sealed partial class FakeCrm : HttpMessageHandler, IHttpClientFactory
{
    /// <summary>What a person does about its accounts.</summary>
    public static CrmCommands CommandsOf(TestStore store)
    {
        var fake = new FakeCrm();
        var options = Microsoft.Extensions.Options.Options.Create(new SalesforceOptions { ClientId = "id-of-nobody", ClientSecret = "secret", LoginUrl = "http://localhost" });
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(options).AddSingleton<TimeProvider>(store.Time).AddSingleton(store.Store).AddSingleton(store.Factory).AddSingleton<ChangeFeed>(store.Feed);
        services.AddSingleton<IHttpClientFactory>(fake).AddSingleton<CrmTokens>().AddSingleton<CrmLink>().AddSingleton<CrmMatchWrites>().AddSingleton<CrmMatching>().AddSingleton<CrmMatcher>().AddSingleton<CrmCommands>();
        services.AddSingleton(p => new CrmClient(new HttpClient(new CrmHandler(p.GetRequiredService<CrmTokens>(), store.Time) { InnerHandler = fake }), options));
        return services.BuildServiceProvider().GetRequiredService<CrmCommands>();
    }

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = Uri.UnescapeDataString(request.RequestUri!.PathAndQuery);
        var answer = asked.Contains("oauth2", StringComparison.Ordinal)
            ? """{"access_token":"t","instance_url":"http://localhost","id":"https://login.salesforce.com/id/00D5f000000AbCdEAK/0055f000001AbCdAAK"}"""
            : $$"""{"done":true,"records":[{"Id":"{{Account().Match(asked).Value}}","Name":"An account"}]}""";
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer) });
    }

    [GeneratedRegex("001[A-Za-z0-9]{15}")]
    private static partial Regex Account();
}
