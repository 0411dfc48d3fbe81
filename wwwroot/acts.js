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
