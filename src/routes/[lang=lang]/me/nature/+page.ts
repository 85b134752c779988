// Nothing here needs a script in the browser; the page is lighter without one.
export const csr = false;
