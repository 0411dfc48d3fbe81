// A form whose button asks the browser for a passkey and posts the answer (PasskeyForm.razor). The question comes from the server.
for (const form of document.querySelectorAll("form[data-passkey]"))
  if (window.PublicKeyCredential?.parseRequestOptionsFromJSON)
    offer(form);

function offer(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  form.hidden = false;
  form.addEventListener("submit", async event => {
    if (form.elements.Answer.value)
      return;
    event.preventDefault();
    failed.hidden = true;
    const button = event.submitter ?? form.querySelector("button");
    button.disabled = true;
    try {
      form.elements.Answer.value = JSON.stringify(await answer(form));
      // As the person pressed it: the handler's name goes with it.
      form.submit();
    } catch {
      // Not found, not allowed, or the person closed the browser's own window: they know which.
      failed.hidden = false;
      button.disabled = false;
      button.focus();
    }
  });
}

async function answer(form) {
  const body = new FormData();
  const token = form.querySelector("input[name=__RequestVerificationToken]");
  body.set(token.name, token.value);
  const question = await fetch(form.dataset.question, { method: "POST", body });
  if (!question.ok)
    throw new Error(`${question.status}`);
  const options = await question.json();
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
