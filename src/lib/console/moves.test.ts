import { describe, expect, it } from 'vitest';
import { beijingTime, detailsOf, MOVES, offered, readTyped, withTemplate, type MoveName } from './moves';

const form = (fields: [string, string][]) => {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
};

describe('a posted step', () => {
  it('keeps what was typed and sends what is meant', () => {
    const typed = readTyped(
      form([
        ['lead', '110105012'],
        ['assists', 'ecology'],
        ['assists', 'police'],
        ['limit_days', ' 8 '],
        ['internal_text', '请注意\r\n晚高峰'],
        ['email_text', '']
      ])
    );
    expect(typed.limit_days).toBe(' 8 ');
    expect(detailsOf('dispatch', typed)).toEqual({
      details: { lead: '110105012', assists: ['ecology', 'police'], limit_days: 8, internal_text: '请注意\n晚高峰' },
      errors: {}
    });
  });
  it('names every field that is missing', () => {
    expect(detailsOf('mark_urgent', {}).errors).toEqual({
      duty_number: 'duty_number_missing',
      called_whom: 'called_whom_missing',
      called_at: 'called_at_missing'
    });
    expect(detailsOf('answer', { answer_kind: 'fixed', public_text: ' \n' }).errors).toEqual({
      public_text: 'public_text_missing'
    });
  });
  it('refuses a limit that is no number', () => {
    for (const limit_days of ['0', '-1', '1.5', 'ten'])
      expect(detailsOf('dispatch', { lead: 'x', limit_days }).errors).toEqual({ limit_days: 'limit_days_wrong' });
  });
  it('sends nothing that the step does not ask for', () => {
    const { details } = detailsOf('take_on', { public_text: 'x', lead: 'x', internal_text: 'note' });
    expect(details).toEqual({ internal_text: 'note' });
  });
  it('says a language only with words', () => {
    expect(detailsOf('accept', { public_lang: 'zh' }).details).toEqual({});
    expect(detailsOf('accept', { public_lang: 'en', public_text: 'Thanks' }).details).toEqual({
      public_lang: 'en',
      public_text: 'Thanks'
    });
  });
  it('names another channel in words', () => {
    const typed = { channel: 'other', public_text: '请联系物业' };
    expect(detailsOf('redirect', typed).errors).toEqual({ channel_name: 'channel_missing' });
    expect(detailsOf('redirect', { ...typed, channel_name: ' 小区物业 ' }).details.channel).toBe('小区物业');
  });
});

describe('a time in a form', () => {
  it('is that of Beijing', () => {
    expect(beijingTime('2026-11-24T19:30')).toBe('2026-11-24T11:30:00.000Z');
    expect(beijingTime('soon')).toBeNull();
  });
});

describe('the steps on offer', () => {
  it('are the open ones, in the order of the desk', () => {
    expect(offered(['add_note', 'refuse', 'accept', 'translate', 'send_on'])).toEqual(['accept', 'refuse', 'add_note']);
  });
  it('each say what they need', () => {
    for (const move of Object.keys(MOVES) as MoveName[])
      expect(Object.keys(detailsOf(move, {}).errors).length, move).toBe(MOVES[move].needs.length);
  });
});

describe('a ready sentence', () => {
  it('goes after what is typed, in its own language', () => {
    expect(withTemplate({ public_text: '您好。', public_lang: 'zh' }, 'Thank you.', 'en', true)).toEqual({
      public_text: '您好。\nThank you.',
      public_lang: 'en'
    });
  });
  it('goes into the note where the step has no public words', () => {
    expect(withTemplate({}, '不在辖区内', 'zh', false)).toEqual({ internal_text: '不在辖区内' });
  });
});
