import type { Point } from '$lib/map/coordinates';
import { workerUrl } from '$lib/map/trusted';
import shrinkUrl from './shrink.worker.ts?worker&url';

export type Shrunk = { blob: Blob; sha256: string; place: Point | null } | { code: string };

let worker: Worker | undefined;
let asked = 0;
const answers = new Map<number, (shrunk: Shrunk) => void>();

function start(): Worker {
  const started = new Worker(workerUrl(shrinkUrl), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<{ n: number; shrunk: Shrunk }>) => {
    answers.get(data.n)?.(data.shrunk);
    answers.delete(data.n);
  };
  started.onerror = () => {
    for (const answer of answers.values()) answer({ code: 'photo_broken' });
    answers.clear();
  };
  return started;
}

/** Starts the worker, so that it is there when a photo has been chosen. */
export const prepare = (): Worker => (worker ??= start());

/** Makes a photo small in the worker. Fetched when somebody is about to choose one, not before. */
export function shrink(file: Blob): Promise<Shrunk> {
  const n = asked++;
  return new Promise((answer) => {
    answers.set(n, answer);
    prepare().postMessage({ n, file });
  });
}
