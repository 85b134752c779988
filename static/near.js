// Lists and forms that ask "near what?" have no other script: it asks for a position when somebody taps, rounds it to about 100 m here on the
// phone, and sends the form with it. Nothing is kept; the position stands in the address of that one page.
const form = document.querySelector('form[data-near]');
const tools = document.querySelector('#near-tools');

if (form instanceof HTMLFormElement && tools instanceof HTMLElement && 'geolocation' in navigator) {
  const said = tools.querySelector('[role=status]');
  const say = (what) => {
    if (said instanceof HTMLElement) said.textContent = said.dataset[what] ?? '';
  };
  tools.hidden = false;
  tools.querySelector('[data-do=near]')?.addEventListener('click', () => {
    say('busy');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        for (const [name, degrees] of [
          ['lat', coords.latitude],
          ['lng', coords.longitude]
        ]) {
          const field = form.elements.namedItem(name);
          if (!(field instanceof HTMLInputElement)) continue;
          field.disabled = false;
          field.value = degrees.toFixed(3);
        }
        // A name or a station would go before the position; the wish is for what is near.
        for (const name of ['q', 'near']) {
          const field = form.elements.namedItem(name);
          if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = '';
        }
        form.action = form.action.split('#')[0] + '#rows'; // what was found comes into sight, not the form again
        form.submit();
      },
      ({ code, PERMISSION_DENIED }) => say(code === PERMISSION_DENIED ? 'denied' : 'failed'),
      { enableHighAccuracy: false, timeout: 15000, maximumAge: 60000 }
    );
  });
} else tools?.remove();
