// The group selector: a modal dialog beside the element it is in, and arrow keys among its fields without a round trip.
const gap = 4;
const edge = 8;

export function open(dialog) {
  dialog.addEventListener("keydown", move);
  dialog.addEventListener("cancel", keepWhileBusy);
  const anchor = dialog.parentElement.getBoundingClientRect();
  dialog.showModal();
  place(dialog, anchor);
}

export function close(dialog) {
  dialog.close();
}

function place(dialog, anchor) {
  const below = innerHeight - anchor.bottom - gap - edge;
  const above = anchor.top - gap - edge;
  const down = below >= Math.min(dialog.offsetHeight, 320) || below >= above;
  dialog.style.setProperty("--pb-room", `${Math.max(down ? below : above, 200)}px`);
  dialog.style.setProperty("--pb-left", `${Math.max(edge, Math.min(anchor.left, innerWidth - dialog.offsetWidth - edge))}px`);
  dialog.style.setProperty("--pb-top", down ? `${anchor.bottom + gap}px` : "auto");
  dialog.style.setProperty("--pb-bottom", down ? "auto" : `${innerHeight - anchor.top + gap}px`);
}

function keepWhileBusy(event) {
  if (event.currentTarget.hasAttribute("data-busy"))
    event.preventDefault();
}

function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step)
    return;
  const stops = [...event.currentTarget.querySelectorAll("input:not(:disabled)")];
  const next = stops[stops.indexOf(document.activeElement) + step];
  event.preventDefault();
  next?.focus();
}
