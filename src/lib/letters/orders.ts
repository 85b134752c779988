/** What the link of a work order shows. */
export const ACTS = ['take_on', 'object', 'answer'] as const;
export type Act = (typeof ACTS)[number];

export const ANSWER_KINDS = [
  'fixed',
  'scheduled',
  'inspected_nothing_found',
  'not_a_violation',
  'cannot_now',
  'not_ours'
] as const;

interface Said {
  at: string;
  text: string;
  lang?: 'zh' | 'en' | null;
}

/** The case, without anybody's name or contact. `lat`, `lng` are WGS 84. */
export interface OrderFacts {
  version: number;
  status: string;
  category_code: string;
  subdistrict_code: string;
  landmark: string | null;
  place: string | null;
  lat: number | null;
  lng: number | null;
  description: string | null;
  lang: 'zh' | 'en';
  received_at: string;
  happened_at: string | null;
  time_pattern: string | null;
  due_at: string | null;
  overdue: boolean;
  urgent: boolean;
  mediation: boolean;
  answers: { label_zh: string; label_en: string; value: string; value_zh: string | null; value_en: string | null }[];
  added: Said[];
  notes: Said[];
  photos: string[];
}

export interface Order extends Partial<OrderFacts> {
  act: Act;
  unit_code: string;
  code: string;
  /** Beside `open` and `take_on_first` nothing of the case is shown. */
  state: 'open' | 'used' | 'replaced' | 'expired' | 'over' | 'console' | 'take_on_first' | 'not_now' | 'final';
  may_renew: boolean;
}

/** The case of a link that can be used, else null. */
export const factsOf = (order: Order): OrderFacts | null =>
  'version' in order ? (order as unknown as OrderFacts) : null;
