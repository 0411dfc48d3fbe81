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

// A dialog keeps the focus to itself until it is taken out of the page, which is soon.
function afterDialog(element) {
  if (document.querySelector("[role=dialog]"))
    requestAnimationFrame(() => afterDialog(element));
  else if (element.isConnected)
    element.focus({ preventScroll: true });
}

// For CustomersPage and GroupsPage.
window.pbFocus = { back, afterDialog };
