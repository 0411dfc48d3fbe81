using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PartnerBlazor.Shell;

namespace PartnerBlazor.Tests.Shell;

/// <summary>A page is ahead of its address: what comes back late never undoes what was asked since, and going back always counts.</summary>
public sealed class PageAddressTests : IDisposable
{
    private readonly Browser _browser = new();
    private readonly List<string> _went = [];
    private readonly PageAddress _address;

    public PageAddressTests() => _address = new PageAddress(_browser, _browser, "/customers", _went.Add);

    public void Dispose() => _address.Dispose();

    [Fact]
    public void What_the_page_asked_for_is_no_news_however_late_it_comes()
    {
        _address.Go("/customers?q=w");
        _address.Go("/customers?q=w&sort=expiry");
        _browser.Follow(2);
        Assert.Empty(_went);
        Assert.Equal(["push /customers?q=w", "push /customers?q=w&sort=expiry"], _browser.Steps);
    }

    [Fact]
    public void Going_back_and_forward_over_the_pages_own_steps_is_news()
    {
        _address.Go("/customers?q=w");
        _address.Go("/customers?q=w&open=1");
        _browser.Follow(2);
        _browser.Back();
        _browser.Forward();
        Assert.Equal(["?q=w", "?q=w&open=1"], _went);
    }

    [Fact]
    public void Going_back_while_a_step_is_on_its_way_ends_where_the_browser_ends()
    {
        _address.Go("/customers?q=w");
        _browser.Follow(1);
        _address.Go("/customers?q=w&open=1");
        _browser.Back();
        _browser.Follow(1);
        Assert.Equal(["", "?q=w&open=1"], _went);
    }

    [Fact]
    public async Task A_word_is_one_step_and_its_address_is_written_now_and_then()
    {
        _address.Show("/customers?q=w", "", "w");
        _address.Show("/customers?q=wo", "w", "wo");
        _address.Show("/customers?q=wor", "wo", "wor");
        Assert.Equal(["push /customers?q=w"], _browser.Steps);
        await _browser.SteppedAsync(2);
        Assert.Equal(["push /customers?q=w", "replace /customers?q=wor"], _browser.Steps);
    }

    [Fact]
    public void A_filter_chosen_while_a_word_is_not_yet_written_leaves_the_word_a_step_to_go_back_to()
    {
        _address.Show("/customers?q=w", "", "w");
        _address.Show("/customers?q=wo", "w", "wo");
        _address.Show("/customers?q=wo&alerts=1", "wo", "wo");
        Assert.Equal(["push /customers?q=w", "replace /customers?q=wo", "push /customers?q=wo&alerts=1"], _browser.Steps);
    }

    [Fact]
    public async Task A_word_not_yet_written_when_the_page_is_left_is_never_written()
    {
        _address.Show("/customers?q=w", "", "w");
        _browser.Follow(1);
        _address.Show("/customers?q=wo", "w", "wo");
        _browser.Elsewhere("/usage");
        _address.Show("/customers?q=wor", "wo", "wor");
        _address.Dispose();
        var other = new PageAddress(_browser, _browser, "/usage", _went.Add);
        other.Show("/usage?q=a", "", "a");
        other.Show("/usage?q=ab", "a", "ab");
        await _browser.SteppedAsync(3);
        other.Dispose();
        Assert.Equal(["push /customers?q=w", "push /usage?q=a", "replace /usage?q=ab"], _browser.Steps);
        Assert.Empty(_went);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_word_that_is_written_when_somebody_has_just_gone_elsewhere_takes_nothing_from_them(bool back)
    {
        _address.Show("/customers?q=w", "", "w");
        _browser.Follow(1);
        _address.Show("/customers?q=wo", "w", "wo");
        await _browser.SteppedAsync(2);
        if (back)
            _browser.Back();
        else
            _browser.Elsewhere("/usage");
        _browser.Follow(1);

        Assert.Equal(back ? "/customers" : "/usage", _browser.At);
        Assert.Equal(back ? [""] : [], _went);
        // And is no step that is waited for: what comes next counts as ever.
        _browser.Forward();
        Assert.Equal(back ? ["", "?q=w"] : [], _went);
    }

    [Fact]
    public void What_was_done_after_going_back_is_not_undone_by_what_was_on_its_way()
    {
        _address.Go("/customers?q=w");
        _browser.Follow(1);
        _address.Go("/customers?q=w&open=1");
        _browser.Back();
        _address.Go("/customers?alerts=1");
        _browser.Follow(2);
        Assert.Equal([""], _went);
        Assert.Equal("/customers?alerts=1", _browser.At);
    }

    // A browser that goes where it is asked to only when it is told to, and tells; with wwwroot/address.js.
    private sealed class Browser : NavigationManager, IJSRuntime
    {
        private readonly Queue<(string Address, string? State, bool Replace, bool Typed, string? Here)> _asked = new();
        private readonly List<(string Address, string? State)> _history = [("/customers", null)];
        private int _at;

        public Browser() => Initialize("http://portal/", "http://portal/customers");

        public List<string> Steps { get; } = [];

        public string At => _history[_at].Address;

        public async Task SteppedAsync(int steps)
        {
            using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (Steps.Count < steps)
                await often.WaitForNextTickAsync(patience.Token);
        }

        public void Follow(int steps)
        {
            for (; steps > 0; steps--)
            {
                var (address, state, replace, typed, here) = _asked.Dequeue();
                if (typed && (here is null ? At.Split('?')[0] != address.Split('?')[0] : _history[_at].State != here))
                    continue;
                if (!replace)
                    _at++;
                _history.RemoveRange(_at, replace ? 1 : _history.Count - _at);
                _history.Insert(_at, (address, state));
                Tell();
            }
        }

        public void Back() => Step(-1);

        public void Forward() => Step(Math.Min(1, _history.Count - 1 - _at));

        public void Elsewhere(string address)
        {
            _history.Add((address, null));
            Step(1);
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            Assert.Equal("pbAddress.follow", identifier);
            _asked.Enqueue(((string)args![0]!, (string?)args[1], true, true, (string?)args[2]));
            Steps.Add($"replace {args[0]}");
            return ValueTask.FromResult<TValue>(default!);
        }

        protected override void NavigateToCore(string uri, NavigationOptions options)
        {
            _asked.Enqueue((uri, options.HistoryEntryState, options.ReplaceHistoryEntry, false, null));
            Steps.Add($"{(options.ReplaceHistoryEntry ? "replace" : "push")} {uri}");
        }

        private void Step(int by)
        {
            _at += by;
            Tell();
        }

        private void Tell()
        {
            (var address, HistoryEntryState) = _history[_at];
            Uri = $"http://portal{address}";
            NotifyLocationChanged(isInterceptedLink: false);
        }
    }
}
