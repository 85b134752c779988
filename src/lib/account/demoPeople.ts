/** The people of the demonstration district (the README lists them). They exist in demo mode only. */
export const DEMO_PASSWORD = 'chaoyang-demo';
export const DEMO_PEOPLE = [
  'resident',
  'organizer',
  'teacher',
  'handler',
  'moderator',
  'moderator2',
  'publisher',
  'admin'
] as const;
export type DemoPerson = (typeof DEMO_PEOPLE)[number];

export const demoEmail = (person: DemoPerson): string => `${person}@demo.test`;
export const isDemoPerson = (name: unknown): name is DemoPerson => DEMO_PEOPLE.includes(name as DemoPerson);
