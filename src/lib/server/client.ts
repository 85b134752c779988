import type { RequestEvent } from '@sveltejs/kit';
import { createHash } from 'node:crypto';

/**
 * A stand-in for the visitor's address, 32 hex digits: the same for the same address and secret, and useless
 * without the secret. The adapter reads ADDRESS_HEADER; a request that lacks it shares one bucket with its like.
 */
export function clientOf(event: Pick<RequestEvent, 'getClientAddress'>, secret: string): string {
  let address: string;
  try {
    address = event.getClientAddress();
  } catch {
    address = 'unknown'; // the proxy's header is missing: the request did not come through the proxy
  }
  return createHash('sha256').update(secret).update(address).digest('hex').slice(0, 32);
}
