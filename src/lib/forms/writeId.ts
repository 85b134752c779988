/** The id that a form has from the moment it stands on the page: the database does each once (docs/decisions/0021). */

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const fromBytes = (bytes: Uint8Array): string => {
  const hex = [...bytes.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0'));
  // Version 8: made by whoever made it, as the standard (RFC 9562) says of ids that are neither drawn nor a clock's.
  hex[6] = `8${hex[6]![1]!}`;
  hex[8] = `8${hex[8]![1]!}`;
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** `crypto.randomUUID` is missing where a page comes over plain HTTP, such as on a phone that tries a developer's machine. */
export const freshId = (): string => fromBytes(crypto.getRandomValues(new Uint8Array(16)));

/** As the doors of the database take it; a form without one, or with something else in its place, is a new one. */
export function writeIdIn(form: FormData): { write_id?: string } {
  const id = form.get('write_id');
  return typeof id === 'string' && UUID.test(id) ? { write_id: id.toLowerCase() } : {};
}

/** Where one form does several things, each has an id of its own, and the same one when the form comes again. */
export async function partOf({ write_id }: { write_id?: string }, part: string): Promise<{ write_id?: string }> {
  if (!write_id) return {};
  const text = new TextEncoder().encode(`${write_id} ${part}`);
  return { write_id: fromBytes(new Uint8Array(await crypto.subtle.digest('SHA-256', text))) };
}
