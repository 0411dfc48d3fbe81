// "/" goes to the page's search, as long as nobody is typing. Here and not in the circuit: the key must work at once.
const typing = target => target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'));

document.addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || typing(event.target))
    return;
  const search = document.querySelector('[aria-keyshortcuts="/"]');
  // A dialog in front keeps the focus to itself.
  if (!search || document.querySelector('[role=dialog]'))
    return;
  event.preventDefault();
  search.focus();
  search.select();
});
