import { describe, expect, it } from 'vitest';
import { commandOf, lettersFor } from './keys';

const stroke = (key: string, more = {}) =>
  commandOf({ key, ctrlKey: false, metaKey: false, altKey: false, busy: false, ...more });

describe('a key on the desk', () => {
  it('goes to the next and the previous case', () => {
    expect(stroke('j')).toEqual({ kind: 'row', step: 1 });
    expect(stroke('k')).toEqual({ kind: 'row', step: -1 });
  });
  it('opens the case and the help', () => {
    expect(stroke('o')).toEqual({ kind: 'open' });
    expect(stroke('?')).toEqual({ kind: 'help' });
  });
  it('presses the button that carries it', () => {
    expect(stroke('d')).toEqual({ kind: 'press', key: 'd' });
  });
  it('means nothing while somebody types or a dialog is open', () => {
    expect(stroke('d', { busy: true })).toBeNull();
    expect(stroke('?', { busy: true })).toBeNull();
  });
  it('leaves the shortcuts of the browser alone', () => {
    expect(stroke('d', { ctrlKey: true })).toBeNull();
    expect(stroke('r', { metaKey: true })).toBeNull();
    expect(stroke('a', { altKey: true })).toBeNull();
  });
  it('is one letter: Enter, Tab and capitals keep their own meaning', () => {
    for (const key of ['Enter', 'Tab', 'D', '1', ' ']) expect(stroke(key)).toBeNull();
  });
});

describe('the letters of a case', () => {
  it('follow what is open now', () => {
    expect(lettersFor(['accept', 'refuse', 'merge', 'redirect', 'ask'])).toEqual({
      accept: 'a',
      merge: 'm',
      redirect: 'r',
      refuse: 'x',
      ask: 'q'
    });
    expect(lettersFor(['take_on', 'object'])).toEqual({ take_on: 'a', object: 'x' });
    expect(lettersFor(['answer', 'defer', 'ask'])).toEqual({ answer: 'a', defer: 'd', ask: 'q' });
  });
  it('are never given twice', () => {
    const letters = Object.values(
      lettersFor(['accept', 'take_on', 'answer', 'dispatch', 'defer', 'resume', 'redirect'])
    );
    expect(new Set(letters).size).toBe(letters.length);
  });
});
