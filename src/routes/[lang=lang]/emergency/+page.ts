// Text and links: there is nothing here for JavaScript to do, so none is sent.
export const csr = false;
