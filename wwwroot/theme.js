// Applies and remembers the chosen colours. Works on plain pages and in circuits alike: it listens to the document.
const inputs = () => document.querySelectorAll('input[data-pb-theme]');

function show() {
  for (const input of inputs())
    input.checked = input.value === document.documentElement.dataset.theme;
}

document.addEventListener('change', event => {
  if (!event.target.matches?.('input[data-pb-theme]'))
    return;
  document.documentElement.dataset.theme = event.target.value;
  document.cookie = `pb-theme=${event.target.value}; path=/; max-age=31536000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
  show();
});

// A switch drawn after the choice was made shows it (ThemeSwitch.razor.cs).
window.pbTheme = { show };
