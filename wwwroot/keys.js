// Keys that work anywhere on a page. Here and not in the circuit: a key must work at once.
const typing = target => target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'));
// A dialog in front keeps the focus to itself.
const covered = () => document.querySelector('[role=dialog], dialog[open]');

// "/" goes to the page's search, as long as nobody is typing.
document.addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || typing(event.target))
    return;
  const search = document.querySelector('[aria-keyshortcuts="/"]');
  if (!search || covered())
    return;
  event.preventDefault();
  search.focus();
  search.select();
});

// Ctrl+Enter goes from a row to what can be done with the chosen ones, Escape from there back to the row.
let from = null;
document.addEventListener('keydown', event => {
  const acts = document.querySelector('[aria-keyshortcuts="Control+Enter"]');
  if (!acts || covered() || event.defaultPrevented)
    return;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !typing(event.target)) {
    event.preventDefault();
    if (!acts.contains(event.target))
      from = event.target;
    acts.querySelector('button')?.focus({ focusVisible: true });
  }
  else if (event.key === 'Escape' && acts.contains(event.target) && from?.isConnected)
    from.focus({ focusVisible: true });
});
