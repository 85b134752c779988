/** What a colour says: pine done · sun waiting or due · river in hand · plum overdue, danger, refused · ink at rest. */
export type Tone = 'pine' | 'sun' | 'river' | 'plum';
export type Shape =
  'ring' | 'dot' | 'half' | 'ask' | 'pause' | 'check' | 'double' | 'cross' | 'arrow' | 'join' | 'back' | 'turn';
