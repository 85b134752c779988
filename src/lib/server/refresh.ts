const REMEMBERED = 10_000; // milliseconds; as long as the auth server itself lets a token be used twice

type Answer = { status: number; headers: [string, string][]; body: string };
const flights = new Map<string, Promise<Answer>>();

async function fly(through: typeof fetch, input: RequestInfo | URL, init: RequestInit | undefined): Promise<Answer> {
  const response = await through(input, init);
  return { status: response.status, headers: [...response.headers], body: await response.text() };
}

/**
 * Lets one refresh run for a token, however many requests of the same page ask for it at once. A refresh token
 * works once: without this the second request would be told that the session is gone, and sign the person out.
 */
export function singleFlight(through: typeof fetch): typeof fetch {
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const token = init?.body;
    if (!address.includes('/auth/v1/token?grant_type=refresh_token') || typeof token !== 'string')
      return through(input, init);
    let flight = flights.get(token);
    if (!flight) {
      flight = fly(through, input, init);
      flights.set(token, flight);
      const forget = () => flights.delete(token);
      flight.then(() => setTimeout(forget, REMEMBERED).unref(), forget);
    }
    const { status, headers, body } = await flight;
    return new Response(body, { status, headers });
  };
}
