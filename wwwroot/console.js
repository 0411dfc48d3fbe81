// An open page of a customer's console (ConsolePage.razor): the server says when it is out of date, or over; then it is read anew.
const here = () => document.getElementById("console");
let reading = false;
let again = false;

// Only the page's own part is replaced; what has the focus keeps it.
async function read() {
  if (reading) {
    again = true;
    return;
  }
  reading = true;
  try {
    do {
      again = false;
      const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById("console");
      if (!answer.ok || !now)
        return location.replace(location.pathname);
      const focused = document.activeElement?.id;
      here().replaceWith(now);
      document.title = page.title;
      if (focused)
        document.getElementById(focused)?.focus({ preventScroll: true });
    } while (again);
  } catch {
    // The server is away; the stream comes back by itself and says where things stand.
  } finally {
    reading = false;
  }
}

const stream = new EventSource(here().dataset.events);
stream.addEventListener("stamp", event => {
  if (event.data !== here().dataset.stamp)
    read();
});
stream.addEventListener("ended", () => {
  stream.close();
  location.replace(location.pathname);
});
