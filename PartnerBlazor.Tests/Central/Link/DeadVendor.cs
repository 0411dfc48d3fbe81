using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PartnerBlazor.Central.Client;
using PartnerBlazor.Central.Link;
using PartnerBlazor.Central.Sync;
using PartnerBlazor.Settings;
using PartnerBlazor.Tests.Store;

namespace PartnerBlazor.Tests.Central.Link;

/// <summary>A vendor that never answers, without a network.</summary>
internal sealed class DeadVendor : HttpMessageHandler, IHttpClientFactory
{
    /// <summary>A link to it; none where no credentials are set.</summary>
    public static CentralLink LinkOf(TestStore store, bool configured = true)
    {
        var dead = new DeadVendor();
        var options = Options.Create(configured ? new CentralOptions { ClientId = "id-of-nobody", ClientSecret = "secret" } : new CentralOptions());
        var hosts = new CentralHosts(options);
        return new CentralLink(new CentralClient(new HttpClient(dead), hosts, new CallGate(store.Time), store.Time), new CentralTokens(dead, options, store.Time), hosts,
            new LinkBinding(store.Store, store.Factory, options), new LinkErrors(store.Store, store.Factory), new LinkJournal(store.Store), options, store.Time, NullLogger<CentralLink>.Instance);
    }

    /// <summary>What a person does about what is read from it.</summary>
    public static SyncCommands SyncOf(TestStore store)
    {
        var dead = new DeadVendor();
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(LinkOf(store)).AddSingleton(Options.Create(new CentralOptions())).AddSingleton<CentralHosts>().AddSingleton<CallGate>();
        services.AddSingleton<TimeProvider>(store.Time).AddSingleton(store.Store).AddSingleton(store.Factory).AddSingleton(store.Feed).AddSingleton<LinkErrors>();
        services.AddSingleton(p => new CentralClient(new HttpClient(dead), p.GetRequiredService<CentralHosts>(), p.GetRequiredService<CallGate>(), store.Time));
        services.AddCentralSync();
        return services.BuildServiceProvider().GetRequiredService<SyncCommands>();
    }

    public HttpClient CreateClient(string name) => new(this);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new HttpRequestException("Nobody is there.");
}
