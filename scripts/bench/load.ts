import { spawn } from 'node:child_process';
import { load, times, type Line } from './lines.ts';

interface Shot {
  perSecond: number;
  p99: number;
  bad: number;
}

/** Twenty connections for some seconds, by autocannon in a process of its own. */
async function fire(url: string, seconds: number): Promise<Shot> {
  const args = ['--yes', 'autocannon@9.0.0', '-c', '20', '-d', String(seconds), '--json', url];
  const child = spawn('npx', args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/tmp' });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  const begin = out.indexOf('{');
  if (code !== 0 || begin < 0) throw new Error(`autocannon did not run: ${err.slice(-300)}`);
  const said = JSON.parse(out.slice(begin)) as {
    requests: { average: number };
    latency: { p99: number };
    non2xx: number;
    errors: number;
  };
  return { perSecond: said.requests.average, p99: said.latency.p99, bad: said.non2xx + said.errors };
}

const mapUrl = '/data/map.json?bbox=116.34,39.80,116.65,40.11&zoom=10';

/** P8: the first page and the map's answer under load, with the bare page driven the same way before, between and after. */
export async function underLoad(where: string, app: string, peer: string, seconds: number): Promise<Line[]> {
  await fire(`${app}/zh`, 2);
  const before = await fire(`${peer}/`, seconds);
  const home = await fire(`${app}/zh`, seconds);
  const between = await fire(`${peer}/`, seconds);
  const map = await fire(app + mapUrl, seconds);
  const after = await fire(`${peer}/`, seconds);
  const line = (what: string, shot: Shot, bare: number, least: number, absolute = 0): Line => ({
    bar: 'P8',
    what: `${what}, ${where}`,
    figure: `${times(shot.perSecond / bare)} (${shot.perSecond.toFixed(0)} req/s), p99 ${String(shot.p99)} ms, ${String(shot.bad)} not 2xx; ${load()}`,
    limit: `≥ ${String(least)}×${absolute ? `, ≥ ${String(absolute)} req/s` : ''}, p99 ≤ 250 ms, 0 not 2xx`,
    peer: `bare page ${bare.toFixed(0)} req/s, mean of before and after`,
    met: shot.perSecond / bare >= least && shot.perSecond >= absolute && shot.p99 <= 250 && shot.bad === 0
  });
  const postgres = where.includes('PostgreSQL');
  return [
    line('first page', home, (before.perSecond + between.perSecond) / 2, 0.35),
    line('map answer', map, (between.perSecond + after.perSecond) / 2, 0.5, postgres ? 400 : 0)
  ];
}
