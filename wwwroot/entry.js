// The pages of signing in and of one's own account. Everything here is a comfort: without it the pages still work.

// What was told is told once: F5 asks for the page, not for the sentence.
const told = document.querySelector("[data-told]");
if (told) {
  const here = new URL(location.href);
  here.searchParams.delete(told.dataset.told);
  history.replaceState(history.state, "", here);
}

// Whoever signs out in a tab that lives is led away by the tab too, which only knows that the sign-in is over.
const leaving = "pb-signing-out";
if (sessionStorage.getItem(leaving)) {
  sessionStorage.removeItem(leaving);
  if (told?.dataset.ownWay) {
    told.textContent = told.dataset.ownWay;
    told.classList.replace("pb-notice-warn", "pb-notice-good");
  }
}
document.addEventListener("submit", event => {
  if (event.submitter?.getAttribute("formaction") === "/sign-out")
    sessionStorage.setItem(leaving, "1");
});

// Copy and print, where the browser can.
for (const button of document.querySelectorAll("[data-copy]"))
  if (navigator.clipboard) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

async function copy(button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // Not allowed: it can still be marked by hand.
    return;
  }
  button.textContent = button.dataset.copied;
  setTimeout(() => button.textContent = before, 2000);
}

// Another language is another page: what was typed comes along, secrets aside, and is forgotten as soon as it is there.
const kept = `pb-typed:${location.pathname}`;
const fields = () => document.querySelectorAll(":is(.pb-entry, .pb-own) :is(input:not([type=hidden], [type=password]), textarea)");

document.addEventListener("submit", event => {
  if (!event.submitter?.getAttribute("formaction")?.startsWith("/language/"))
    return;
  const values = [...fields()].filter(field => field.name).map(field => [field.name, field.type === "checkbox" ? field.checked : field.value]);
  if (values.length)
    sessionStorage.setItem(kept, JSON.stringify(values));
});

const typed = sessionStorage.getItem(kept);
if (typed) {
  sessionStorage.removeItem(kept);
  const values = new Map(JSON.parse(typed));
  for (const field of fields())
    if (!values.has(field.name))
      continue;
    else if (field.type === "checkbox")
      field.checked = values.get(field.name);
    else if (values.get(field.name))
      field.value = values.get(field.name);
}
