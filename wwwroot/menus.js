// Menus made of the browser's popover (FacetMenu.razor): it opens and closes by itself, this adds what the keyboard expects of a menu. By
// roles, on the document, so that it knows every menu a circuit draws.
const menuOf = element => element?.closest?.('[role=menu][popover]');
const items = menu => [...menu.querySelectorAll('[role^=menuitem]')];

document.addEventListener('toggle', event => {
  if (event.newState === 'open' && menuOf(event.target) === event.target)
    items(event.target)[0]?.focus();
}, true);

document.addEventListener('keydown', event => {
  const opener = event.target.closest?.('button[aria-haspopup=menu][popovertarget]');
  const menu = menuOf(event.target);
  if (opener && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    const opened = opener.popoverTargetElement;
    opened.matches(':popover-open') ? items(opened)[0]?.focus() : opened.showPopover({ source: opener });
  }
  else if (menu && event.key === 'Tab')
    // Closed first, which gives the focus back to the opener: from there Tab goes on as if there had been no menu.
    menu.hidePopover();
  else if (menu) {
    const all = items(menu);
    const at = all.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined)
      return;
    event.preventDefault();
    all.at(next % all.length)?.focus();
  }
});

// A menu that was just drawn for what opens it. For RowMenu.
window.pbMenus = {
  show(id, opener) {
    const [menu, source] = [document.getElementById(id), document.querySelector(opener)];
    if (!menu || !source)
      return;
    if (!menu.matches(':popover-open'))
      menu.showPopover({ source });
    items(menu)[0]?.focus();
  },

  hide(id) {
    document.getElementById(id)?.hidePopover();
  },
};
