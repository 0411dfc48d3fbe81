// Brings a lost circuit back: Blazor retries first; when it gives up we go on retrying, then resume, then reload.
// The page is reloaded only once the portal answers, so that it never gives way to the browser's own error page.
const banner = document.getElementById('components-reconnect-modal');
const every = 3000;
let waiting = 0;
let busy = false;

const tell = state => banner.dataset.state = state;

async function answers() {
  try {
    await fetch('/favicon.svg', { method: 'HEAD', cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}

function again() {
  clearTimeout(waiting);
  waiting = setTimeout(bringBack, every);
}

async function bringBack() {
  clearTimeout(waiting);
  if (busy)
    return;
  busy = true;
  try {
    if (!await answers()) {
      tell('waiting');
      return again();
    }
    tell('resuming');
    if (await Blazor.reconnect() || await Blazor.resumeCircuit?.())
      tell('hide');
    else
      location.reload();
  } catch {
    tell('waiting');
    again();
  } finally {
    busy = false;
  }
}

banner.addEventListener('components-reconnect-state-changed', event => {
  switch (event.detail.state) {
    case 'show':
    case 'retrying':
      tell('retrying');
      break;
    case 'hide':
      clearTimeout(waiting);
      tell('hide');
      break;
    case 'paused':
      tell('paused');
      break;
    case 'failed':
    case 'rejected':
    case 'resume-failed':
      bringBack();
      break;
  }
});

banner.querySelector('[data-pb-retry]').addEventListener('click', bringBack);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && banner.dataset.state === 'waiting')
    bringBack();
});
