using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace PartnerBlazor.Tests.Browser;

/// <summary>A tab of a browser profile; disposing the first tab closes the profile with all its tabs.</summary>
public sealed class Tab : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _errors;
    private readonly bool _first;

    private Tab(IPage page, ConcurrentQueue<string> errors, bool first) => (Page, _errors, _first) = (page, errors, first);

    /// <summary>The page in it.</summary>
    public IPage Page { get; }

    /// <summary>Errors in the console and errors nobody caught, of every tab of the profile, oldest first.</summary>
    public IReadOnlyList<string> Errors => _errors.ToArray();

    /// <summary>Opens the first tab of a profile.</summary>
    public static async Task<Tab> FirstAsync(IBrowserContext profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var errors = new ConcurrentQueue<string>();
        profile.Console += (_, message) =>
        {
            // The browser asks for favicon.ico by itself where an address (an image, a download) names no icon.
            if (message.Type == "error" && !message.Location.Contains("/favicon.ico", StringComparison.Ordinal))
                errors.Enqueue($"{message.Text} ({message.Location})");
        };
        profile.WebError += (_, error) => errors.Enqueue(error.Error);
        return new Tab(await profile.NewPageAsync(), errors, first: true);
    }

    /// <summary>Opens another tab of the same profile: same cookies, same person.</summary>
    public async Task<Tab> BesideAsync() => new(await Page.Context.NewPageAsync(), _errors, first: false);

    /// <summary>Goes to an address of the portal.</summary>
    /// <returns>The answer to the page itself.</returns>
    public async Task<IResponse> GoAsync(string path) =>
        await Page.GotoAsync(path) ?? throw new InvalidOperationException($"{path} gave no answer.");

    /// <summary>Forgets the errors so far, when a test causes some on purpose (a killed server).</summary>
    public void ForgetErrors() => _errors.Clear();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await (_first ? Page.Context.CloseAsync() : Page.CloseAsync());
}
