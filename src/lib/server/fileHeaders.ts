import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ALWAYS, HSTS } from './headers.ts';

/**
 * The adapter answers for files of the build before any hook of ours runs, without a header of ours. Node tells of each request
 * before it is handled; what is set there holds unless an answer sets it anew, as every page and every hashed file does.
 *
 * `no-cache` keeps nothing old: the worker of the offline shell and `app.js` are asked for again each time, and answered by
 * 304 when they are the same. Hashed files are kept for a year; the adapter says so itself.
 */
export function startFileHeaders(https: boolean): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    // Parts of pages, twenty on a first visit: what protects a page means nothing for them and would only weigh.
    if (request.url?.startsWith('/_app/immutable/')) return;
    response.setHeader('cache-control', 'no-cache');
    response.setHeader('x-content-type-options', 'nosniff');
    if (request.url === '/app.js') return;
    for (const [name, value] of Object.entries(ALWAYS)) response.setHeader(name, value);
    if (https) response.setHeader('strict-transport-security', HSTS);
  });
}
