// Starts Blazor and brings a lost circuit back. Blazor itself retries, then resumes the circuit; when the portal no longer knows it
// (it was restarted), the page is reloaded, but only once the portal answers: it never gives way to the browser's own error page.
const banner = document.getElementById('components-reconnect-modal');
const every = 2500;
let timer = 0;

const tell = state => banner.dataset.state = state;

async function answers() {
  try {
    await fetch('/favicon.svg', { method: 'HEAD', cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}

async function reloadWhenAnswered() {
  clearTimeout(timer);
  if (await answers()) {
    tell('reloading');
    location.reload();
  } else {
    tell('waiting');
    timer = setTimeout(reloadWhenAnswered, every);
  }
}

// A portal that answers but refuses the circuit again and again (the sign-in ended meanwhile) will not change its mind.
let seen = 0;
let refused = 0;
async function reloadWhenRefused(attempt) {
  if (attempt === seen)
    return;
  seen = attempt;
  refused = await answers() ? refused + 1 : 0;
  if (refused >= 4 && banner.dataset.state !== 'hide')
    location.reload();
}

banner.addEventListener('components-reconnect-state-changed', event => {
  switch (event.detail.state) {
    case 'show':
      seen = refused = 0;
      tell('retrying');
      break;
    case 'retrying':
      tell(event.detail.currentAttempt > 3 ? 'waiting' : 'retrying');
      reloadWhenRefused(event.detail.currentAttempt);
      break;
    case 'hide':
      tell('hide');
      break;
    case 'paused':
      tell('paused');
      break;
    case 'failed':
    case 'rejected':
    case 'resume-failed':
      reloadWhenAnswered();
      break;
  }
});

banner.querySelector('[data-pb-retry]').addEventListener('click', async () => {
  try {
    if (await Blazor.reconnect() || await Blazor.resumeCircuit())
      tell('hide');
    else
      await reloadWhenAnswered();
  } catch {
    tell('waiting');
  }
});

Blazor.start({
  circuit: {
    reconnectionOptions: {
      // An hour of tries: quickly at first, then calmly.
      maxRetries: 1440,
      retryIntervalMilliseconds: attempt => attempt >= 1440 ? null : attempt === 0 ? 0 : attempt < 4 ? 1000 : every,
    },
  },
});
