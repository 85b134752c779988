/** Where a list goes on: the moment and the id of the last line shown, as one text for the address. */
export interface Cursor {
  at: string;
  id: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const writeCursor = ({ at, id }: Cursor): string => `${at}~${id}`;

/** Null for anything that `writeCursor` did not write: the list then starts at its beginning. */
export function readCursor(text: string | null): Cursor | null {
  const [at = '', id = ''] = (text ?? '').split('~');
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+\d\d:\d\d)$/.test(at) && UUID.test(id) ? { at, id } : null;
}
