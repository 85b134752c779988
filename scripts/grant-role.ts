import { createClient } from '@supabase/supabase-js';
import { startEmbedded, type Embedded } from '../src/lib/server/embedded/embedded.ts';
import { lock } from '../src/lib/server/embedded/lock.ts';
import { settings } from '../src/lib/server/env.ts';
import { storedKeys } from '../src/lib/server/keys.ts';

const [email, role, unit] = process.argv.slice(2);

function giveUp(line: string): never {
  console.error(line);
  process.exit(1);
}

/** On the embedded backend or a PostgreSQL server: straight in SQL. */
async function grantHere(address: string, role: string, unit: string | undefined): Promise<void> {
  const { dataDir, databaseUrl, origin } = settings();
  const release = databaseUrl ? () => undefined : lock(dataDir);
  let embedded: Embedded | undefined;
  try {
    embedded = await startEmbedded({ folder: dataDir, databaseUrl, siteUrl: origin, keys: storedKeys(dataDir) });
    const [person] = await embedded.sql('select id from auth.users where lower(email) = lower($1)', [address]);
    if (!person) return giveUp(`Nobody has signed up as ${address}. Sign up first, then grant.`);
    await embedded.sql(
      `insert into public.user_roles (user_id, role, unit_code) values ($1::uuid, $2::text::public.user_role, $3)
       on conflict do nothing`,
      [person.id, role, unit ?? null]
    );
  } finally {
    await embedded?.close();
    release();
  }
}

/** On a Supabase project: with the secret key. */
async function grantThere(address: string, role: string, unit: string | undefined): Promise<void> {
  const { supabase } = settings();
  if (!supabase?.secretKey) return giveUp('SUPABASE_SECRET_KEY is needed to grant a role.');
  const client = createClient(supabase.url, supabase.secretKey, { auth: { persistSession: false } });
  for (let page = 1; ; page++) {
    const { data, error } = await client.auth.admin.listUsers({ page, perPage: 200 });
    if (error) return giveUp(`The project refused: ${error.message}`);
    const person = data.users.find((user) => user.email?.toLowerCase() === address.toLowerCase());
    if (person) {
      const row = { user_id: person.id, role, unit_code: unit ?? null };
      const { error: refused } = await client.from('user_roles').insert(row);
      if (refused && refused.code !== '23505') return giveUp(`The project refused: ${refused.message}`);
      return;
    }
    if (data.users.length < 200) return giveUp(`Nobody has signed up as ${address}. Sign up first, then grant.`);
  }
}

if (!email || !role) giveUp('Usage: npm run grant -- <email> <role> [unit]');
try {
  await (settings().supabase ? grantThere : grantHere)(email, role, unit);
} catch (error) {
  giveUp(error instanceof Error ? error.message : 'failed');
}
console.log(`${email} is now ${role}${unit ? ` of ${unit}` : ''}.`);
process.exit(0);
