// Buttons written as markup (rows, menus of filters) have no handlers of their own: what they say they do is told to the element round them
// that listens for it (ActEvent.cs). One handler for many buttons, and markup weighs far less in the circuit than elements do.
globalThis.Blazor?.registerCustomEventType('pbact', { browserEventName: 'pb-act', createEventArgs: event => event.detail });

document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-pb-act]');
  if (!button || button.getAttribute('aria-disabled') === 'true')
    return;
  const { pbAct: act, value = '' } = button.dataset;
  button.dispatchEvent(new CustomEvent('pb-act', { bubbles: true, detail: { act, value, checked: button.checked === true } }));
});

// Markup that changes is drawn anew, and the keyboard must not notice: what had the focus gives it to the one that took its place.
let twin = null;

function twinOf(element) {
  const button = element.closest?.('[data-pb-act]');
  if (!button)
    return element.id ? { element, find: () => document.getElementById(element.id) } : null;
  const home = button.closest('[data-id], [id]');
  const again = () => home.isConnected ? home : document.querySelector(`[data-id="${CSS.escape(home.dataset.id ?? '')}"]`);
  const same = other => other.dataset.pbAct === button.dataset.pbAct && other.dataset.value === button.dataset.value;
  return home && { element: button, find: () => [...again()?.querySelectorAll('[data-pb-act]') ?? []].find(same) };
}

document.addEventListener('focusin', event => twin = twinOf(event.target));
new MutationObserver(() => {
  if (twin && !twin.element.isConnected && document.activeElement === document.body)
    twin.find()?.focus({ preventScroll: true });
}).observe(document.documentElement, { childList: true, subtree: true });
