import type { Extensions } from '@electric-sql/pglite';

/** Extensions beyond those the embedded API brings itself (pgcrypto); all exist on hosted Supabase. */
export async function extensions(): Promise<Extensions> {
  const [{ pg_trgm }, { btree_gist }, { unaccent }] = await Promise.all([
    import('@electric-sql/pglite/contrib/pg_trgm'),
    import('@electric-sql/pglite/contrib/btree_gist'),
    import('@electric-sql/pglite/contrib/unaccent')
  ]);
  return { pg_trgm, btree_gist, unaccent };
}
