import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTestBackend, type TestBackend } from './embedded/testBackend.ts';
import { startJobs } from './jobs.ts';

// No letters: reading their folder takes real time, which the timer's false clock does not wait for.
vi.mock('./mail.ts', async (original) => ({
  ...(await original<typeof import('./mail.ts')>()),
  mailWay: () => 'none'
}));

type Service = NonNullable<Parameters<typeof startJobs>[0]['service']>;

describe('on a real backend', () => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await startTestBackend();
  });
  afterAll(() => backend.close());

  test('the job runner may run what is due, and nobody else may', async () => {
    const person = (await backend.join('curious@example.test')).token;
    for (const token of [undefined, person])
      expect((await backend.client(token).rpc('run_due')).error?.code).toBe('42501');
    expect((await backend.service().rpc('run_due')).error).toBeNull();
  });
});

describe('the timer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const serviceOf = (rpc: () => Promise<unknown>) => ({ rpc }) as unknown as Service;

  test('calls every 20 seconds, and never twice at once', async () => {
    let finish: (value: unknown) => void = () => undefined;
    const rpc = vi.fn(() => new Promise((resolve) => (finish = resolve)));
    const stop = startJobs({ service: serviceOf(rpc) });
    await vi.advanceTimersByTimeAsync(90_000);
    expect(rpc).toHaveBeenCalledTimes(1);
    finish({ error: null });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(rpc).toHaveBeenCalledTimes(2);
    stop();
    finish({ error: null });
    await vi.advanceTimersByTimeAsync(90_000);
    expect(rpc).toHaveBeenCalledTimes(2);
  });

  test('goes on after a failure', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const rpc = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue({ error: null });
    const stop = startJobs({ service: serviceOf(rpc) });
    await vi.advanceTimersByTimeAsync(25_000);
    expect(rpc.mock.calls.filter(([name]) => name === 'run_due')).toHaveLength(2);
    stop();
    print.mockRestore();
  });

  test('does not start without a service key', () => {
    startJobs({ service: null })();
    expect(vi.getTimerCount()).toBe(0);
  });
});
