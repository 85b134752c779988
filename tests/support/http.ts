import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';

/** An answer as it came over the wire; `cookies` are the Set-Cookie lines. */
export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  cookies: string[];
  text: string;
}

export interface Ask {
  method?: string;
  path: string;
  headers?: Record<string, string | undefined>;
  body?: string | Buffer;
}

/** Asks without a browser or `fetch` in between: any header, Host included, and redirects as they are. */
export function ask(origin: string, { method = 'GET', path, headers = {}, body }: Ask): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const length: Record<string, string> =
      body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = http.request(
      { hostname, port, method, path, headers: { ...length, ...headers }, timeout: 90_000 },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            cookies: response.headers['set-cookie'] ?? [],
            text: Buffer.concat(parts).toString('utf8')
          })
        );
      }
    );
    request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path} within 90 s`)));
    request.on('error', reject);
    request.end(body);
  });
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

/** The `name=value` part of cookies that were set, to be sent back. */
export const carried = (cookies: string[]): string => cookies.map((line) => line.split(';')[0]).join('; ');

/** Signs a demo person in as the form does and gives the cookies. */
export async function sessionOf(origin: string, person: string, address: string): Promise<string> {
  const answer = await ask(origin, {
    method: 'POST',
    path: '/zh/sign-in',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin, 'x-test-address': address },
    body: new URLSearchParams({ email: `${person}@demo.test`, password: 'chaoyang-demo' }).toString()
  });
  if (answer.status !== 303) throw new Error(`${person} could not sign in: ${answer.status}`);
  return carried(answer.cookies);
}

export interface Route {
  /** As in the folder, such as `/[lang=lang]/reports/[id=uuid]`. */
  pattern: string;
  page: boolean;
  endpoint: boolean;
  /** Names of its form actions; `default` needs none in the address. */
  actions: string[];
}

const root = path.resolve(import.meta.dirname, '../../src/routes');

/** Every route of the app, read from the files: a new one is tried without being listed. */
export function routes(): Route[] {
  const found = new Map<string, Route>();
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const name = path.basename(file);
    if (!/^\+(page|server)/.test(name)) continue;
    const folder = path.dirname(file);
    const pattern = `/${folder === '.' ? '' : folder}`.replace(/\/\([^)]+\)/g, '');
    const route = found.get(pattern) ?? { pattern, page: false, endpoint: false, actions: [] };
    found.set(pattern, route);
    if (name.startsWith('+page')) route.page = true;
    if (name === '+server.ts') route.endpoint = true;
    if (name === '+page.server.ts') {
      const [, actions = ''] = readFileSync(path.join(root, file), 'utf8').split(/export const actions\b[^=]*=/);
      route.actions = [...actions.matchAll(/^ {2}(?:async )?(\w+)(?=:|\()/gm)].map((match) => match[1]!);
    }
  }
  return [...found.values()].sort((a, b) => a.pattern.localeCompare(b.pattern));
}
