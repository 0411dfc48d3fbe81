// For PageAddress: the address follows what was typed, unless somebody went elsewhere meanwhile.
window.pbAddress = {
  follow(address, state, here) {
    const there = here === null ? location.pathname === new URL(address, document.baseURI).pathname : history.state?.userState === here;
    if (there)
      Blazor.navigateTo(address, { replaceHistoryEntry: true, historyEntryState: state });
  },
};
