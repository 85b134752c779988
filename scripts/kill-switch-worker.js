// Takes the place of the worker of the offline shell when that has to go: it lets go of every page, forgets what was cached,
// and unregisters itself. What people have not sent yet lies in a database that this does not touch.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) await caches.delete(name);
      await self.registration.unregister();
      for (const client of await self.clients.matchAll({ type: 'window' }))
        await client.navigate(client.url).catch(() => undefined);
    })()
  )
);
