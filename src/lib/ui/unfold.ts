import { browser } from '$app/environment';
import { createAttachmentKey, type Attachment } from 'svelte/attachments';
import type { HTMLDetailsAttributes } from 'svelte/elements';

/**
 * `<details {...unfold(open)}>` instead of `<details open={open}>`, in pages that have a script: what the page asks to be
 * open is opened, and what somebody opened, before the script came or after, is never closed by the page.
 */
export function unfold(open: boolean): HTMLDetailsAttributes {
  if (!browser) return { open };
  const keep: Attachment<HTMLDetailsElement> = (details) => {
    if (open) details.open = true;
  };
  return { [createAttachmentKey()]: keep };
}
