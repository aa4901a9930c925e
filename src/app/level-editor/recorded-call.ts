/**
 * Writes a request as a call of a level, which others make again in a copy of the account. What AWS makes anew each time
 * becomes a placeholder; what nobody could repeat is no call, and one sentence says why.
 */

import { mfaArn, rootArn } from '../../core/model/arn.ts';
import type { AccountId } from '../../core/model/ids.ts';
import { type Caller, type Request, serviceNames } from '../../core/model/request/request.ts';
import { type Result, err, ok } from '../../core/model/result.ts';
import type { World } from '../../core/model/world/world.ts';
import { providerMetadata } from '../../federation/outside/documents.ts';
import type { ScenarioCall, SolvingService } from '../../share/scenario/format/guide.ts';

export interface RecordedIn {
  readonly world: World;
  readonly account: AccountId;
  readonly oldKeys: readonly string[];
}

/** A password of any account: no policy asks for a kind of character that it lacks. */
const examplePassword = 'Example-Password-1';

const documents: ReadonlySet<string> = new Set([
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'Policy',
  'Content',
]);
const codes: Readonly<Record<string, string>> = {
  AuthenticationCode1: 'previous-code',
  AuthenticationCode2: 'code',
  TokenCode: 'code',
};
const unrepeatable: ReadonlySet<string> = new Set([
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'ChangePassword',
]);

export function recordedCall(request: Request, context: RecordedIn): Result<ScenarioCall, string> {
  const { service, operation, params, caller } = request;
  if (!isSolving(service) || unrepeatable.has(operation))
    return err(`\`${operation}\` is not recorded, because nobody else can repeat it from a file.`);
  const as = callerArn(caller, context.world);
  if (as === undefined) return err(`\`${operation}\` is not recorded, because its caller has no ARN.`);
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  const call = {
    ...(service === 'iam' ? {} : { service }),
    operation,
    params: Object.fromEntries(
      given.map(([member, value]) => [member, written(member, value, params, context)]),
    ),
    ...(as === rootArn(context.account) ? {} : { as }),
  };
  return ok(call);
}

function isSolving(service: Request['service']): service is SolvingService {
  return serviceNames.includes(service) && !['playground', 'signin', 'any'].includes(service);
}

function callerArn(caller: Caller, world: World): string | undefined {
  switch (caller.kind) {
    case 'principal':
      return caller.arn;
    case 'session':
      return world.sessions.get(caller.id)?.arn;
    case 'access-key':
      return ownerOf(caller.accessKeyId, world)?.arn;
    case 'service':
    case 'anonymous':
      return undefined;
  }
}

const ownerOf = (key: string, world: World) => world.users.get(world.accessKeys.get(key)?.owner ?? '');

function written(
  member: string,
  value: unknown,
  params: Request['params'],
  { world, account, oldKeys }: RecordedIn,
): unknown {
  if (typeof value !== 'string') return value;
  if (member === 'Password') return passwordIn(world, account);
  const code = codes[member];
  if (code !== undefined) return codeOf(code, params['SerialNumber'], value, world);
  if (member === 'AccessKeyId' && !oldKeys.includes(value)) return keyOf(params['UserName'], value, world);
  if (member === 'SAMLMetadataDocument') return metadataOf(value, world);
  return documents.has(member) ? parsed(value) : value;
}

/** A password that was typed stays with its person. */
function passwordIn(world: World, account: AccountId): string {
  const of = world.accounts.get(account);
  const least = of?.passwordPolicy?.minimumPasswordLength ?? 0;
  const most = of?.signInExtensions?.maximumPasswordLength;
  return examplePassword.padEnd(least, '-1').slice(0, most);
}

/** A code is good for half a minute; the device is named instead. */
function codeOf(kind: string, serial: unknown, value: string, world: World): string {
  const device = [...world.mfaDevices.values()].find(
    ({ account, path, name }) => mfaArn(account, path, name) === serial,
  );
  return device ? `{{${kind} ${device.name}}}` : value;
}

function keyOf(user: unknown, value: string, world: World): string {
  const name = typeof user === 'string' ? user : ownerOf(value, world)?.userName;
  return name === undefined ? value : `{{key ${name}}}`;
}

function metadataOf(value: string, world: World): string {
  const provider = [...world.outsideProviders.values()].find((one) => providerMetadata(one) === value);
  return provider ? `{{metadata ${provider.name}}}` : value;
}

/** A document that is an object is shorter in a link. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : text;
  } catch {
    return text;
  }
}
