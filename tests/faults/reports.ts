import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { freePort } from '../../scripts/bench/cluster.ts';
import { chance, type Chance } from './chance.ts';
import { came, fill, found, openForm, picture, press, type Picture } from './form.ts';
import { endWorkers, installed, outboxOf, Phone } from './phone.ts';
import { FaultProxy } from './proxy.ts';
import { note, type Score } from './score.ts';
import { AppServer, inDatabase, PASSWORD, PEOPLE, prepare } from './server.ts';
import { ageUploads, compare, filesOf, strays, type Meant } from './stored.ts';
import { pause, until } from './wait.ts';

/** What happens to a person while a report is sent. */
const TURNS = ['nothing', 'offline', 'tab', 'kill'] as const;
type Turn = (typeof TURNS)[number];

/** An account may send sixty reports an hour; who has sent so many goes on without one. */
const MOST_BY_ACCOUNT = 45;

const isSession = ({ name }: { name: string }) => /^session(\.|$)/.test(name);

/** Somebody with a bad network, a phone that ends the browser, and patience. */
class Reporter {
  readonly meant: Meant[] = [];
  readonly happened = new Map<string, number>();
  /** Written anew, because the phone had nothing of it: allowed only if the server has nothing of it either. */
  readonly writtenAgain: string[] = [];
  #phone: Phone;
  #chance: Chance;
  #origin: string;
  #page!: Page;
  signedIn = false;
  #signIns = 0;
  /** How many were written by each account. */
  readonly #written = new Map<string, number>();

  constructor(phone: Phone, chance: Chance, origin: string) {
    this.#phone = phone;
    this.#chance = chance;
    this.#origin = origin;
  }

  /** What happened while each was sent, to be told when something is wrong with it. */
  readonly story = new Map<string, string[]>();
  #now = '';

  #count(what: string) {
    this.happened.set(what, (this.happened.get(what) ?? 0) + 1);
    this.story.set(this.#now, [...(this.story.get(this.#now) ?? []), what]);
  }

  async begin(): Promise<void> {
    await this.#phone.start();
    this.#page = await this.#phone.page();
    await this.#goto(this.#page, '/zh');
    await installed(this.#page);
  }

  async #goto(page: Page, address: string): Promise<void> {
    await page.goto(this.#origin + address);
  }

  async #killed(): Promise<void> {
    this.#count('browser killed');
    await this.#phone.kill();
    await this.#phone.start();
    this.#page = await this.#phone.page();
  }

