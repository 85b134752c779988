/**
 * Who was signed in on this phone when it last had a network. `app.js` writes it down from the head of every page that the
 * server made; a page that is made with the app has no other way to know.
 */
export interface Account {
  id: string;
  email: string;
}

export function lastAccount(): Account | null {
  try {
    const [id, email] = (localStorage.getItem('account') ?? '').split(' ');
    return id && email ? { id, email } : null;
  } catch {
    return null; // a browser that keeps nothing
  }
}
