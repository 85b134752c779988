// In the head of every page of somebody who is signed in, and of no other: writes down who it is, because a page that is made
// with the app has no other way to know (src/lib/offline/account.ts). What another person saw on this phone goes.
try {
  const { account = '' } = document.documentElement.dataset;
  if (account && account !== localStorage.getItem('account')) {
    localStorage.setItem('account', account);
    navigator.serviceWorker?.ready
      .then(({ active }) => active?.postMessage({ type: 'ACCOUNT', account: account.split(' ')[0] }))
      .catch(() => undefined);
  }
} catch {
  // A browser that keeps nothing has nothing to forget.
}
