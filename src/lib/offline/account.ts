/**
 * Who was signed in on this phone when it last had a network. `app.js` writes it down from every page that the server
 * made; a page that is made with the app has no other way to know.
 */
export interface Account {
  id: string;
  email: string;
}

export function lastAccount(): Account | null {
  try {
    const { id, email } = JSON.parse(localStorage.getItem('account') ?? 'null') as Partial<Account>;
    return typeof id === 'string' && typeof email === 'string' ? { id, email } : null;
  } catch {
    return null; // nobody, or a browser that keeps nothing
  }
}
