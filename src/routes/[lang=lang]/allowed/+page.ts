// Text and links: what is now is worked out on the server.
export const csr = false;
