// Makes the photos of a plain form small where they are chosen: a page of text has no other script. The worker that does the
// work is fetched when somebody chooses a photo. What it cannot read is sent as it is, and the server says in words what it is.
const script = '__WORKER__'; // The build writes the address here.

/** @type {Worker | undefined} */
let worker;
let asked = 0;
/** @type {Map<number, (shrunk: { blob?: Blob }) => void>} */
const answers = new Map();

const rules = {
  createScriptURL: (/** @type {string} */ text) => {
    if (text === script) return text;
    throw new TypeError('Trusted Types: script address refused');
  }
};
const policies = /** @type {{ trustedTypes?: { createPolicy: Function } }} */ (globalThis).trustedTypes;
const policy = policies?.createPolicy('photo-worker-url', rules);

function start() {
  const started = new Worker(policy?.createScriptURL(script) ?? script, { type: 'module' });
  started.onmessage = ({ data }) => {
    answers.get(data.n)?.(data.shrunk);
    answers.delete(data.n);
  };
  started.onerror = () => {
    for (const answer of answers.values()) answer({});
    answers.clear();
  };
  return started;
}

/** @returns {Promise<{ blob?: Blob }>} */
const shrink = (/** @type {File} */ file) =>
  new Promise((answer) => {
    const n = asked++;
    answers.set(n, answer);
    (worker ??= start()).postMessage({ n, file });
  });

/** What the form says of its photos while they are worked on. @type {(form: HTMLFormElement, name?: 'shrinking' | 'waits') => void} */
const say = (form, name) => {
  const line = form.querySelector('[data-shrinking]');
  if (line instanceof HTMLElement) line.textContent = name ? (line.dataset[name] ?? '') : '';
};

/** Forms whose photos are being made small: they leave when that is done. @type {Map<HTMLFormElement, Promise<void>>} */
const busy = new Map();

/** @returns {Promise<FileList>} */
async function small(/** @type {HTMLInputElement} */ input) {
  const all = new DataTransfer();
  for (const file of input.files ?? []) {
    const { blob } = await shrink(file).catch(() => ({ blob: undefined }));
    all.items.add(blob ? new File([blob], 'photo.jpg', { type: blob.type }) : file);
  }
  return all.files;
}

const canShrink = 'Worker' in globalThis && 'OffscreenCanvas' in globalThis && 'DataTransfer' in globalThis;
if (canShrink) {
  const take = (/** @type {HTMLInputElement} */ input) => {
    const { form } = input;
    if (!form || !input.files?.length) return;
    say(form, 'shrinking');
    const work = small(input).then((files) => {
      if (busy.get(form) !== work) return; // others were chosen meanwhile
      input.files = files;
      busy.delete(form);
      say(form);
    });
    busy.set(form, work);
  };
  addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.matches('input[data-shrink]')) take(target);
  });
  addEventListener('submit', (event) => {
    const { target, submitter } = event;
    const work = target instanceof HTMLFormElement && busy.get(target);
    if (!work) return;
    event.preventDefault();
    say(target, 'waits');
    work.then(() => target.requestSubmit(submitter));
  });
  // What was chosen before this script arrived.
  for (const input of document.querySelectorAll('input[data-shrink]'))
    if (input instanceof HTMLInputElement) take(input);
}

export {};
