/** Where the inbox goes on: the moment and the number of the last notice shown. */
export interface NoticeCursor {
  at: string;
  id: number;
}

export const noticeCursor = {
  write: ({ at, id }: NoticeCursor): string => `${at}~${id}`,
  /** Null for anything that `write` did not write: the list then starts at its beginning. */
  read(text: string | null): NoticeCursor | null {
    const [at = '', id = ''] = (text ?? '').split('~');
    const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+\d\d:\d\d)$/.test(at);
    return isMoment && /^\d{1,15}$/.test(id) ? { at, id: Number(id) } : null;
  }
};
