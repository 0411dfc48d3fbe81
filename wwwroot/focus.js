// Where the focus goes when a popup, panel or dialog is gone and what opened it is not there to take it back.

// A customer's popup or panel: what opened it may have been drawn anew meanwhile, or have left too.
function back(customer, otherwise) {
  const here = document.activeElement;
  // It has already been given back, or the person went elsewhere.
  if (here && here !== document.body && !here.closest("[role=dialog]"))
    return;
  const name = document.querySelector(`.pb-row[data-id="${customer}"] .pb-name-button`);
  (name ?? otherwise).focus({ preventScroll: true });
}

// A dialog keeps the focus to itself until it is taken out of the page, and then gives it back to what opened it, which may go a moment
// later: so it is held for a moment, unless the person has gone on.
function afterDialog(element) {
  let until = Infinity;
  const moved = new AbortController();
  for (const act of ["keydown", "pointerdown"])
    addEventListener(act, () => moved.abort(), { capture: true, signal: moved.signal });
  const hold = () => {
    if (moved.signal.aborted)
      return;
    if (document.querySelector("[role=dialog]"))
      until = Infinity;
    else if (until === Infinity)
      until = performance.now() + 2000;
    if (!element.isConnected || performance.now() > until)
      return moved.abort();
    if (until !== Infinity && document.activeElement !== element)
      element.focus({ preventScroll: true });
    requestAnimationFrame(hold);
  };
  hold();
}

// The button that opened a customer's details, once they are closed.
const opener = customer => document.querySelector(`.pb-row[data-id="${customer}"] .pb-open-button`)?.focus({ preventScroll: true });

// For CustomersPage, CustomerTableRow and GroupsPage.
window.pbFocus = { back, opener, afterDialog };
