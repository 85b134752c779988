/**
 * Who was last signed in on this phone. `static/account.js` writes it down from every page that the server makes for somebody
 * who is; a page that is made with the app has no other way to know.
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
