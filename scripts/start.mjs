// npm start: installs and builds what is missing, then serves. Stops cleanly on Ctrl-C.
import { spawn } from 'node:child_process';
import { build, env, install, node, root } from './setup.mjs';

console.log('美丽朝阳 · Beautiful Chaoyang');
install();
if (build() !== 0) process.exit(1);

const port = process.env.PORT || '3000';
const origin = process.env.ORIGIN || `http://localhost:${port}`;
const settings = {
  PORT: port,
  HOST: process.env.HOST || '127.0.0.1',
  ORIGIN: origin,
  BODY_SIZE_LIMIT: process.env.BODY_SIZE_LIMIT || '64M',
  // Photos are decoded in several threads; with a heap for each of them glibc would never give memory back.
  MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX || '2',
  NODE_ENV: 'production'
};
console.log('Starting …');
const server = spawn(node(), ['build/index.js'], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: env(settings)
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

/** The server says when it is ready; only then is the address worth opening. */
async function announce() {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (response) => response.ok,
      () => false
    );
    if (ready) return console.log(`\n  打开 Open  ${origin}\n  停止 Stop  Ctrl-C\n`);
  }
}
void announce();
