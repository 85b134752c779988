/** "Same here" and "It is back": what the form says of a public case. The page shows the case itself. */
export interface Named {
  /** The public case. */
  id: string;
  /** How the form names it; null when it cannot be named that way any more, and this becomes a report of its own. */
  as: 'joins' | 'again_of' | null;
}
