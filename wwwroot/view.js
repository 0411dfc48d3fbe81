// As whom this tab looks, for as long as it looks so: a reload makes it one's own again, and has to say so.
const key = "pb-view";

// For ViewingBanner.
window.pbView = {
  remember: (name) => name ? sessionStorage.setItem(key, name) : sessionStorage.removeItem(key),
  take() {
    const name = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return name;
  },
};
