// One plain form; the one small script of the circle asks for a position on tap (static/near.js).
export const csr = false;
