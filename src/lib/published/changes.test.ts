import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, begin, follow, isArea, lineOf, MOST_LINES, type ChangedReport } from './changes';

const line = (n: number, more: Partial<ChangedReport> = {}): ChangedReport => ({
  id: String(n).padStart(4, '0'),
  category: 'air.fume',
  group: 'air',
  subdistrict: '110105012',
  precision: 'rounded',
  month: '2026-11',
  stage: 'open',
  published_at: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString(),
  ...more
});
const ids = ({ lines }: { lines: ChangedReport[] }) => lines.map(({ id }) => Number(id));

describe('a list on this phone', () => {
  it('is the newest first, and ends where more is not kept', () => {
    const whole = begin('district', { after: 'a', reports: [line(1), line(3), line(2)], gone: [] }, 7);
    expect(ids(whole)).toEqual([3, 2, 1]);
    expect(whole).toMatchObject({ after: 'a', floor: null, kept_at: 7, looked_at: 7 });
    const part = begin('district', { after: 'a', reports: [line(3), line(2)], gone: [], older: true }, 7);
    expect(part.floor).toEqual({ id: line(2).id, published_at: line(2).published_at });
  });

  it('follows what was added, changed and taken away, and counts it', () => {
    const list = begin('district', { after: 'a', reports: [line(3), line(2), line(1)], gone: [] }, 7);
    const { list: now, news } = follow(
      list,
      { after: 'b', reports: [line(4), line(2, { stage: 'closed' })], gone: [line(1).id, line(9).id] },
      8
    );
    expect(ids(now)).toEqual([4, 3, 2]);
    expect(now.lines[2]?.stage).toBe('closed');
    expect(news).toEqual({ added: 1, changed: 1, gone: 1 });
    expect(now).toMatchObject({ after: 'b', kept_at: 7, looked_at: 8 });
  });

  it('takes no notice of what is older than all of it, also when its last ones have gone', () => {
    const list = begin('district', { after: 'a', reports: [line(9), line(8), line(7)], gone: [], older: true }, 7);
    const { list: shorter } = follow(list, { after: 'b', reports: [], gone: [line(7).id, line(8).id] }, 8);
    const { list: now, news } = follow(shorter, { after: 'c', reports: [line(3), line(8), line(10)], gone: [] }, 9);
    expect(ids(now)).toEqual([10, 9, 8]);
    expect(news).toEqual({ added: 2, changed: 0, gone: 0 });
  });

  it('is the beginning of the whole list, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(MOST_LINES + 60), fc.boolean()), { maxLength: 200 }), (story) => {
        const world = new Map(Array.from({ length: MOST_LINES + 20 }, (_, n) => [line(n).id, line(n)]));
        const newest = () => [...world.values()].sort((a, b) => b.published_at.localeCompare(a.published_at));
        let list = begin('district', { after: 'a', reports: newest().slice(0, MOST_LINES), gone: [], older: true }, 1);
        for (const [n, shown] of story) {
          const one = line(n);
          if (shown) world.set(one.id, one);
          else world.delete(one.id);
          list = follow(list, { after: 'a', reports: shown ? [one] : [], gone: shown ? [] : [one.id] }, 1).list;
        }
        expect(ids(list)).toEqual(ids({ lines: newest() }).slice(0, list.lines.length));
        expect(list.lines.length).toBeLessThanOrEqual(MOST_LINES);
        const { floor } = list;
        if (floor) expect(newest().filter((one) => one.published_at >= floor.published_at)).toEqual(list.lines);
      }),
      { numRuns: 50 }
    );
  });
});

it('asks for its area from its place on', () => {
  expect(addressOf('district')).toBe('/data/reports/changes');
  expect(addressOf('110105012', 'aaaaaaaa-7')).toBe('/data/reports/changes?after=aaaaaaaa-7&subdistrict=110105012');
  expect(['district', '110105012', '12', '', null].map(isArea)).toEqual([true, true, false, false, false]);
});

it('shows as any other line of the list', () => {
  expect(lineOf(line(1, { day: '2026-11-24', text: 'words', text_lang: 'en' }), 'Fumes', 'Maizidian')).toMatchObject({
    report_id: '0001',
    month: '2026-11-01',
    day: '2026-11-24',
    public_text: 'words',
    landmark: null,
    photos: [],
    title: 'Fumes',
    place: 'Maizidian'
  });
});
