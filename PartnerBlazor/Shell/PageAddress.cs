using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

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
    private readonly string _path;
    private readonly Action<string> _went;
    // Each step carries whose it is and which: how often it was gone to is what tells the page's own from going back to it.
    private readonly string _mine = Guid.NewGuid().ToString("N");
    private int _asked;
    private int _arrived;
    private string? _due;
    private bool _waiting;
    private long _last;

    /// <summary>Begins to listen.</summary>
    /// <param name="navigation">Where the browser is.</param>
    /// <param name="path">The page's path.</param>
    /// <param name="went">Somebody went to an address of the page; its query.</param>
    public PageAddress(NavigationManager navigation, string path, Action<string> went)
    {
        (_navigation, _path, _went) = (navigation, path, went);
        _navigation.LocationChanged += OnLocationChanged;
    }

    /// <summary>The address becomes another.</summary>
    /// <param name="address">The new one.</param>
    /// <param name="replace">False: a step one can go back from. True: it takes the place of the one before.</param>
    public void Go(string address, bool replace = false)
    {
        if (!replace)
            Settle();
        _due = null;
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
        Settle();
    }

    private void Settle()
    {
        if (_due is not { } due)
            return;
        _due = null;
        Navigate(due, replace: true);
    }

    private void Navigate(string address, bool replace)
    {
        _last = Stopwatch.GetTimestamp();
        _navigation.NavigateTo(address, new NavigationOptions
        {
            ReplaceHistoryEntry = replace,
            HistoryEntryState = string.Create(CultureInfo.InvariantCulture, $"{_mine}{++_asked}"),
        });
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (change.HistoryEntryState is { } state && state.StartsWith(_mine, StringComparison.Ordinal)
            && int.Parse(state.AsSpan(_mine.Length), CultureInfo.InvariantCulture) is var step && step > _arrived)
        {
            _arrived = step;
            return;
        }
        // What was asked before and comes after is where the browser ends up.
        (_arrived, _due) = (_asked, null);
        var address = new Uri(change.Location);
        if (address.AbsolutePath.Equals(_path, StringComparison.Ordinal))
            _went(address.Query);
    }
}
