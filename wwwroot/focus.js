// Where the focus goes when a popup or panel of a customer is gone. What opened it may have been drawn anew meanwhile, or have left too.
export function back(customer, otherwise) {
  const here = document.activeElement;
  // It has already been given back, or the person went elsewhere.
  if (here && here !== document.body && !here.closest("[role=dialog]"))
    return;
  const name = document.querySelector(`.pb-row[data-id="${customer}"] .pb-name-button`);
  (name ?? otherwise).focus({ preventScroll: true });
}
