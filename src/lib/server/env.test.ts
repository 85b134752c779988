import { describe, expect, test } from 'vitest';
import { parseSettings } from './env.ts';
import { StartError } from './embedded/lock.ts';

const supabase = {
  SUPABASE_URL: 'https://abc.supabase.example',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_0123456789'
};

describe('demo mode', () => {
  test.each([
    ['nothing is set', {}, true],
    ['our address is this machine', { ORIGIN: 'http://127.0.0.1:4000' }, true],
    ['our address is in the world', { ORIGIN: 'https://chaoyang.example' }, false],
    ['our address only begins like this machine', { ORIGIN: 'http://localhost.example' }, false],
    ['there is a database server', { DATABASE_URL: 'postgres://u:p@db:5432/app' }, false],
    ['there is a Supabase project', supabase, false],
    ['it is asked for', { DEMO: '1', DATABASE_URL: 'postgres://u:p@db:5432/app' }, true],
    ['it is refused', { DEMO: '0' }, false]
  ])('when %s', (_, env, demo) => {
    expect(parseSettings(env).demo).toBe(demo);
  });
});

describe('a wrong setting stops the start with one line that names it', () => {
  test.each([
    [{ ORIGIN: 'chaoyang.example' }, 'ORIGIN'],
    [{ ORIGIN: 'ftp://chaoyang.example' }, 'ORIGIN'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
    [{ DEMO: 'yes' }, 'DEMO'],
    [{ PORT: 'http' }, 'PORT'],
    [{ APP_SECRET: 'short' }, 'APP_SECRET'],
    [{ SMTP_URL: 'smtp://mail.example' }, 'MAIL_FROM'],
    [{ MAP_TILES_URL: 'https://tiles.example/{z}/{x}.png' }, 'MAP_TILES_URL'],
    [{ MAP_TILES_URL: 'https://tiles.example/{z}/{x}/{y}.png' }, 'MAP_ATTRIBUTION'],
    [{ MAP_PMTILES_URL: 'base.pmtiles' }, 'MAP_PMTILES_URL'],
    [{ MAP_PMTILES_URL: '/map/base.mbtiles' }, 'MAP_PMTILES_URL'],
    [{ MAP_PMTILES_URL: '/map/base.pmtiles' }, 'MAP_ATTRIBUTION'],
    [
      { MAP_PMTILES_URL: '/map/base.pmtiles', MAP_TILES_URL: 'https://tiles.example/{z}/{x}/{y}.png' },
      'MAP_TILES_URL or MAP_PMTILES_URL'
    ],
    [{ MAP_CRS: 'mercator' }, 'MAP_CRS'],
    [{ BODY_SIZE_LIMIT: 'much' }, 'BODY_SIZE_LIMIT'],
    [{ ADDRESS_HEADER: 'x forwarded' }, 'ADDRESS_HEADER'],
    [{ SUPABASE_URL: supabase.SUPABASE_URL }, 'SUPABASE_PUBLISHABLE_KEY'],
    [{ ...supabase, DATABASE_URL: 'postgres://u:p@db/app' }, 'DATABASE_URL or SUPABASE_URL'],
    [{ ...supabase, DEMO: '1' }, 'DEMO']
  ])('%o', (env, name) => {
    const parse = () => parseSettings(env);
    expect(parse).toThrow(StartError);
    expect(parse).toThrow(name);
    expect(parse).not.toThrow(/\n/);
  });

  test('and never repeats a secret', () => {
    expect(() => parseSettings({ DATABASE_URL: 'mysql://user:hunter2@db/app' })).not.toThrow(/hunter2/);
    expect(() => parseSettings({ APP_SECRET: 'hunter2' })).not.toThrow(/hunter2/);
  });
});

test('an empty setting is an unset one', () => {
  expect(parseSettings({ ORIGIN: '', DATA_DIR: '', DEMO: '', MAP_CRS: '' })).toMatchObject({
    origin: 'http://localhost:3000',
    dataDir: '.data',
    tiles: undefined
  });
});

test('our address follows the port', () => {
  expect(parseSettings({ PORT: '4321' }).origin).toBe('http://localhost:4321');
});
