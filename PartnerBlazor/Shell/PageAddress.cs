using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace PartnerBlazor.Shell;

/// <summary>
/// The address of a page that shows at once what is asked of it: the browser follows. What comes back from there is the page's own doing and
/// no news to it; where somebody goes by themselves (back, forward, a link) is. Whoever makes it disposes it.
/// </summary>
internal sealed class PageAddress : IDisposable
{
    // A browser ends a page that writes its address a hundred times in ten seconds.
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(500);

    private readonly NavigationManager _navigation;
    private readonly IJSRuntime _script;
    private readonly string _path;
    private readonly Action<string> _went;
    // Each step carries whose it is and which: how often it was gone to is what tells the page's own from going back to it.
    private readonly string _mine = Guid.NewGuid().ToString("N");
    private int _asked;
    private int _arrived;
    // The last step that was on its way when somebody went elsewhere; from then on it is where the browser ends up.
    private int _overtaken;
    // What the entry of the history carries that the browser is or will be at; null: not known.
    private string? _here;
    private string? _due;
    private bool _waiting;
    private long _last;

    /// <summary>Begins to listen.</summary>
    /// <param name="navigation">Where the browser is.</param>
    /// <param name="script">The browser's scripts (<c>wwwroot/address.js</c>).</param>
    /// <param name="path">The page's path.</param>
    /// <param name="went">Somebody went to an address of the page; its query.</param>
    public PageAddress(NavigationManager navigation, IJSRuntime script, string path, Action<string> went)
    {
        (_navigation, _script, _path, _went) = (navigation, script, path, went);
        _navigation.LocationChanged += OnLocationChanged;
    }

    /// <summary>The address becomes another.</summary>
    /// <param name="address">The new one.</param>
    /// <param name="replace">False: a step one can go back from. True: it takes the place of the one before.</param>
    public void Go(string address, bool replace = false)
    {
        if (!replace && _due is { } due)
            Navigate(due, replace: true);
        Navigate(address, replace);
    }

    /// <summary>
    /// The address becomes another because a filter or a search did. The first letter of a search is a step one can go back from; the next ones
    /// are the same step, and the address is written now and then.
    /// </summary>
    /// <param name="address">The new one.</param>
    /// <param name="before">What was searched before.</param>
    /// <param name="search">What is searched.</param>
    public void Show(string address, string before, string search)
    {
        if (before.Length == 0 || search == before)
        {
            Go(address);
            return;
        }
        _due = address;
        if (!_waiting)
            _ = FollowAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _due = null;
        _navigation.LocationChanged -= OnLocationChanged;
    }

    private async Task FollowAsync()
    {
        if (_last != 0 && s_rest - Stopwatch.GetElapsedTime(_last) is { Ticks: > 0 } rest)
        {
            _waiting = true;
            await Task.Delay(rest);
            _waiting = false;
        }
        if (_due is not { } due)
            return;
        var here = _here;
        try
        {
            // Decided by the browser: somebody may have gone elsewhere, and it is not told here yet.
            await _script.InvokeVoidAsync("pbAddress.follow", due, NextStep(), here);
        }
        catch (Exception error) when (error is JSDisconnectedException or OperationCanceledException)
        {
            // The tab is gone, and its address with it.
        }
    }

    private void Navigate(string address, bool replace) =>
        _navigation.NavigateTo(address, new NavigationOptions { ReplaceHistoryEntry = replace, HistoryEntryState = NextStep() });

    private string NextStep()
    {
        (_due, _last) = (null, Stopwatch.GetTimestamp());
        return _here = string.Create(CultureInfo.InvariantCulture, $"{_mine}{++_asked}");
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        var step = change.HistoryEntryState is { } state && state.StartsWith(_mine, StringComparison.Ordinal)
            ? int.Parse(state.AsSpan(_mine.Length), CultureInfo.InvariantCulture)
            : 0;
        if (step > _arrived)
        {
            _arrived = step;
            if (step < _asked || step > _overtaken)
                return;
        }
        else
            (_overtaken, _due, _here) = (_asked, null, change.HistoryEntryState);
        var address = new Uri(change.Location);
        if (address.AbsolutePath.Equals(_path, StringComparison.Ordinal))
            _went(address.Query);
    }
}
