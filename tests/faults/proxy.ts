import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Chance } from './chance.ts';

/**
 * What a network does to a write.
 * before: it never leaves · inside: it ends halfway · after: it is done and nobody hears of it · cut: half of the answer comes ·
 * twice: two copies arrive at once · late: nobody hears of it, and it arrives after what was sent later · slow: it takes its time ·
 * busy: 429 · away: 503 from a proxy · portal: the page of a hotel's network
 */
export const FAULTS = ['before', 'inside', 'after', 'cut', 'twice', 'late', 'slow', 'busy', 'away', 'portal'] as const;
export type Fault = (typeof FAULTS)[number];

/** What the outbox sends: a form's report, and each photo of it. Looking for similar reports writes nothing. */
export const isWrite = ({ method = '', url = '' }: { method?: string | undefined; url?: string | undefined }) =>
  (method === 'POST' && /^\/(zh|en)\/reports\/new(\?|$)/.test(url)) ||
  (method === 'PUT' && /^\/(zh|en)\/reports\/[^/]+\/photos\//.test(url));

/** Throttles count by address; a phone gets another one now and then. */
const WRITES_AN_ADDRESS = 20;

interface Asked {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}
export interface Answered {
  status: number;
  type?: string;
  body?: string;
}
interface Said {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

const read = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};
const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Stands between a browser and the app, and does to writes what a bad network does, by a seed. */
export class FaultProxy {
  /** How many writes came, and what was done to them. */
  writes = 0;
  readonly done = new Map<Fault, number>();
  /** The share of writes that something happens to. */
  share: number;
  /** What answers instead of the app, for one scenario: a status and a body, or nothing at all. */
  instead: (method: string, path: string) => Answered | 'nothing' | undefined = () => undefined;
  /** Hears of everything that the app has answered. Bytes are those of the bodies, as they travel. */
  heard: (asked: { method: string; path: string; sent: number }, received: number) => void = () => undefined;
  /** What comes after this many further writes. */
  #late: { asked: Asked; writes: number }[] = [];
  #server = http.createServer((request, response) => void this.#take(request, response));
  #chance: Chance;
  to: { port: number };

  constructor(chance: Chance, { to, share }: { to: { port: number }; share: number }) {
    this.#chance = chance;
    this.to = to;
    this.share = share;
  }

  async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    // A second time there is nothing to close, and that is said at once.
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get faults(): number {
    return [...this.done.values()].reduce((sum, n) => sum + n, 0);
  }

  /** Delivers what is still on its way. */
  async deliver(): Promise<void> {
    for (const { asked } of this.#late.splice(0)) await this.#ask(asked).catch(() => undefined);
  }

  /** Hands an answer on as it comes, with nothing held back. */
  async #pass({ method, path, headers, body }: Asked, response: http.ServerResponse): Promise<void> {
    const request = http.request({ host: '127.0.0.1', port: this.to.port, method, path, headers, agent: false });
    const said = new Promise<http.IncomingMessage>((resolve, reject) =>
      request.once('response', resolve).on('error', reject)
    );
    request.end(body);
    const answered = await said;
    const { 'transfer-encoding': _chunked, connection: _connection, ...given } = answered.headers;
    response.writeHead(answered.statusCode ?? 0, given);
    let received = 0;
    for await (const part of answered as AsyncIterable<Buffer>) {
      received += part.length;
      response.write(part);
    }
    response.end();
    this.heard({ method, path, sent: body.length }, received);
  }

  #ask({ method, path, headers, body }: Asked): Promise<Said> {
    return new Promise((resolve, reject) => {
      const request = http.request(
        { host: '127.0.0.1', port: this.to.port, method, path, headers, agent: false },
        (answer) =>
          void read(answer).then(
            (read) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: read }),
            reject
          )
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  /** Only the beginning of it arrives. */
  #askHalf({ method, path, headers, body }: Asked): Promise<void> {
    return new Promise((resolve) => {
      const request = http.request({ host: '127.0.0.1', port: this.to.port, method, path, headers, agent: false });
      request.on('error', () => resolve());
      request.on('close', () => resolve());
      request.write(body.subarray(0, Math.floor(body.length / 2)), () => setTimeout(() => request.destroy(), 20));
    });
  }

  async #take(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { socket } = request;
    try {
      const body = await read(request);
      const headers = { ...request.headers, connection: 'close' } as http.IncomingHttpHeaders;
      headers['x-test-address'] = `2001:db8::${Math.floor(this.writes / WRITES_AN_ADDRESS).toString(16)}`;
      const asked = { method: request.method ?? 'GET', path: request.url ?? '/', headers, body };
      const instead = this.instead(asked.method, asked.path);
      if (instead === 'nothing') return void socket.destroy();
      if (instead) {
        response.writeHead(instead.status, {
          'content-type': instead.type ?? 'text/plain',
          'cache-control': 'no-cache'
        });
        return void response.end(instead.body ?? '');
      }
      if (!isWrite(request) || this.share === 0) return await this.#pass(asked, response);
      this.writes += 1;
      // Chance alone may be kind for a while; at least a third always meets a fault.
      const meets = this.#chance.is(this.share) || this.faults < this.writes / 3;
      const fault = meets ? this.#chance.pick(FAULTS) : null;
      if (fault) this.done.set(fault, (this.done.get(fault) ?? 0) + 1);
      await this.#through(asked, fault, socket, response);
      for (const one of this.#late) one.writes -= 1;
      const due = this.#late.filter(({ writes }) => writes <= 0);
      this.#late = this.#late.filter(({ writes }) => writes > 0);
      for (const one of due) await this.#ask(one.asked).catch(() => undefined);
    } catch {
      // The app is not there, or the browser has gone: either way nobody gets an answer.
      socket.destroy();
    }
  }

  async #through(asked: Asked, fault: Fault | null, socket: { destroy(): void }, response: http.ServerResponse) {
    switch (fault) {
      case 'before':
        return socket.destroy();
      case 'inside':
        await this.#askHalf(asked);
        return socket.destroy();
      case 'after':
        await this.#ask(asked);
        return socket.destroy();
      case 'cut': {
        const { status, headers, body } = await this.#ask(asked);
        response.writeHead(status, plain(headers, body.length));
        return response.write(body.subarray(0, Math.floor(body.length / 2)), () => socket.destroy());
      }
      case 'twice': {
        const [first] = await Promise.all([this.#ask(asked), this.#ask(asked)]);
        return answer(response, first);
      }
      case 'late':
        this.#late.push({ asked, writes: this.#chance.whole(1, 4) });
        return socket.destroy();
      case 'slow':
        await after(this.#chance.whole(50, 900));
        break;
      case 'busy':
        response.writeHead(429, { 'retry-after': '1', 'content-type': 'application/json' });
        return response.end('{"code":"too_many","message":"x"}');
      case 'away':
        response.writeHead(503, { 'content-type': 'text/html' });
        return response.end('<h1>503 Service Unavailable</h1>');
      case 'portal':
        response.writeHead(200, { 'content-type': 'text/html' });
        return response.end('<title>Welcome</title><p>Room number?</p>');
    }
    answer(response, await this.#ask(asked));
  }
}

/** The body was read whole, so its length is said and nothing comes in chunks. */
function plain(headers: http.IncomingHttpHeaders, length: number): http.OutgoingHttpHeaders {
  const { 'transfer-encoding': _chunked, connection: _connection, ...rest } = headers;
  return { ...rest, 'content-length': length };
}

function answer(response: http.ServerResponse, { status, headers, body }: Said): void {
  response.writeHead(status, status === 304 || status === 204 ? headers : plain(headers, body.length));
  response.end(body);
}
