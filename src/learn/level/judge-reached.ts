/** Judges a goal of the attacker: the rights are gained, and only by calls of the attacker and of whom it gained. */

import { mayDoEverything as isEverything } from '../../core/analysis/administrator.ts';
import { isAdministrator } from '../../core/analysis/ways/administrator.ts';
import { arnAccount, arnName } from '../../core/model/arn.ts';
import type { ReachedCheck } from './format.ts';
import type { Judged, LevelPlace } from './standing.ts';
import { unsafeAccountId } from '../../core/model/ids.ts';
import type { TrailEvent } from '../../core/model/records/trail-event.ts';
import { credentialsOf, findByArn, findByName, type World } from '../../core/model/world/world.ts';

export async function judgeReached({ from, to }: ReachedCheck, place: LevelPlace): Promise<Judged> {
  const { world, env, events } = place;
  const { arns, foreign } = gainedBy(world, from, (await events?.()) ?? []);
  const me = named(from);
  if (foreign)
    return {
      now: false,
      reached: false,
      why: `\`${foreign.operation}\` was called by ${named(foreign.by)}, not by ${me}. Undo that call.`,
    };
  const isIt = (arn: string) =>
    to === 'administrator'
      ? isAdministrator(world, arn, env) || isEverything(world, { principal: arn }, env)
      : arn === to;
  if (arns.some(isIt)) return { now: true, reached: true };
  const last = arns.at(-1);
  const isMore = last !== undefined && last !== from;
  const aim = to === 'administrator' ? 'an administrator' : named(to);
  const why = isMore
    ? `${me} can now act as ${named(last)} too. That is not ${aim}.`
    : `${me} is not ${aim} yet.`;
  return { now: false, reached: false, why };
}

/** A service has no ARN, and stands there by its own name. */
const named = (actor: string): string =>
  actor.endsWith(':root') ? 'the root user' : `\`${actor.startsWith('arn:') ? arnName(actor) : actor}\``;

interface Gained {
  /** ARNs of users and roles, in the order in which they were gained; the first is who began. */
  readonly arns: readonly string[];
  /** The first change that somebody else made. */
  readonly foreign?: { readonly operation: string; readonly by: string };
}

/** `world`: after the events. `events`: oldest first. */
function gainedBy(world: World, from: string, events: readonly TrailEvent[]): Gained {
  const reading = new Reading(world, from);
  for (const event of events) {
    if (event.errorCode !== undefined) continue;
    const by = actorOf(event);
    if (by !== undefined && reading.arns.has(by)) reading.read(event);
    else if (changesAccount(event)) {
      const foreign = { operation: event.eventName, by: by ?? 'somebody outside' };
      return { arns: [...reading.arns], foreign };
    }
  }
  return { arns: [...reading.arns] };
}

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? (value as Members) : {};
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Returns the ARN of the user, of the role behind a session, or of the root user; else the service. */
function actorOf({ userIdentity }: TrailEvent): string | undefined {
  const { arn, invokedBy, sessionContext } = userIdentity;
  return textOf(membersOf(membersOf(sessionContext)['sessionIssuer'])['arn']) ?? textOf(arn ?? invokedBy);
}

/** Reports and credentials alone change nothing: whoever uses credentials is named by the next event. */
const changesAccount = ({ readOnly, eventName, eventSource, userIdentity }: TrailEvent): boolean =>
  !readOnly &&
  !eventName.startsWith('Generate') &&
  !/^(?:sts|signin)\./.test(eventSource) &&
  userIdentity['type'] !== 'AWSAccount';

class Reading {
  readonly arns: Set<string>;
  readonly #world: World;
  /** Functions with own code, by ARN, with the role that they were given; `undefined`: the one that they had. */
  readonly #functions = new Map<string, string | undefined>();

  constructor(world: World, from: string) {
    this.#world = world;
    this.arns = new Set([from]);
  }

  read(event: TrailEvent): void {
    const { eventName, recipientAccountId: account } = event;
    const asked = membersOf(event.requestParameters);
    const answered = membersOf(event.responseElements);
    switch (eventName) {
      case 'AssumeRole':
        return this.#gain(textOf(asked['roleArn']));
      case 'CreateAccessKey':
        return this.#gain(this.#user(account, membersOf(answered['accessKey'])['userName'])?.arn);
      case 'CreateLoginProfile':
      case 'UpdateLoginProfile':
        return this.#gainByPassword(account, asked['userName']);
      case 'CreateFunction':
      case 'UpdateFunctionCode':
      case 'UpdateFunctionConfiguration':
        return this.#note(functionOf(event, asked), eventName, textOf(asked['role']));
      case 'Invoke':
        return this.#run(functionOf(event, asked));
      case 'RunInstances':
        return this.#gainByProfile(account, membersOf(asked['iamInstanceProfile']));
    }
  }

  #gain(arn: string | undefined): void {
    if (arn !== undefined) this.arns.add(arn);
  }

  #user(account: string, name: unknown) {
    return findByName(this.#world, 'users', unsafeAccountId(account), textOf(name) ?? '');
  }

  /** A password alone does not sign in where the user has an MFA device. */
  #gainByPassword(account: string, name: unknown): void {
    const user = this.#user(account, name);
    if (user && credentialsOf(this.#world, 'mfaDevices', user.id).length === 0) this.#gain(user.arn);
  }

  /** New settings alone are not own code, but they may give another role to a function with own code. */
  #note(arn: string, eventName: string, role: string | undefined): void {
    if (eventName === 'UpdateFunctionConfiguration' && !this.#functions.has(arn)) return;
    this.#functions.set(arn, role ?? this.#functions.get(arn));
  }

  #run(arn: string): void {
    if (!this.#functions.has(arn)) return;
    this.#gain(this.#functions.get(arn) ?? findByArn(this.#world, 'resources', arn)?.details?.['role']);
  }

  /** Whoever launches an instance chooses the program that it starts with. */
  #gainByProfile(account: string, { arn, name }: Members): void {
    const profile =
      findByArn(this.#world, 'instanceProfiles', textOf(arn) ?? '') ??
      findByName(this.#world, 'instanceProfiles', unsafeAccountId(account), textOf(name) ?? '');
    this.#gain(this.#world.roles.get(profile?.roles[0] ?? '')?.arn);
  }
}

/** Returns the ARN of the function that a call names by its name, its ARN or a part of it. */
function functionOf({ awsRegion, recipientAccountId }: TrailEvent, { functionName }: Members): string {
  const named = textOf(functionName) ?? '';
  const account = named.startsWith('arn:') ? arnAccount(named) : recipientAccountId;
  const region = named.startsWith('arn:') ? (named.split(':')[3] ?? awsRegion) : awsRegion;
  const name = arnName(named).replace(/^(?:.*:)?function:/, '');
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}
