import { type Change, created, deleted } from '../../model/change.ts';
import { type AccountId, type EntityId, idPrefixes, newUniqueId } from '../../model/ids.ts';
import { type Env, isoSeconds } from '../../model/request.ts';
import { type SessionRecord, isPrunable } from '../../model/sessions.ts';
import { type World, ownedBy } from '../../model/world.ts';
import { base64Alphabet, randomText } from '../base64.ts';
import type { Credentials } from '../model/generated/sts-types.ts';

/** Issuing temporary credentials: the row, its secret, and the pruning of what is long over. */
export interface Issued {
  readonly session: SessionRecord;
  readonly credentials: Credentials;
  readonly changes: readonly Change[];
}

export type SessionDraft = Omit<SessionRecord, 'id' | 'issueTime' | 'expiration'>;

/** `seconds` from now; an `end` in milliseconds that comes earlier wins (8.8: SessionNotOnOrAfter). */
export function issueSession(
  world: World,
  env: Env,
  draft: SessionDraft,
  { seconds, end = Infinity }: { readonly seconds: number; readonly end?: number },
): Issued {
  const id = newUniqueId(idPrefixes.temporaryKey, env.random, 20);
  const expiration = isoSeconds(Math.min(env.now + seconds * 1000, end));
  const session: SessionRecord = { ...draft, id, issueTime: isoSeconds(env.now), expiration };
  const secretAccessKey = randomText(env.random, 40, base64Alphabet);
  const sessionToken = `IQoJb3JpZ2luX2Vj${randomText(env.random, 160, base64Alphabet)}`;
  const secret = { id, account: draft.account, kind: 'session', secretAccessKey, sessionToken } as const;
  return {
    session,
    credentials: {
      AccessKeyId: id,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: expiration,
    },
    changes: [
      ...prune(world, draft.account, env.now),
      created('sessions', session),
      created('secrets', secret),
    ],
  };
}

/** The rule of model/sessions.ts. */
function prune(world: World, account: AccountId, now: number): Change[] {
  return ownedBy(world, 'sessions', account)
    .filter((session) => isPrunable(session, now))
    .flatMap((session) => {
      const secret = world.secrets.get(session.id);
      return [deleted('sessions', session), ...(secret ? [deleted('secrets', secret)] : [])];
    });
}

/** Nothing that only some sessions have. */
export const plainDraft = (account: AccountId, entity: EntityId | undefined) => ({
  account,
  tags: [],
  transitiveTagKeys: [],
  ...(entity === undefined ? {} : { entity }),
});
