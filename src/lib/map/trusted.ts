interface Policies {
  createPolicy(name: string, rules: { createHTML: (html: string) => string }): unknown;
}

let allowed = false;

/**
 * Leaflet 1.9.4 assigns `innerHTML = '<svg/>'` once, while it is imported, to see whether the browser knows SVG. Exactly
 * this string may pass; all other HTML made from text stays refused. `svelte.config.js` allows the policy's name.
 */
export function allowLeafletProbe(): void {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  if (allowed || !policies) return;
  allowed = true; // a name can be created once per document
  policies.createPolicy('default', {
    createHTML: (html) => {
      if (html === '<svg/>') return html;
      throw new TypeError('Trusted Types: HTML refused');
    }
  });
}
