import type { Tone } from './tone';

export interface TimelineItem {
  title: string;
  /** ISO, for machines; `when` is the same moment for people. */
  at?: string;
  when?: string;
  text?: string;
  tone?: Tone;
  state?: 'done' | 'now' | 'next';
}
