// On a layout and not on the page, because an error page takes its options from the layouts above it.
export const csr = false;
