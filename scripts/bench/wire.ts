import { createServer, connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const PIECE = 1_500; // bytes, about a packet

/** A thin wire between a browser and a server: so many bytes a second each way, for all connections together. */
export class Wire {
  /** Bytes a second; nothing is held up by default. */
  rate = Infinity;
  /** The port of the server. */
  readonly to: number;
  /** Bytes that have gone towards the server. */
  up = 0;
  readonly #free = { up: 0, down: 0 };
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((near) => {
    const far = connect(this.to, '127.0.0.1');
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    void this.#carry(near, far, 'up');
    void this.#carry(far, near, 'down');
  });

  constructor(to: number) {
    this.to = to;
  }

  listen(): Promise<number> {
    return new Promise((resolve) =>
      this.#server.listen(0, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      })
    );
  }

  async #carry(from: Socket, to: Socket, way: 'up' | 'down'): Promise<void> {
    try {
      for await (const part of from as AsyncIterable<Buffer>) {
        const came = performance.now();
        for (let at = 0; at < part.length; at += PIECE) {
          const piece = part.subarray(at, at + PIECE);
          // The moment from which the wire is free again. What has come goes on without a gap, however late a busy machine wakes us.
          this.#free[way] = Math.max(this.#free[way], came) + (piece.length / this.rate) * 1000;
          const wait = this.#free[way] - performance.now();
          if (wait > 2) await pause(wait);
          if (way === 'up') this.up += piece.length;
          if (!to.write(piece)) await new Promise((resolve) => to.once('drain', resolve).once('close', resolve));
        }
      }
      to.end();
    } catch {
      to.destroy();
    }
  }

  /** The wire is torn: every connection ends at once. */
  tear(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.tear();
    this.#server.close();
  }
}
