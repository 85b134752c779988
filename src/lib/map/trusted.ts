interface Rules {
  createHTML?: (html: string) => string;
  createScriptURL?: (url: string) => string;
}
interface Policies {
  createPolicy(name: string, rules: Rules): { createScriptURL(url: string): string };
}
const policies = () => (globalThis as { trustedTypes?: Policies }).trustedTypes;

let workers: ReturnType<Policies['createPolicy']> | undefined;

/** A worker's script of our own, as the type that the browser demands; any other address is refused. */
export function workerUrl(url: string): string {
  workers ??= policies()?.createPolicy('app-worker-url', {
    createScriptURL: (text) => {
      const { origin, pathname } = new URL(text, location.href);
      const ours = pathname === '/service-worker.js' || pathname.startsWith('/_app/immutable/') || import.meta.env.DEV;
      if (origin === location.origin && ours) return text;
      throw new TypeError('Trusted Types: script address refused');
    }
  });
  return workers?.createScriptURL(url) ?? url;
}

let allowed = false;

/**
 * Leaflet 1.9.4 assigns `innerHTML = '<svg/>'` once, while it is imported, to see whether the browser knows SVG. Exactly
 * this string may pass; all other HTML made from text stays refused. `svelte.config.js` allows the policy's name.
 */
export function allowLeafletProbe(): void {
  const known = policies();
  if (allowed || !known) return;
  allowed = true; // a name can be created once per document
  known.createPolicy('default', {
    createHTML: (html) => {
      if (html === '<svg/>') return html;
      throw new TypeError('Trusted Types: HTML refused');
    }
  });
}
