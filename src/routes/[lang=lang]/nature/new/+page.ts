// A plain form; the page is lighter without a script.
export const csr = false;
