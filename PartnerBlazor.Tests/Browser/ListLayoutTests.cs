using static Microsoft.Playwright.Assertions;

namespace PartnerBlazor.Tests.Browser;

/// <summary>Nothing of the list is cut, covered, out of reach or jumping, at the widths people have.</summary>
public sealed class ListLayoutTests(BrowserFixture browser)
{
    private const string LongName = "Syndicat intercommunal pour la gestion des canaux, écluses, moulins et lavoirs de la vallée";

    // Names with what is wrong with them; what is seen of a name must begin with its first letter.
    private const string CutNames = """
        () => [...document.querySelectorAll('.pb-body .pb-name-button')].filter(button => {
          const text = document.createRange();
          text.selectNodeContents(button);
          return text.getBoundingClientRect().left < button.getBoundingClientRect().left - 1
            || getComputedStyle(button).display !== 'block' || getComputedStyle(button).textOverflow !== 'ellipsis';
        }).map(button => button.textContent)
        """;

    // Badges that are seen must be seen whole (the first may shorten its name with an ellipsis), and where some are not there is a "+n".
    private const string CutBadges = """
        () => [...document.querySelectorAll('.pb-body .pb-badges')].filter(badges => {
          const cell = badges.closest('.pb-licences').getBoundingClientRect();
          const all = [...badges.querySelectorAll('.pb-badge')];
          const seen = all.filter(badge => getComputedStyle(badge).clipPath === 'none');
          const more = badges.querySelector('.pb-more');
          const chip = more && getComputedStyle(more).display !== 'none' ? [more] : [];
          return chip.length !== (seen.length < all.length ? 1 : 0) || [...seen, ...chip].some(badge => {
            const box = badge.getBoundingClientRect();
            return box.right > cell.right + 0.5 || box.bottom > cell.bottom + 0.5;
          }) || seen.slice(1).some(badge => badge.firstElementChild.scrollWidth > badge.firstElementChild.clientWidth);
        }).map(badges => badges.textContent)
        """;

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("fr", 1440)]
    [InlineData("fr", 1280)]
    [InlineData("fr", 1024)]
    [InlineData("fr", 390)]
    public async Task Names_and_badges_are_not_cut_and_a_filter_moves_no_row(string language, int width)
    {
        await using var portal = await PortalHost.StartAsync(customers: 100);
        await using var tab = await browser.TabAsync(portal, language, width: width, height: width < 500 ? 844 : 900);
        await tab.SignInAsync("Camille", "/customers?sort=-licences");
        Assert.Empty(await tab.Page.EvaluateAsync<string[]>(CutBadges));
        await tab.GoAsync("/customers");
        await Expect(tab.Page.Locator(".pb-name-button").First).ToBeVisibleAsync();
        Assert.Empty(await tab.Page.EvaluateAsync<string[]>(CutBadges));
        await tab.Page.Locator(".pb-name-button").First.EvaluateAsync("(button, name) => button.textContent = name", LongName);
        Assert.Empty(await tab.Page.EvaluateAsync<string[]>(CutNames));
        if (width < 960)
            return;

        // All columns fit: nothing is under the arrow at the end of the row.
        Assert.True(await tab.Page.EvaluateAsync<bool>("""
            () => { const frame = document.querySelector('.pb-table-frame'); return frame.scrollWidth <= frame.clientWidth; }
            """));
        var top = await TopAsync(tab);
        await tab.GoAsync("/customers?billing=usage&state=active,trial&category=endpoint&assistance=on&expires=90&q=a");
        await Expect(tab.Page.Locator(".pb-clear")).ToBeVisibleAsync();
        Assert.Equal(top, await TopAsync(tab));
    }

    [Theory]
    [InlineData("en", 1440)]
    [InlineData("fr", 1440)]
    [InlineData("fr", 1280)]
    [InlineData("fr", 1024)]
    public async Task Beside_the_panel_nothing_moves_and_nothing_is_cut(string language, int width)
    {
        await using var portal = await PortalHost.StartAsync(customers: 100);
        await using var tab = await browser.TabAsync(portal, language, width: width);
        await tab.SignInAsync("Camille", "/customers?sort=-licences");
        var cells = tab.Page.Locator(".pb-body .pb-row").Nth(2).Locator(width > 1200 ? ".pb-name, .pb-billing, .pb-licences" : ".pb-name");
        var before = await cells.EvaluateAllAsync<double[]>("cells => cells.map(cell => Math.round(cell.getBoundingClientRect().left))");
        await tab.Page.Locator(".pb-body .pb-check input").Nth(1).ClickAsync();
        await tab.Page.Locator(".pb-body .pb-open-button").First.ClickAsync();
        await Expect(tab.Page.Locator(".pb-side .pb-sections")).ToBeVisibleAsync();
        Assert.Equal(before, await cells.EvaluateAllAsync<double[]>("cells => cells.map(cell => Math.round(cell.getBoundingClientRect().left))"));
        Assert.Empty(await tab.Page.EvaluateAsync<string[]>(CutBadges));
        // The list fits beside the panel, and so does what can be done with the chosen ones.
        Assert.Equal("", await tab.Page.EvaluateAsync<string>("""
            () => {
              const [frame, side] = [document.querySelector('.pb-table-frame'), document.querySelector('.pb-side').getBoundingClientRect()];
              const acts = [...document.querySelectorAll('.pb-selection > *')].filter(act => act.offsetWidth);
              return (frame.scrollWidth > frame.clientWidth ? 'list ' : '') + (acts.some(act => act.getBoundingClientRect().right > side.left) ? 'selection' : '');
            }
            """));
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task What_is_hidden_from_sight_at_the_end_of_a_long_page_makes_the_document_no_longer()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal);
        await tab.SignInAsync("Camille");
        var id = await tab.Page.Locator(".pb-row[data-id]").First.GetAttributeAsync("data-id");
        await tab.GoAsync($"/customers/{id}");
        await Expect(tab.Page.Locator(".pb-timeline")).ToBeVisibleAsync();
        Assert.True(await tab.Page.EvaluateAsync<bool>("""
            () => {
              document.querySelector('.pb-main').insertAdjacentHTML('beforeend', '<div style="height:3000px"></div><span class="pb-hidden">Said</span>');
              return document.documentElement.scrollHeight <= innerHeight;
            }
            """));
    }

    [Fact]
    public async Task On_a_phone_everything_is_large_enough_to_touch()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal, "fr", width: 390, height: 844);
        await tab.SignInAsync("Camille", "/customers?alerts=1");
        // What filters is seen with the filters folded, and can be undone.
        await Expect(tab.Page.Locator(".pb-filters")).ToHaveTextAsync("Filtres (1)");
        await Expect(tab.Page.GetByTestId("tile-alerts")).ToBeInViewportAsync(new() { Ratio = 1 });
        await TouchableAsync(tab, ".pb-clear");
        await tab.Page.Locator(".pb-clear").ClickAsync();
        await Expect(tab.Page.Locator(".pb-clear")).ToHaveCountAsync(0);

        await TouchableAsync(tab, ".pb-head-row .pb-hit");
        await TouchableAsync(tab, ".pb-body .pb-hit");
        await TouchableAsync(tab, ".pb-toggle");
        await TouchableAsync(tab, ".pb-body .pb-edit-groups");
        await TouchableAsync(tab, ".pb-body .pb-open-button");
        // The name: wherever the head of the card is touched.
        Assert.True(await tab.Page.EvaluateAsync<bool>("""
            () => {
              const name = document.querySelector('.pb-body .pb-name-button');
              const cell = name.closest('.pb-cell').getBoundingClientRect();
              return cell.height >= 44 && [1, cell.height - 1].every(y => document.elementFromPoint(cell.left + 20, cell.top + y) === name);
            }
            """));
        await tab.Page.Locator(".pb-filters").ClickAsync();
        await Expect(tab.Page.Locator("#pb-facets")).ToBeVisibleAsync();
        Assert.InRange((await tab.Page.Locator("#pb-facets").BoundingBoxAsync())!.Height, 44, 56);
        await tab.Page.Locator(".pb-facet-chip").First.ClickAsync();
        await Expect(tab.Page.Locator(".pb-facet-menu:popover-open .pb-facet").First).ToBeVisibleAsync();
        await TouchableAsync(tab, ".pb-facet-menu:popover-open .pb-facet");
        Assert.Empty(tab.Errors);
    }

    [Theory]
    [InlineData("fr", 390)]
    [InlineData("en", 1440)]
    public async Task The_lost_connection_says_so_without_running_over(string language, int width)
    {
        await using var portal = await PortalHost.StartAsync();
        await using var tab = await browser.TabAsync(portal, language, width: width, height: 844);
        await tab.SignInAsync("Camille");
        foreach (var state in (string[])["retrying", "waiting", "paused"])
        {
            var wrong = await tab.Page.EvaluateAsync<string>("""
                state => {
                  const banner = document.querySelector('#components-reconnect-modal');
                  banner.dataset.state = state;
                  const button = banner.querySelector('button');
                  const [outer, box] = [banner.getBoundingClientRect(), button.getBoundingClientRect()];
                  const text = document.createRange();
                  text.selectNodeContents(button);
                  const words = text.getBoundingClientRect();
                  const line = [...banner.querySelectorAll('p')].find(p => p.offsetHeight).getBoundingClientRect();
                  banner.dataset.state = 'hide';
                  return [outer.left < 0 || outer.right > innerWidth ? 'banner' : '', box.right > outer.right ? 'button' : '',
                    words.left < box.left || words.right > box.right ? 'words' : '',
                    line.right > box.left && line.bottom > box.top && line.top < box.bottom ? 'over the line' : '',
                    innerWidth < 720 && box.height < 44 ? 'too low' : ''].join('');
                }
                """, state);
            Assert.Equal("", wrong);
        }
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Another_view_begins_at_its_top_and_coming_back_returns_to_the_place(int width)
    {
        await using var portal = await PortalHost.StartAsync(customers: 200);
        await using var tab = await browser.TabAsync(portal, width: width, height: 844);
        await tab.SignInAsync("Camille");
        var scroller = tab.Page.Locator(width < 960 ? ".pb-main" : ".pb-table-frame");
        await scroller.EvaluateAsync("scroller => scroller.scrollTop = 6000");
        var row = tab.Page.Locator($".pb-row[aria-rowindex='{(width < 960 ? 42 : 144)}']");
        await Expect(row).ToBeInViewportAsync();
        var id = (await row.GetAttributeAsync("data-id"))!;
        await tab.Row(Guid.Parse(id)).Locator(".pb-open-button").ClickAsync();
        await tab.Page.Locator($".pb-side a[href*='{id}']").First.ClickAsync();
        await tab.AtAsync($"/customers/{id}");
        await Expect(tab.Page.Locator(".pb-details-page .pb-sections")).ToBeVisibleAsync();

        await tab.Page.Locator(".pb-path a").ClickAsync();
        await Expect(tab.Row(Guid.Parse(id))).ToBeInViewportAsync();

        await tab.Page.GetByTestId("tile-expiring").EvaluateAsync("tile => tile.click()");
        // Asked for again and again: what waits for a step of the browser may miss one that is quicker than itself.
        await Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("state=expiring"));
        await Expect(tab.Page.Locator(".pb-row[aria-rowindex='2']")).ToBeInViewportAsync();
        Assert.Empty(tab.Errors);
    }

    private static async Task<float> TopAsync(Tab tab) => (await tab.Page.Locator(".pb-table-frame").BoundingBoxAsync())!.Y;

    // Everything a finger may aim at here, not only the first.
    private static async Task TouchableAsync(Tab tab, string selector)
    {
        var all = await tab.Page.Locator(selector).AllAsync();
        Assert.NotEmpty(all);
        foreach (var one in all.Take(8))
        {
            var box = (await one.BoundingBoxAsync())!;
            Assert.True(box is { Width: >= 43.5f, Height: >= 43.5f }, $"{selector}: {box.Width} × {box.Height}");
        }
    }
}
