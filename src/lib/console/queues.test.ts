import { describe, expect, it } from 'vitest';
import {
  actionHref,
  caseHref,
  neighbours,
  queueHref,
  queuesOf,
  readAfter,
  readCode,
  readFilters,
  readPlace
} from './queues';

const ID = '37ded6db-62a8-4f43-b3ca-6257adc4f953';
const query = (text: string) => new URLSearchParams(text);

describe('the queues of a person', () => {
  it('are those of the role', () => {
    expect(queuesOf(['moderator'])[0]).toBe('screen');
    expect(queuesOf(['handler'])[0]).toBe('take_on');
    expect(queuesOf(['publisher', 'admin'])).toEqual([]);
  });
  it('name the overdue queue once for somebody with both', () => {
    expect(queuesOf(['moderator', 'handler']).filter((name) => name === 'overdue')).toHaveLength(1);
  });
});

describe('the address of a list', () => {
  it('comes back as it was written', () => {
    const filters = {
      group: 'air',
      subdistrict: '110105012',
      place: 'chaoyang-park',
      overdue: true,
      urgent: true
    } as const;
    const href = queueHref('zh', 'screen', filters);
    expect(href).toMatch(/^\/zh\/console\/queues\/screen\?/);
    expect(readFilters(query(href.split('?')[1]!))).toEqual(filters);
  });
  it('leaves out what is malformed', () => {
    expect(readFilters(query('group=AIR;--&subdistrict=1&place=Chaoyang%20Park&overdue=yes&urgent=0'))).toEqual({});
  });
  it('goes on after the last row', () => {
    const after = { at: '2026-11-24T06:48:29.123456+00:00', id: ID };
    const href = queueHref('en', 'all_open', {}, after);
    expect(readAfter(query(href.split('?')[1]!))).toEqual(after);
  });
  it('starts at the top when the mark is broken', () => {
    for (const bad of ['', '_', `yesterday_${ID}`, '2026-11-24T06:48:29Z_1', `${ID}_2026`])
      expect(readAfter(query(`after=${encodeURIComponent(bad)}`))).toBeNull();
  });
});

describe('the address of a case', () => {
  it('keeps its list and its open form', () => {
    const place = { queue: 'dispatch', filters: { mediation: true }, after: null } as const;
    const href = caseHref('zh', ID, { ...place, act: 'dispatch' });
    expect(href).toBe(`/zh/console/reports/${ID}?queue=dispatch&act=dispatch&mediation=1#act`);
    expect(readPlace(query(href.split('?')[1]!.split('#')[0]!))).toEqual(place);
  });
  it('is bare without a list', () => {
    expect(caseHref('en', ID)).toBe(`/en/console/reports/${ID}`);
    expect(actionHref('move', {})).toBe('?/move');
    expect(actionHref('move', { queue: 'screen', act: 'ask' })).toBe('?/move&queue=screen&act=ask');
  });
});

describe('a code', () => {
  it('is read as people type it', () => {
    for (const typed of ['CY-7F3K-92QD', 'cy7f3k92qd', ' cy 7f3k 92qd ', 'CY－7F3K－92QD'])
      expect(readCode(typed)).toBe('CY-7F3K-92QD');
  });
  it('is not guessed from less', () => {
    for (const typed of ['', '7F3K-92QD', 'CY-7F3K', 'CY-7F3K-92QDX']) expect(readCode(typed)).toBeNull();
  });
});

describe('the neighbours of a case', () => {
  it('are the rows before and after it', () => {
    expect(neighbours(['a', 'b', 'c'], 'b')).toEqual({ previous: 'a', next: 'c' });
    expect(neighbours(['a', 'b'], 'b').next).toBeNull();
  });
  it('start at the top of the list once the case has left it', () => {
    expect(neighbours(['a', 'b'], 'gone')).toEqual({ previous: null, next: 'a' });
    expect(neighbours([], 'gone').next).toBeNull();
  });
});
