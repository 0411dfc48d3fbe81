// What the list of customers needs of the browser and cannot say in markup: where it is scrolled to.
// On a phone the page scrolls, not the table.
const scrollerOf = frame => getComputedStyle(frame).overflowY === 'visible' ? frame.closest('.pb-main') : frame;

// The address of what is shown, whoever's popup or panel is open over it.
function view() {
  const query = new URLSearchParams(location.search);
  query.delete('contact');
  query.delete('open');
  return `${location.pathname}?${query}`;
}

// The place of the view last scrolled, so that who comes back from a customer's page stands where they stood. For this tab, not for a reload.
let last = { view: '', top: 0 };

function keep(frame) {
  const scroller = scrollerOf(frame);
  const { top } = last.view === view() ? last : { top: 0 };
  if (top > 0)
    restore(frame, scroller, top);
  const stop = new AbortController();
  scroller.addEventListener('scroll', () => {
    if (!frame.isConnected)
      stop.abort();
    else
      last = { view: view(), top: scroller.scrollTop };
  }, { passive: true, signal: stop.signal });
}

// The table is as high as it will be once its first rows are read.
function restore(frame, scroller, top) {
  const until = performance.now() + 3000;
  const step = () => {
    if (scroller.scrollHeight - scroller.clientHeight >= top)
      scroller.scrollTop = top;
    else if (frame.isConnected && performance.now() < until)
      requestAnimationFrame(step);
  };
  step();
}

// Something else is shown: from its top. Where the page scrolls, only if the top of the list is above.
function toTop(frame) {
  const scroller = scrollerOf(frame);
  const above = scroller === frame ? -frame.scrollTop : frame.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 8;
  if (above < 0)
    scroller.scrollTop += above;
}

// The pressed tile, should the row of tiles be scrolled away from it.
const showPressed = tiles => tiles.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });

// For CustomerTable and CustomerTiles.
window.pbList = { keep, toTop, showPressed };
