// Text and links: no JavaScript is needed.
export const csr = false;
