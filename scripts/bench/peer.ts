import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve, type Served } from './app.ts';

/** The floor: SvelteKit with the same adapter and one page that says a sentence, rendered on the server for each request. */
export async function servePeer(root: string): Promise<Served> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaoyang-bare-'));
  cpSync(path.join(root, 'scripts/bench/peer'), folder, { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'],
    { cwd: folder, encoding: 'utf8' }
  );
  if (status !== 0) throw new Error(`The bare page could not be built: ${stderr}`);
  const served = await serve(folder, '/');
  const stop = async () => {
    await served.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...served, stop };
}
