import fc from 'fast-check';

/** How many inputs a fuzz test tries in all; `FUZZ_RUNS=10000` for a night of it. */
export const fuzzRuns = (usual: number): number => Number(process.env.FUZZ_RUNS ?? usual);

/** One seed that never changes and one that does; a failure prints which, and `FUZZ_SEED` brings it back. */
export const fuzzSeeds: number[] = [20261124, Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)];

const known = [
  '',
  ' ',
  '\u3000',
  '\0',
  'a\0b',
  '\ud800',
  '\udc00x',
  '\u202egnp.exe',
  '\ufeff',
  'ﷺ'.repeat(50),
  'e\u0301'.repeat(60),
  '👩‍👩‍👧‍👦',
  "'; drop table reports; --",
  '$1',
  '%s%n{{7*7}}${7*7}',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '../../../../etc/passwd',
  '\r\nSet-Cookie: a=b',
  '//evil.example',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-0',
  '1e999',
  '0x10',
  '1,5',
  '９',
  'true',
  '[]',
  '{}',
  '{"a":',
  '2026-13-45T99:99:99Z',
  '275760-09-13',
  '0000-00-00',
  'infinity',
  '-infinity',
  '00000000-0000-0000-0000-000000000000',
  'zzzzzzzz-zzzz-4zzz-8zzz-zzzzzzzzzzzz',
  '9223372036854775808'
];

/** Strings that break things, up to a megabyte (seldom, for they are slow). */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 120, arbitrary: fc.constantFrom(...known) },
  { weight: 40, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((u) => String.fromCharCode(...u))
  },
  { weight: 6, arbitrary: fc.constantFrom('x', '长', '\ud83d').map((c) => c.repeat(5000)) },
  { weight: 1, arbitrary: fc.constantFrom('y', '久').map((c) => c.repeat(1_000_000)) }
);

const numbers = fc.constantFrom(
  0,
  -0,
  -1,
  1.5,
  90.0000001,
  -180.1,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  5e-324,
  NaN,
  Infinity
);

const nested = (depth: number): unknown => (depth ? { a: [nested(depth - 1)] } : 'deep');

/** Anything JSON can carry, and keys that reach for prototypes. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: hostileText },
  { weight: 4, arbitrary: numbers },
  { weight: 3, arbitrary: fc.constantFrom(null, true, false, [], {}, [[]], [null]) },
  { weight: 2, arbitrary: fc.constantFrom(40, 400).map(nested) },
  { weight: 2, arbitrary: fc.array(hostileText, { maxLength: 6 }) },
  {
    weight: 3,
    arbitrary: fc.dictionary(
      fc.oneof(
        hostileText.filter((s) => s.length < 100),
        fc.constantFrom('id', 'key', '__proto__')
      ),
      hostileText,
      {
        maxKeys: 5,
        noNullPrototype: true
      }
    )
  }
);

/** What nobody outside may read in an answer: statements, error codes of the database, stacks, files. */
export const insides =
  /SQLSTATE|PL\/pgSQL|syntax error at|\b(select|insert into|update|delete from) [\w".]+ (from|set|values|where)\b|relation "|violates|PGRST\d|\n\s+at |node_modules|\.(ts|js|svelte):\d+|private\.\w+\(|file:\/\//i;
