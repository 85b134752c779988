// The complaint sheet has no other script: it copies the text, reads it aloud where there is a Chinese voice, prints it.
const sheet = document.querySelector('#sheet');
const tools = document.querySelector('#sheet-tools');

/** The sheet as lines of plain text, with what was typed into its fields. */
const lines = () =>
  [...(sheet?.querySelectorAll('[data-line]') ?? [])].flatMap((line) => {
    const term = line.querySelector('dt')?.textContent?.trim();
    if (!term) return [line.textContent?.trim() ?? ''];
    const field = line.querySelector('input');
    const text = (field ? field.value : (line.querySelector('dd')?.textContent ?? '')).trim();
    return text ? [`${term}：${text}`] : [];
  });

if (sheet && tools instanceof HTMLElement) {
  const said = tools.querySelector('[role=status]');
  tools.hidden = false;
  tools.querySelector('[data-do=print]')?.addEventListener('click', () => print());
  tools.querySelector('[data-do=copy]')?.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(lines().join('\n'));
    } catch {
      // No permission, or an old browser: selected, so that the person can copy it.
      getSelection()?.selectAllChildren(sheet);
      if (!document.execCommand('copy')) return;
    }
    if (said instanceof HTMLElement) said.textContent = said.dataset.said ?? '';
  });

  const read = tools.querySelector('[data-do=read]');
  const label = read?.querySelector('span');
  if (read instanceof HTMLElement && label && 'speechSynthesis' in window) {
    const idle = label.textContent;
    const voice = () => speechSynthesis.getVoices().find(({ lang }) => /^(zh|cmn)\b/i.test(lang));
    const look = () => (read.hidden = !voice());
    look();
    speechSynthesis.addEventListener?.('voiceschanged', look);
    let reading = false;
    const stop = () => {
      reading = false;
      speechSynthesis.cancel();
      label.textContent = idle;
    };
    read.addEventListener('click', () => {
      if (reading) return stop();
      reading = true;
      label.textContent = read.dataset.stop ?? idle;
      // A sentence at a time: some browsers fall silent in the middle of a long one.
      const said = lines().map((text) => Object.assign(new SpeechSynthesisUtterance(text), { lang: 'zh-CN', rate: 0.9 }));
      for (const each of said) {
        const found = voice();
        if (found) each.voice = found;
        speechSynthesis.speak(each);
      }
      said.at(-1)?.addEventListener('end', stop);
    });
    addEventListener('pagehide', () => speechSynthesis.cancel());
  }
}

// A tick is enough where there is a script; its button is for where there is none.
const contact = document.querySelector('#contact');
if (contact instanceof HTMLInputElement) contact.addEventListener('change', () => contact.form?.requestSubmit());
