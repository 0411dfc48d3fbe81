using Microsoft.Extensions.Time.Testing;
using PartnerBlazor.Live;

namespace PartnerBlazor.Tests.Live;

/// <summary>When a tab's components render: together at the end of a round, counts once a second, one's own acts at once.</summary>
public sealed class TabRenderTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly TabRender _tab;
    private readonly List<string> _rendered = [];

    public TabRenderTests() => _tab = new TabRender(_time);

    public void Dispose() => _tab.Dispose();

    [Fact]
    public void What_a_round_asks_for_renders_once_at_its_end()
    {
        using (_tab.Begin())
        {
            _tab.Join(Row);
            _tab.Join(Row);
            Assert.Empty(_rendered);
        }
        Assert.Equal(["row"], _rendered);
    }

    [Fact]
    public void Outside_of_a_round_it_renders_at_once()
    {
        _tab.Join(Row);
        Assert.Equal(["row"], _rendered);
    }

    [Fact]
    public void An_act_in_the_middle_of_a_round_does_not_wait_for_its_end()
    {
        using (_tab.Begin())
        {
            _tab.Join(Row);
            _tab.Flush();
            Assert.Equal(["row"], _rendered);
        }
        Assert.Equal(["row"], _rendered);
    }

    [Fact]
    public void Counts_render_once_a_second_and_with_whatever_renders_before()
    {
        _tab.Soon(Count);
        Assert.Equal(["count"], _rendered);
        _tab.Soon(Count);
        _tab.Soon(Count);
        _time.Advance(TabRender.CountsEvery / 2);
        Assert.Equal(["count"], _rendered);
        _time.Advance(TabRender.CountsEvery / 2);
        Assert.Equal(["count", "count"], _rendered);

        _tab.Soon(Count);
        _tab.Join(Row);
        Assert.Equal(["count", "count", "row", "count"], _rendered);
        // Told with the row: a second from there.
        _tab.Soon(Count);
        _time.Advance(TabRender.CountsEvery / 2);
        Assert.Equal(4, _rendered.Count);
    }

    [Fact]
    public void A_closed_tab_renders_no_more()
    {
        _tab.Soon(Count);
        _tab.Soon(Count);
        _tab.Dispose();
        _time.Advance(TabRender.CountsEvery);
        Assert.Equal(["count"], _rendered);
    }

    private void Row() => _rendered.Add("row");

    private void Count() => _rendered.Add("count");
}
