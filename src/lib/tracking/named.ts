/** The words for a report's codes, resolved on the server so that the page carries only those it shows. */
export interface Named {
  category: string;
  subdistrict: string;
  lead: string;
  assists: string[];
  /** By unit code, for the events. */
  units: Record<string, string>;
  /** Questions of the category that were answered, with the answer in words. */
  answers: { question: string; answer: string }[];
}
