import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Network {
  /** For `proxy` of a browser. */
  server: string;
  away: boolean;
  /** What came through it: each answer with the bytes of its head and body. */
  answers: { path: string; bytes: number }[];
  close: () => void;
}

/**
 * A network that can end for everything in a browser: what Playwright calls offline holds for pages at once, but not for a
 * worker that is just starting.
 */
export async function network(): Promise<Network> {
  const proxy = createServer((request, response) => {
    if (state.away) return void request.socket.destroy();
    const { method, headers } = request;
    const onward = ask(request.url!, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.rawHeaders);
      const { pathname, search } = new URL(request.url!);
      const head = `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n\r\n`.length;
      // Each name and each value stands with two more signs: `: ` or the end of the line.
      const heard = {
        path: pathname + search,
        bytes: answer.rawHeaders.reduce((sum, text) => sum + text.length + 2, head)
      };
      state.answers.push(heard);
      answer.on('data', (part: Buffer) => (heard.bytes += part.length));
      answer.pipe(response);
    });
    onward.on('error', () => request.socket.destroy());
    request.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const close = () => {
    proxy.close();
    proxy.closeAllConnections();
  };
  const state: Network = {
    server: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    away: false,
    answers: [],
    close
  };
  return state;
}
