// A form that is sent once, however often its button is pressed (LaunchDialog.razor): its tab is opened before the page hears of it.
document.addEventListener("submit", event => {
  if (!("once" in event.target.dataset))
    return;
  if ("sent" in event.target.dataset)
    event.preventDefault();
  event.target.dataset.sent = "";
});
