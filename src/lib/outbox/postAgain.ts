import type { Item } from '$lib/offline/outbox';

/**
 * Posts a form that was refused once more, as the browser does: its page comes back with what was typed, and with the
 * sentences about it. Should it be accepted now, it is the same form, and is done once.
 */
export function postAgain({ path, fields }: Pick<Item, 'path' | 'fields'>): void {
  const form = document.createElement('form');
  form.setAttribute('method', 'POST');
  form.setAttribute('action', path);
  form.hidden = true;
  for (const [name, value] of fields) {
    if (typeof value !== 'string') continue;
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value });
    form.append(input);
  }
  document.body.append(form);
  // A field may be called `submit`.
  HTMLFormElement.prototype.submit.call(form);
}
