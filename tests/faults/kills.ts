import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DURABLE, freePort, startCluster, type Cluster } from '../../scripts/bench/cluster.ts';
import { median } from '../../scripts/bench/lines.ts';
import { judge, judgePhoto, type Answer } from '../../src/lib/offline/outcome.ts';
import { chance, type Chance } from './chance.ts';
import { picture } from './form.ts';
import { load, note, type Score } from './score.ts';
import { AppServer, inDatabase, prepare } from './server.ts';
import { compare, sha256, type Meant } from './stored.ts';
import { swept } from './reports.ts';
import { PATIENCE, pause } from './wait.ts';

/** How many are on their way when the server dies. */
const AT_ONCE = 3;

/** What a phone has to send, and what the server has acknowledged of it. */
interface Sending extends Meant {
  key: string;
  address: string;
  /** The words, and each photo by its hash. */
  acknowledged: Set<string>;
}

async function newReport(chance: Chance, n: number): Promise<Sending> {
  const photos = new Map<string, Buffer>();
  for (let i = chance.whole(1, 2); i > 0; i--) {
    const { buffer } = await picture(chance, { width: 400, height: 300 });
    photos.set(sha256(buffer), buffer);
  }
  return {
    id: randomUUID(),
    key: randomBytes(16).toString('hex'),
    words: `第 ${n} 件：服务器中断时发出`,
    photos,
    address: `2001:db8::${n.toString(16)}`,
    acknowledged: new Set()
  };
}

async function ask(url: string, init: RequestInit): Promise<Answer> {
  try {
    const answer = await fetch(url, { ...init, redirect: 'manual' });
    const text = await answer.text();
    let body: unknown = null;
    try {
      body = JSON.parse(text);
    } catch {
      // No answer of ours.
    }
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body };
  } catch {
    return null;
  }
}

/** Sends what is not acknowledged, and judges the answers as the outbox of a phone does. @returns what kept it from getting through */
async function send(origin: string, report: Sending): Promise<string | undefined> {
  const asked = { tried: 0, now: Date.now(), random: 0 };
  const headers = { accept: 'application/json', origin, 'x-test-address': report.address };
  if (!report.acknowledged.has('words')) {
    const body = new FormData();
    const fields = { id: report.id, key: report.key, category: 'air.fume', description: report.words };
    for (const [name, value] of Object.entries({ ...fields, subdistrict: '110105012', landmark: '枣营北里东门' }))
      body.append(name, value);
    for (const hash of report.photos.keys()) body.append('photo_sha256', hash);
    const answer = await ask(`${origin}/zh/reports/new?category=air.fume`, { method: 'POST', body, headers });
    const names = (location: string) => location.includes(report.id);
    const { is } = judge(answer, { ...asked, names });
    if (is === 'refused' || is === 'conflict') throw new Error(`A report was refused: ${JSON.stringify(answer)}`);
    if (is !== 'done') return `words: ${JSON.stringify(answer)}`;
    report.acknowledged.add('words');
  }
  for (const [hash, bytes] of report.photos) {
    if (report.acknowledged.has(hash)) continue;
    const init = { method: 'PUT', body: new Uint8Array(bytes), headers: { ...headers, 'content-type': 'image/jpeg' } };
    const answer = await ask(`${origin}/zh/reports/${report.id}/photos/${hash}?key=${report.key}`, init);
    const { is } = judgePhoto(answer, asked);
    if (is === 'refused') throw new Error(`A photo was refused: ${JSON.stringify(answer)}`);
    if (is !== 'done') return `photo: ${JSON.stringify(answer)}`;
    report.acknowledged.add(hash);
  }
  return undefined;
}

const isWhole = (report: Sending) => report.acknowledged.size === report.photos.size + 1;

export interface KillsSettings {
  seed: number;
  kills: number;
  where: 'embedded' | 'postgres';
}

/** The server dies at any moment of a submission, again and again: what was acknowledged is there, and nothing twice. */
export async function kills(score: Score, { seed, kills: many, where }: KillsSettings): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaoyang-faults-'));
  const draw = chance(seed).of(`kills ${where}`);
  const cluster: Cluster | undefined = where === 'postgres' ? await startCluster(DURABLE) : undefined;
  const home = { folder: path.join(folder, 'data'), databaseUrl: await cluster?.database('faults') };
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const server = new AppServer({ ...home, port, origin });
  const reports: Sending[] = [];
  const restarts: number[] = [];
  let broken = 0;
  let survived = 0;
  let n = 0;
  try {
    await prepare(home);
    await server.start();
    // How long one takes when nothing happens, so that the moments fall into it.
    const first = await newReport(draw, ++n);
    await send(origin, first);
    const began = performance.now();
    const second = await newReport(draw, ++n);
    await send(origin, second);
    const whole = performance.now() - began;
    reports.push(first, second);

    for (let kill = 1; kill <= many; kill++) {
      const now = await Promise.all(Array.from({ length: AT_ONCE }, () => newReport(draw, ++n)));
      reports.push(...now);
      const sending = Promise.all(now.map((report) => send(origin, report)));
      sending.catch(() => undefined); // it is awaited once the server is gone
      await pause(draw.next() * whole * AT_ONCE);
      // On a server of its own the database may die as well, with the app or alone.
      const dies = cluster ? draw.pick(['app', 'database', 'both'] as const) : 'app';
      if (dies !== 'app') cluster?.kill();
      if (dies !== 'database') await server.kill();
      await sending;
      if (now.some((report) => !isWhole(report))) broken += 1;
      if (dies !== 'app') cluster?.restart();
      if (dies !== 'database') restarts.push(await server.start());
      const until = performance.now() + PATIENCE;
      for (const report of now)
        while (!isWhole(report)) {
          const why = await send(origin, report);
          if (performance.now() > until)
            throw new Error(
              `A report did not get through after kill ${kill} (${dies}): ${why}. ${server.output.slice(-1500)}`
            );
          // Not at once again: a throttle counts what failed as well.
          if (!isWhole(report)) await pause(1_000);
        }
      survived += 1;
    }
    const opener = new AppServer({ ...home, port: await freePort(), origin });
    const { code, said } = await opener.refused();
    score.check(
      'a second server on the same data folder is refused, and says which process has it',
      code === 1 && /^Cannot start: The data folder .* is in use by process \d+\./.test(said),
      said
    );
    await server.stop();
    const found = await inDatabase(home, (sql) => compare(sql, home.folder, reports));
    const slowest = Math.max(...restarts).toFixed(1);
    score.same(`kills that it came back from (${where})`, survived, many);
    note(`${broken} of ${many} broke a submission off`);
    note(`restart: median ${median(restarts).toFixed(1)} s, slowest ${slowest} s, ${load()}`);
    score.same('acknowledged and lost', found.lost, []);
    score.same('there twice', found.extra, []);
    score.same('rows', found.reports, reports.length);
    score.same('with other words', found.changed, []);
    score.same('photo sets that are not whole', found.photoSets, []);
    score.same('pictures of other bytes', found.pictures, []);
    await swept(score, home, server);
  } finally {
    await server.kill();
    cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
