using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PartnerBlazor.Tests.Browser;

/// <summary>A tab of a browser profile; disposing the first tab closes the profile with all its tabs.</summary>
public sealed class Tab : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _errors;
    private readonly ConcurrentQueue<string> _refused;
    private readonly bool _first;

    private Tab(IPage page, ConcurrentQueue<string> errors, ConcurrentQueue<string> refused, bool first) =>
        (Page, _errors, _refused, _first) = (page, errors, refused, first);

    /// <summary>The page in it.</summary>
    public IPage Page { get; }

    /// <summary>Errors in the console and errors nobody caught, of every tab of the profile, oldest first.</summary>
    public IReadOnlyList<string> Errors => _errors.ToArray();

    /// <summary>Opens the first tab of a profile.</summary>
    public static async Task<Tab> FirstAsync(IBrowserContext profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var (errors, refused) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        profile.Console += (_, message) =>
        {
            // The browser asks for favicon.ico by itself where an address (an image, a download) names no icon.
            if (message.Type == "error" && !message.Location.Contains("/favicon.ico", StringComparison.Ordinal))
                errors.Enqueue($"{message.Text} ({message.Location})");
            if (message.Type is "error" or "warning" && message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                refused.Enqueue(message.Text);
        };
        profile.WebError += (_, error) => errors.Enqueue(error.Error);
        return new Tab(await profile.NewPageAsync(), errors, refused, first: true);
    }

    /// <summary>Opens another tab of the same profile: same cookies, same person.</summary>
    public async Task<Tab> BesideAsync() => new(await Page.Context.NewPageAsync(), _errors, _refused, first: false);

    /// <summary>Goes to an address of the portal.</summary>
    /// <returns>The answer to the page itself.</returns>
    public async Task<IResponse> GoAsync(string path) =>
        await Page.GotoAsync(path) ?? throw new InvalidOperationException($"{path} gave no answer.");

    /// <summary>
    /// Waits until the address matches. Asked again and again: waiting for a navigation misses one that ends just before it is waited for.
    /// </summary>
    /// <param name="pattern">A regular expression; it need not match the whole address.</param>
    public Task AtAsync(string pattern) => Assertions.Expect(Page).ToHaveURLAsync(new Regex(pattern), new() { Timeout = 15_000 });

    /// <summary>Forgets the errors so far, when a test causes some on purpose (a killed server).</summary>
    public void ForgetErrors() => _errors.Clear();

    /// <summary>What the content security policy refused so far, which this forgets, when a test provokes it.</summary>
    public IReadOnlyList<string> TakeRefused()
    {
        var all = _refused.ToArray();
        _refused.Clear();
        return all;
    }

    /// <summary>Closes it. Fails when the content security policy refused anything of ours: no journey has to look for that itself.</summary>
    public async ValueTask DisposeAsync()
    {
        await (_first ? Page.Context.CloseAsync() : Page.CloseAsync());
        if (_first && !_refused.IsEmpty)
            throw new InvalidOperationException($"The content security policy refused what a page needs: {string.Join(Environment.NewLine, _refused)}");
    }
}