  async #closed(): Promise<void> {
    this.#count('tab closed');
    await this.#phone.close(this.#page);
    this.#page = await this.#phone.page();
  }

  /** As this neighbour, or as the next one in turn. */
  async signIn(email = PEOPLE[this.#signIns++ % PEOPLE.length]!): Promise<void> {
    await this.#endSession();
    const page = this.#page;
    await this.#goto(page, '/zh/sign-in?next=/zh/me/outbox');
    await page.locator('input[name=email]').fill(email);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('form:has(input[name=password]) button[type=submit]').first().click();
    await page.waitForURL(/\/zh\/me\/outbox$/);
    this.signedIn = true;
  }

  async #endSession(): Promise<void> {
    const cookies = await this.#phone.context.cookies();
    for (const { name } of cookies.filter(isSession)) await this.#phone.context.clearCookies({ name });
    this.signedIn = false;
  }

  /** Either the session is over, or its token is and can be had anew. */
  async expire(): Promise<void> {
    const cookies = await this.#phone.context.cookies();
    const session = cookies.filter(isSession);
    if (session.length === 0) return;
    const [only] = session;
    if (session.length === 1 && this.#chance.is(0.5) && only!.value.startsWith('base64-')) {
      const text = JSON.parse(Buffer.from(only!.value.slice(7), 'base64url').toString('utf8')) as object;
      const old = { ...text, expires_at: Math.floor(Date.now() / 1000) - 60, expires_in: 0 };
      const value = `base64-${Buffer.from(JSON.stringify(old)).toString('base64url')}`;
      await this.#phone.context.addCookies([{ ...only!, value }]);
      return this.#count('token expired');
    }
    await this.#endSession();
    this.#count('session ended');
  }

  /** The form, with what the phone has of a draft. @returns who is signed in, as the page says it */
  async #form(): Promise<string> {
    await openForm(this.#page, this.#origin);
    await found(this.#page);
    return this.#page.evaluate(() => document.documentElement.dataset.account ?? '');
  }

  /** An empty form. What is over may still stand in it, after a browser that was ended has forgotten that it is. */
  async #emptyForm(): Promise<void> {
    const account = await this.#form();
    if (account) {
      const written = (this.#written.get(account) ?? 0) + 1;
      if (written > MOST_BY_ACCOUNT) {
        await this.#endSession();
        return this.#emptyForm();
      }
      this.#written.set(account, written);
    }
    const field = this.#page.locator('[name=id]');
    const id = await field.inputValue();
    const isOver = this.meant.some((report) => report.id === id) || this.writtenAgain.includes(id);
    if (!isOver) return;
    this.#now = id;
    this.#count('stood there again');
    await this.#page.getByRole('button', { name: '清空重填' }).click();
    if (!(await until(async () => (await field.inputValue()) !== id)))
      throw new Error(`The form of ${id} was not cleared.`);
  }

  async write(words: string, pictures: Picture[], turn: Turn): Promise<void> {
    await this.#emptyForm();
    const report = { words, ...(await fill(this.#page, words, pictures)) };
    this.#now = report.id;
    this.#count(`turn: ${turn}`);
    if (turn === 'offline') {
      await this.#phone.context.setOffline(true);
      await press(this.#page);
      const is = await came(this.#page);
      if (is !== 'kept') throw new Error(`Without a network a report was not kept but “${is}”.`);
      this.meant.push(report);
      // The person may look somewhere else, or end the browser, before the network is back.
      if (this.#chance.is(0.15)) await this.#killed();
      else await this.#phone.context.setOffline(false);
      return;
    }
    await press(this.#page);
    if (turn === 'nothing') {
      await this.#until(report);
      return;
    }
    await pause(this.#chance.whole(0, 700));
    if (turn === 'kill') await this.#killed();
    else await this.#closed();
    await this.#resume(report, pictures);
  }

  /** What came of it; where the form offers a choice, it is taken. */
  async #until(report: Meant): Promise<void> {
    for (let tries = 0; ; tries++) {
      if (tries > 40) throw new Error(`Report ${report.id} never left the form.`);
      const is = await came(this.#page);
      if (is === 'there' || is === 'kept') {
        this.meant.push(report);
        return this.#count(`form: ${is}`);
      }
      this.#count(`form: ${is}`);
      if (is === 'choice') {
        const later = this.#chance.is(0.5);
        await this.#page.getByRole('button', { name: later ? '存在手机里，有网再发' : '再发一次' }).click();
        // The same words stand there until the next try has ended.
        await pause(300);
      } else await press(this.#page);
    }
  }

  /** The tab or the browser is gone in the middle of it: the person looks what the phone still has. */
  async #resume(report: Meant, pictures: Picture[]): Promise<void> {
    await this.#form();
    const page = this.#page;
    const kept = (await outboxOf(page)).find(({ id }) => id === report.id);
    const isHere = (await page.locator('[name=id]').inputValue()) === report.id;
    if (isHere) {
      this.#count('draft found again');
      const again = await fill(page, report.words, []);
      if (again.id !== report.id) throw new Error('The form changed its id while it was filled in.');
      await press(page);
      await this.#until(report);
      return;
    }
    if (kept) {
      this.#count('found in the outbox');
      this.meant.push(report);
      return;
    }
    const shown = await this.#arrived(report.id);
    if (shown) {
      this.#count('had arrived');
      this.meant.push(report);
      return;
    }
    this.#count('written again');
    this.writtenAgain.push(report.id);
    await this.#emptyForm();
    const anew = { words: report.words, ...(await fill(page, report.words, pictures)) };
    await press(page);
    await this.#until(anew);
  }

  /** Whether the person sees it under "my things". */
  async #arrived(id: string): Promise<boolean> {
    const page = await this.#phone.page();
    await this.#goto(page, '/zh/me');
    const links = await page.locator(`main a[href*="${id}"]`).count();
    await this.#phone.close(page);
    return links > 0;
  }

  /** Looks at what waits and sends it; sometimes in two tabs, and sometimes the browser ends in between. */
  async flush(): Promise<number> {
    const page = this.#page;
    await this.#goto(page, '/zh/me/outbox');
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    const waiting = (await outboxOf(page)).filter(({ state }) => !['sent', 'deleted'].includes(state));
    if (waiting.length === 0) return 0;
    // A browser that was killed may have lost its session with the rest of its memory.
    const asks = waiting.find(({ state }) => state === 'sign_in');
    if (asks) {
      await this.signIn(asks.email ?? undefined);
      this.#count('signed in again');
    }
    if (this.#chance.is(0.1)) {
      await endWorkers(page);
      this.#count('worker ended');
    }
    const second = this.#chance.is(0.3) ? await this.#phone.page() : undefined;
    if (second) {
      this.#count('two tabs');
      await this.#goto(second, '/zh/me/outbox');
    }
    for (const tab of second ? [page, second] : [page]) {
      const all = tab.getByRole('button', { name: '全部现在发送' });
      const one = tab.getByRole('button', { name: '现在发送' }).first();
      await all
        .or(one)
        .first()
        .click({ timeout: 3_000, noWaitAfter: true })
        .catch(() => undefined);
    }
    const turn = this.#chance.next();
    await pause(this.#chance.whole(100, 1_200));
    if (second) await this.#phone.close(second);
    if (turn < 0.08) await this.#killed();
    else if (turn < 0.2) await this.#closed();
    else
      await page
        .getByRole('status')
        .filter({ hasText: /件已送到|这次没有发出去|另一个窗口正在发送/ })
        .first()
        .waitFor({ timeout: 15_000 })
        .catch(() => undefined);
    return waiting.length;
  }

  /** What is on the phone and not sent. */
  async unsent() {
    await this.#goto(this.#page, '/zh/about');
    return (await outboxOf(this.#page)).filter(({ state }) => state !== 'sent');
  }
}

export interface ReportsSettings {
  seed: number;
  reports: number;
  databaseUrl?: string;
}

/** Reports with photos through a bad network, from a phone that ends tabs and browsers: each arrives once and whole. */
export async function reports(score: Score, { seed, reports: many, databaseUrl }: ReportsSettings): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaoyang-faults-'));
  const draw = chance(seed).of('reports');
  const home = { folder: path.join(folder, 'data'), databaseUrl };
  const phone = new Phone(path.join(folder, 'phone'));
  const proxy = new FaultProxy(draw.of('network'), { to: { port: await freePort() }, share: 0.45 });
  const port = await proxy.listen();
  const origin = `http://localhost:${port}`;
  await prepare(home);
  const server = new AppServer({ ...home, port: proxy.to.port, origin });
  try {
    await server.start();
    const person = new Reporter(phone, draw.of('person'), origin);
    await person.begin();
    const what = draw.of('what');
    for (let n = 1; n <= many; n++) {
      // Some of them are written with an account; a session lasts for a few reports.
      if (what.is(0.1) && !person.signedIn) await person.signIn();
      const pictures = await Promise.all(Array.from({ length: what.whole(1, 2) }, () => picture(what)));
      const turn = what.pick([...TURNS, 'nothing', 'offline'] as const);
      await person.write(`第 ${n} 件：晚上六点到九点有油烟，种子 ${seed}`, pictures, turn);
      if (what.is(0.25)) {
        if (person.signedIn && what.is(0.5)) await person.expire();
        await person.flush();
      }
      if (n % 20 === 0) note(`${n} written, ${proxy.writes} writes, ${proxy.faults} faults`);
    }
    let rounds = 0;
    for (let waiting = 1; waiting > 0 && rounds < many * 2 + 40; rounds += 1) {
      waiting = await person.flush();
      if (rounds % 10 === 9) note(`${waiting} still waited in round ${rounds + 1}`);
    }
    await proxy.deliver();
    const left = await person.unsent();
    for (const [thing, times] of person.happened) note(`${thing}: ${times}`);
    note(`faults: ${[...proxy.done].map(([fault, times]) => `${fault} ${times}`).join(', ')}`);
    await server.stop();

    const found = await inDatabase(home, (sql) => compare(sql, home.folder, person.meant));
    score.check(
      'at least 30 % of the writes met a fault',
      proxy.faults / proxy.writes >= 0.3,
      `${proxy.faults} of ${proxy.writes}`
    );
    score.same('nothing is left on the phone', left, []);
    score.same('rows', found.reports, many);
    score.same('meant and not there', found.lost, []);
    score.same('there under another id', found.extra, []);
    score.same('with other words', found.changed, []);
    score.same('photo sets that are not whole', found.photoSets, []);
    score.same('pictures of other bytes', found.pictures, []);
    score.same(
      'photos',
      found.photos,
      person.meant.reduce((sum, { photos }) => sum + photos.size, 0)
    );
    for (const id of new Set([...found.lost, ...found.extra, ...found.photoSets]))
      note(`${id}: ${person.story.get(id)?.join(', ') ?? 'not written here'}`);
    await swept(score, home, server);
  } finally {
    await server.kill();
    await phone.kill();
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The server's own sweeper runs a second after it has started; then nothing lies there that no photo refers to. */
export async function swept(
  score: Score,
  home: { folder: string; databaseUrl?: string | undefined },
  server: AppServer
) {
  const before = await inDatabase(home, async (sql) => {
    await ageUploads(sql);
    return strays(sql, home.folder);
  });
  note(`files of photos: ${filesOf(home.folder).length}, of which nothing refers to ${before.orphans.length}`);
  await server.start();
  const wanted = filesOf(home.folder).length - before.orphans.length;
  await until(async () => filesOf(home.folder).length <= wanted);
  await server.stop();
  const { orphans, missing } = await inDatabase(home, (sql) => strays(sql, home.folder));
  score.same('photo files that nothing refers to, after the sweep', orphans, []);
  score.same('photos without their files', missing, []);
}
