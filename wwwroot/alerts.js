// The keys of the list of alerts (AlertsPage.razor): here and not in the circuit, so that moving is at once. What they do goes the way of a pressed button (acts.js).
const rows = () => [...document.querySelectorAll('.pb-alerts-table .pb-body .pb-alert-row[data-id]')];
const typing = target => target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'));
const covered = () => document.querySelector('[role=dialog], dialog[open], [popover]:popover-open');
const tell = (act, value = '') => document.querySelector('.pb-alerts-page').dispatchEvent(new CustomEvent('pb-act', { bubbles: true, detail: { act, value, checked: false } }));

// The alert one is at: the one whose details have the keyboard, else the row that has it, had it last or was clicked last. An alert, not a place, so that no key means another one when the list is
// drawn anew.
let last = null;
const at = target => target?.closest?.('.pb-alerts-page .pb-side[data-id], .pb-alert-row[data-id]')?.dataset.id;
for (const happens of ['focusin', 'click'])
  document.addEventListener(happens, event => last = at(event.target) ?? last);
const current = () => rows().find(row => row.dataset.id === last) ?? null;

function go(step) {
  const all = rows();
  const here = all.indexOf(current());
  const next = all[here < 0 ? 0 : Math.min(all.length - 1, Math.max(0, here + step))];
  if (!next)
    return;
  for (const row of all)
    row.tabIndex = row === next ? 0 : -1;
  last = next.dataset.id;
  next.focus({ focusVisible: true, preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}

document.addEventListener('keydown', event => {
  if (!document.querySelector('.pb-alerts-page') || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented || typing(event.target) || covered())
    return;
  const row = current();
  const onRow = event.target.matches?.('.pb-alert-row');
  switch (event.key) {
    case 'j':
      go(1);
      break;
    case 'k':
      go(-1);
      break;
    case 'ArrowDown':
    case 'ArrowUp':
      if (!onRow)
        return;
      go(event.key === 'ArrowDown' ? 1 : -1);
      break;
    case 'x':
      row?.querySelector('input[type=checkbox]')?.click();
      break;
    case ' ':
      if (!onRow)
        return;
      row?.querySelector('input[type=checkbox]')?.click();
      break;
    case 'Enter':
      if (!onRow)
        return;
      row?.querySelector('.pb-open-button')?.click();
      break;
    case 'a':
    case 's':
    case 'r':
    case 'g':
    case 'o':
      if (row || event.target.closest?.('.pb-side'))
        tell(`key-${event.key}`, last);
      break;
    case 'u':
      tell('undo');
      break;
    case '?':
      tell('help');
      break;
    case 'Escape':
      if (event.target.closest?.('.pb-side') || !document.querySelector('.pb-alerts-page .pb-side'))
        return;
      document.querySelector('.pb-alerts-page .pb-side .pb-close')?.click();
      break;
    default:
      return;
  }
  event.preventDefault();
});
