// Figures, drawn on the server: there is nothing here for JavaScript to do, so none is sent.
export const csr = false;
