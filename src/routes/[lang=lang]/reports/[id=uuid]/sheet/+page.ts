// Text and plain forms; the one small script of this page copies, reads aloud and prints (static/sheet.js).
export const csr = false;
