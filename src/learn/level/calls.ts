/** Makes the calls of a level through the door: placeholders are filled in, then each is a request like any other. */

import { handle, type Outcome } from '../../core/api/door.ts';
import { currentStep, totpCode } from '../../core/api/iam/credentials/totp.ts';
import { rootArn } from '../../core/model/arn.ts';
import type { AccountId } from '../../core/model/ids.ts';
import type { AccessKeyRecord } from '../../core/model/records/credentials.ts';
import type { Caller, Env, Request } from '../../core/model/request/request.ts';
import { apply } from '../../core/model/world/apply.ts';
import type { World } from '../../core/model/world/world.ts';
import { providerMetadata } from '../../federation/outside/documents.ts';
import { documentText } from '../../share/world-records.ts';
import type { LevelCall } from './format.ts';

/** Members whose value may be a document: an object becomes its text. */
const documentMembers: ReadonlySet<string> = new Set([
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'Policy',
  'Content',
]);

type Clock = Pick<Env, 'now' | 'wallNow'>;

/** Returns the request of a call as it would be made now in this world. */
export function levelRequestOf(call: LevelCall, world: World, account: AccountId, clock: Clock): Request {
  const { service = 'iam', operation, params, as, key } = call;
  const fill = (text: string) => filled(text, world, clock);
  const caller: Caller =
    key === undefined
      ? { kind: 'principal', arn: as ?? rootArn(account) }
      : { kind: 'access-key', accessKeyId: fill(key) };
  const entries = Object.entries(params).map(([member, value]) => [member, valueOf(member, value, fill)]);
  return { service, operation, params: Object.fromEntries(entries) as Request['params'], caller };
}

function valueOf(member: string, value: unknown, fill: (text: string) => string): unknown {
  if (typeof value === 'string') return fill(value);
  const isDocument = documentMembers.has(member) && typeof value === 'object' && value !== null;
  return isDocument ? documentText(value) : value;
}

const filled = (text: string, world: World, clock: Clock): string =>
  text.replace(/\{\{([a-z-]+) ([^}]+)\}\}/g, (_, kind: string, name: string) => {
    const fill = fillings[kind];
    if (!fill) throw new Error(`no placeholder \`${kind}\``);
    return fill(world, name, clock);
  });

const fillings: Readonly<Record<string, (world: World, name: string, clock: Clock) => string>> = {
  code: (world, name, clock) => codeOf(world, name, clock, 0),
  'previous-code': (world, name, clock) => codeOf(world, name, clock, -1),
  key: (world, user) => keyOf(world, user, 'newest'),
  'oldest-key': (world, user) => keyOf(world, user, 'oldest'),
  metadata: metadataOf,
};

/** Nothing where the provider is gone or has none: AWS refuses an empty document. */
function metadataOf(world: World, name: string): string {
  const provider = [...world.outsideProviders.values()].find((one) => one.name === name);
  return (provider && providerMetadata(provider)) ?? '';
}

/** `000000` where there is no such device: AWS refuses it then. */
function codeOf(world: World, name: string, clock: Clock, by: -1 | 0): string {
  const device = [...world.mfaDevices.values()].find((one) => one.name === name);
  const secret = device && world.secrets.get(device.id);
  if (!device || secret?.kind !== 'totp') return '000000';
  return totpCode(secret.base32, currentStep(device, clock) + device.offset + by);
}

/** `AKIANONE…` where the user has no key: AWS does not know it then. */
function keyOf(world: World, name: string, which: 'newest' | 'oldest'): string {
  const user = [...world.users.values()].find(({ userName }) => userName === name);
  const keys = [...world.accessKeys.values()].filter(({ owner }) => owner === user?.id);
  const byDate = keys.toSorted((a, b) => age(b) - age(a));
  return (which === 'oldest' ? byDate[0] : byDate.at(-1))?.id ?? 'AKIANONEXAMPLENOKEY0';
}

const age = ({ createDate }: AccessKeyRecord): number => -Date.parse(createDate);

/** Makes the calls in `world`, which changes. Stops at the first refusal when `whole`; returns all outcomes. */
export function makeCalls(
  world: World,
  calls: readonly LevelCall[],
  {
    account,
    env,
    whole = true,
  }: { readonly account: AccountId; readonly env: Env; readonly whole?: boolean },
): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const call of calls) {
    const outcome = handle(world, levelRequestOf(call, world, account, env), env);
    outcomes.push(outcome);
    apply(world, [...outcome.changes, ...outcome.marks]);
    if (whole && !outcome.ok) break;
  }
  return outcomes;
}
