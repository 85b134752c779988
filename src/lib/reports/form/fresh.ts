/** A new report's name and the key that opens it: 128 random bits, as the server would make them. */
export const fresh = (): { id: string; key: string } => ({
  id: crypto.randomUUID(),
  key: [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
});
