// The import rules of docs/architecture.md as one ESLint rule. A room is the first folder below src/lib, or `routes`.
import path from 'node:path';

const crossCutting = ['map', 'offline', 'forms', 'i18n', 'time', 'cover'];
const root = path.resolve(import.meta.dirname, '../..');

/** 'routes', 'ui', 'server', 'reports', … or null for files outside src/lib and src/routes. */
function roomOf(/** @type {string} */ file) {
  const parts = path.relative(root, file).split(path.sep);
  if (parts[0] !== 'src') return null;
  if (parts[1] === 'routes') return 'routes';
  if (parts[1] === 'lib') return parts.length > 3 ? (parts[2] ?? null) : 'lib';
  return null;
}

function targetOf(/** @type {string} */ file, /** @type {string} */ source) {
  if (source.startsWith('$lib')) return path.join(root, 'src/lib', source.slice('$lib'.length));
  if (source.startsWith('.')) return path.resolve(path.dirname(file), source);
  return null;
}

/** @returns {string | null} what is wrong and what to do instead */
function complaint(
  /** @type {string} */ from,
  /** @type {string} */ to,
  /** @type {string} */ file,
  /** @type {string} */ target
) {
  if (from === to) return null;
  if (to === 'routes' && from !== 'routes')
    return 'Nothing imports a route. Move what is shared into the feature folder under src/lib.';
  if (from === 'ui') return to === 'lib' ? null : `ui knows nothing of "${to}". Pass what it needs in as a property.`;
  const serverOnly = /\.server\.ts$|\/server\//.test(file) || from === 'server' || /\.(test|spec)\.ts$/.test(file);
  const embedded = target.includes(path.join('server', 'embedded'));
  if (embedded && from !== 'server') return 'Only lib/server may know the embedded backend. Use event.locals.supabase.';
  if (from === 'routes' || to === 'lib' || to === 'ui') return null;
  if (from === 'lib') return null;
  if (to === 'server')
    return serverOnly ? null : 'Server code belongs in a file named *.server.ts or in src/lib/server.';
  if (crossCutting.includes(to)) return null;
  if (crossCutting.includes(from))
    return `"${from}" serves every feature and may not know "${to}". Pass the data in, or move the piece down.`;
  if (from === 'server') return `lib/server serves every feature and may not know "${to}". Call it from the route.`;
  return `Features never import each other ("${from}" → "${to}"). Compose the two in the route, or move the shared piece to lib on its second user.`;
}

/** @type {import('eslint').Rule.RuleModule} */
export const rooms = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = context.filename;
    const from = roomOf(file);
    if (!from) return {};
    const check = (/** @type {any} */ node) => {
      if (!node.source || typeof node.source.value !== 'string') return;
      const target = targetOf(file, node.source.value);
      if (!target) return;
      const to = roomOf(
        target.endsWith('.ts') || target.endsWith('.svelte') || target.endsWith('.json') ? target : target + '.ts'
      );
      if (!to) return;
      const message = complaint(from, to, file, target);
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check
    };
  }
};
