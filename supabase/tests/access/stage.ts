import type { TestDb } from '../harness.ts';
import { settle, type Actor, type Stage, type World } from './world.ts';

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** One statement as somebody, at a moment, as a script in a transaction of its own. */
export function asSomebody(statement: string, actor?: Actor, now?: Date): string {
  const claims = actor && { sub: actor.id ?? undefined, email: actor.email ?? undefined, role: actor.role };
  const settings = [
    ...(now ? [['app.now', now.toISOString()]] : []),
    ...(actor
      ? [
          ['request.jwt.claims', JSON.stringify(claims)],
          ['request.jwt.claim.sub', actor.id ?? ''],
          ['request.jwt.claim.role', actor.role],
          ['role', actor.role]
        ]
      : [])
  ];
  return [...settings.map(([name, value]) => `set local ${name} = ${quote(value!)};`), `${statement};`].join('\n');
}

/** The world of the matrix in a database of the test harness. */
export const settleIn = (db: TestDb): Promise<World> => {
  const stage: Stage = {
    signUp: (name) => db.person(name),
    run: (statement, actor, now) => db.sql(asSomebody(statement, actor, now))
  };
  return settle(stage);
};
