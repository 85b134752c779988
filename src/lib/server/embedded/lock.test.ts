import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lock, StartError } from './lock.ts';

let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'chaoyang-lock-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const module = path.join(import.meta.dirname, 'lock.ts');

/** A process that takes the folder, says so, and stays. */
async function holder(): Promise<ChildProcess> {
  const script = `import { lock } from ${JSON.stringify(module)}; lock(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit']
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

describe('the data folder', () => {
  test('is refused to a second process, in one line that names the first', async () => {
    const { pid } = await holder();
    expect(() => lock(folder)).toThrow(StartError);
    expect(() => lock(folder)).toThrow(new RegExp(`^The data folder .* is in use by process ${pid}\\..*$`));
  });

  test('is free again after the process was killed', async () => {
    const child = await holder();
    child.kill('SIGKILL');
    await once(child, 'exit');
    lock(folder)();
    expect(existsSync(path.join(folder, 'lock'))).toBe(false);
  });

  test('is free when another process has got the number of the one that held it', () => {
    writeFileSync(path.join(folder, 'lock'), `${process.pid} another-boot/1`);
    lock(folder)();
  });

  test('is given to one of many that ask after a kill', async () => {
    writeFileSync(path.join(folder, 'lock'), '999999 another-boot/1');
    // Who gets it stays until the end: the others may be slow to start.
    const script = `import { lock } from ${JSON.stringify(module)};
      try { lock(${JSON.stringify(folder)}); console.log('mine'); setInterval(() => {}, 1000); } catch (e) { console.log(e.name); }`;
    const said = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
          stdio: ['ignore', 'pipe', 'inherit']
        });
        children.push(child);
        return String((await once(child.stdout, 'data'))[0]).trim();
      })
    );
    expect(said.sort()).toEqual(['StartError', 'StartError', 'StartError', 'mine']);
  });

  test('is not given back by one who does not hold it', () => {
    const giveBack = lock(folder);
    writeFileSync(path.join(folder, 'lock'), '1 somebody/else');
    giveBack();
    expect(readFileSync(path.join(folder, 'lock'), 'utf8')).toBe('1 somebody/else');
  });
});
