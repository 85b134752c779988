// npm run dev: the same app with hot reload.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { env, install, node, root } from './setup.mjs';

install();
const port = process.env.PORT || '3000';
const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
const server = spawn(node(), [vite, 'dev', '--port', port, '--strictPort', ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'], // without a terminal on stdin Vite would stop at once; CI=1 in env keeps it running
  env: env({ PORT: port, ORIGIN: process.env.ORIGIN || `http://localhost:${port}` })
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
