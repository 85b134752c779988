// Whoever comes from a mail programme wants one button, not a script.
export const csr = false;
