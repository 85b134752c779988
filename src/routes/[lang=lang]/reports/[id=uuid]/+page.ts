// Every step is a plain form; the one small script of this page copies and prints the link (static/keep-link.js).
export const csr = false;
