// Where the focus goes when what has it, or what opened a popup, panel or dialog, is drawn anew or gone.

const inRow = (customer, button) => document.querySelector(`.pb-row[data-id="${customer}"] ${button}`);

// A customer's popup or panel: what opened it may have been drawn anew meanwhile, or have left too.
function back(customer, otherwise) {
  const here = document.activeElement;
  // It has already been given back, or the person went elsewhere.
  if (here && here !== document.body && !here.closest("[role=dialog]"))
    return;
  (inRow(customer, ".pb-name-button") ?? otherwise).focus({ preventScroll: true });
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
const opener = customer => inRow(customer, ".pb-open-button")?.focus({ preventScroll: true });

// Markup that changes is drawn anew, and the keyboard must not notice: what had the focus gives it to the one that took its place.
let twin = null;

function twinOf(element) {
  const button = element.closest?.("[data-pb-act]");
  if (!button)
    return element.id ? { element, find: () => document.getElementById(element.id) } : null;
  const home = button.closest("[data-id], [id]");
  const again = () => home.isConnected ? home : document.querySelector(`[data-id="${CSS.escape(home.dataset.id ?? "")}"]`);
  const same = other => other.dataset.pbAct === button.dataset.pbAct && other.dataset.value === button.dataset.value;
  return home && { element: button, find: () => [...again()?.querySelectorAll("[data-pb-act]") ?? []].find(same) };
}

document.addEventListener("focusin", event => twin = twinOf(event.target));
new MutationObserver(() => {
  if (twin && !twin.element.isConnected && document.activeElement === document.body)
    twin.find()?.focus({ preventScroll: true });
}).observe(document.documentElement, { childList: true, subtree: true });

// For CustomersPage, CustomerTableRow and GroupsPage.
window.pbFocus = { back, opener, afterDialog };
