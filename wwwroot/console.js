// An open page of a customer's console (ConsolePage.razor): the server says when it is out of date, or over; then it is read anew.
const here = () => document.getElementById("console");
const address = location.pathname;
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
      const answer = await fetch(address, { headers: { accept: "text/html" } });
      // The server is away: the socket comes back by itself and says where things stand.
      if (answer.status >= 500)
        return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById("console");
      if (!now)
        return location.replace(address);
      const focused = document.activeElement?.id;
      here().replaceWith(now);
      document.title = page.title;
      if (focused)
        document.getElementById(focused)?.focus({ preventScroll: true });
    } while (again);
  } catch {
    // As above.
  } finally {
    reading = false;
  }
}

// A dead line is said, and tried again for as long as the page is open.
function follow(wait) {
  const socket = new WebSocket(here().dataset.events);
  let over = false;
  socket.onopen = () => {
    wait = 1000;
    document.getElementById("console-away").hidden = true;
  };
  socket.onmessage = ({ data }) => {
    over = data === "ended";
    if (over)
      location.replace(address);
    else if (data !== here().dataset.stamp)
      read();
  };
  socket.onclose = () => {
    if (over)
      return;
    document.getElementById("console-away").hidden = false;
    setTimeout(() => follow(Math.min(2 * wait, 15000)), wait);
  };
}

follow(1000);
