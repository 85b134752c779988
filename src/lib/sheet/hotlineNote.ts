/** A note of what 12345 said; `noted_at` is an ISO moment. */
export interface HotlineNote {
  id: string;
  order_number: string | null;
  result: string | null;
  noted_at: string;
}

/** As many characters as the database takes. */
export const ORDER_LONG = 40;
export const RESULT_LONG = 1000;
