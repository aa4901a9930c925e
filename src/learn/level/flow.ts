/**
 * Runs a login from outside through its flow, in a copy of the world, without a page: the simulated provider signs,
 * the signature is verified, and the door decides.
 */

import { type AnyStateMachine, createActor, fromPromise, waitFor } from 'xstate';
import { handle } from '../../core/api/door.ts';
import type {
  OutsideApplication,
  OutsidePerson,
  OutsideProviderRecord,
  OutsideWorkload,
} from '../../core/model/records/outside-providers.ts';
import { apply, cloneWorld } from '../../core/model/world/apply.ts';
import { isoSeconds } from '../../core/model/request/request.ts';
import { namedPrincipals } from '../../core/model/trust-principals.ts';
import { type World, findByArn } from '../../core/model/world/world.ts';
import { prepare } from '../../federation/prepare.ts';
import { type Exchange, exchangeOf } from '../../flow/log/exchange.ts';
import { oidcMachine } from '../../flow/machines/oidc.ts';
import type { ProtocolContext } from '../../flow/machines/protocol.ts';
import { samlMachine } from '../../flow/machines/saml.ts';
import { messageAttacks } from '../../flow/message/attacks.ts';
import { isOutsideRequest } from '../../flow/provider/requests.ts';
import { outsideExchange } from '../../flow/provider/sign-login.ts';
import type { FlowRequest } from '../../flow/send.ts';
import type { FlowCheck } from './format.ts';
import { type Judged, type LevelPlace, awsSays } from './standing.ts';
import { defined } from '../../core/model/defined.ts';

export async function judgeFlow(check: FlowCheck, place: LevelPlace): Promise<Judged> {
  let ended: Ended;
  try {
    ended = await runFlow(check, { ...place, world: cloneWorld(place.world) });
  } catch {
    // A login that breaks off says nothing, also not that it was refused.
    return { now: false, reached: false, why: 'The login could not be run.' };
  }
  const now = ended.refusal === undefined;
  const wanted = check.wanted === 'done';
  const atCheck = check.at === undefined || check.at === ended.check;
  return {
    now,
    reached: now === wanted && (now || atCheck),
    ...defined({ why: ended.refusal }),
  };
}

interface Ended {
  /** The message of AWS or the provider; absent when the flow brought credentials. */
  readonly refusal?: string;
  readonly check?: string;
}

type Context = ProtocolContext<unknown>;
interface Snapshot {
  readonly context: Context;
  readonly value: unknown;
  hasTag(tag: string): boolean;
}

/** More steps than any flow has. */
const mostSteps = 20;

async function runFlow(check: FlowCheck, { world, env }: LevelPlace): Promise<Ended> {
  const login = loginOf(check, world);
  if (!login) return { refusal: 'Nobody can sign in there like this.' };
  let ids = 0;
  let refusedBy: string | undefined;
  let isAws = false;
  const send = fromPromise<Exchange, FlowRequest>(async ({ input }) => {
    if (isOutsideRequest(input)) return outsideExchange(world, input, env.now, () => `id-${(ids += 1)}`);
    const request = { caller: { kind: 'anonymous' as const }, ...input };
    const outcome = handle(world, await prepare(request, world), env);
    apply(world, [...outcome.changes, ...outcome.marks]);
    isAws = true;
    if (!outcome.ok) refusedBy = outcome.refusedBy?.check;
    return exchangeOf(request, outcome, env.now);
  });
  const machine: AnyStateMachine = check.flow === 'saml' ? samlMachine : oidcMachine;
  const actor = createActor(machine.provide({ actors: { send } as never }), {
    input: inputOf(check, login, world, isoSeconds(env.now)),
  });
  actor.start();
  const snapshot = () => actor.getSnapshot() as Snapshot;
  try {
    for (let step = 0; step < mostSteps; step += 1) {
      if (snapshot().context.sessions.length > 0) return {};
      const { refusal } = snapshot().context;
      const message = refusal?.message ?? '';
      if (snapshot().hasTag('refused') || refusal)
        return {
          refusal: isAws && message !== '' ? awsSays(message) : message,
          ...defined({ check: refusedBy }),
        };
      const changed = attackedBy(check, snapshot(), world);
      if (changed) actor.send({ type: 'edit', ...changed });
      actor.send({ type: 'next' });
      await waitFor(actor, (now) => !(now as Snapshot).hasTag('sending'));
    }
  } finally {
    actor.stop();
  }
  throw new Error(`the flow \`${check.flow}\` does not end`);
}

/** Returns the message on screen as the attack changes it; `undefined` where the attack is not for it. */
function attackedBy(check: FlowCheck, { context }: Snapshot, world: World) {
  if (check.attack === undefined) return undefined;
  const attack = messageAttacks.find(({ id }) => id === check.attack);
  if (!attack) throw new Error(`no attack \`${check.attack}\``);
  const { draft, attack: done } = context;
  if (!draft || done !== undefined || !attack.operations.includes(draft.operation)) return undefined;
  const { params } = attack.apply(draft, { providers: [...world.outsideProviders.keys()] });
  return { params, attack: attack.title };
}

interface Login {
  readonly provider: OutsideProviderRecord;
  readonly application: OutsideApplication;
  readonly who: OutsidePerson | OutsideWorkload;
}

/** Takes the application that gives the role, where the provider has several. */
function loginOf({ flow, provider: name, who: wanted, role }: FlowCheck, world: World): Login | undefined {
  const provider = [...world.outsideProviders.values()].find((one) => one.name === name);
  const applications = provider?.applications.filter(({ protocol }) => protocol === flow) ?? [];
  const gives = ({ grants }: OutsideApplication) => grants.some(({ roleArn }) => roleArn === role);
  const application = applications.find(gives) ?? applications[0];
  const person = provider?.people.find(({ userName }) => userName === wanted);
  const who = person ?? provider?.workloads.find((one) => one.name === wanted);
  return provider && application && who ? { provider, application, who } : undefined;
}

function inputOf(check: FlowCheck, login: Login, world: World, at: string) {
  const { provider, application, who } = login;
  const shared = {
    at,
    providerId: provider.id,
    providerName: provider.name,
    applicationId: application.id,
    roleArn: check.role,
  };
  const named = { id: who.id, name: who.name };
  if (check.flow === 'saml')
    return {
      ...shared,
      startedAt: 'provider',
      person: named,
      principalArn: grantedBy(check.role, login) ?? trustedBy(check.role, world),
    };
  const kind = 'userName' in who ? 'code' : 'workload';
  return { ...shared, kind, who: named, sessionName: 'level' };
}

/** Returns the SAML provider of the account that the assertion pairs with the role. */
function grantedBy(roleArn: string, { application, who }: Login): string | undefined {
  const groups = 'userName' in who ? who.groups : [];
  return application.grants.find(
    (grant) => grant.roleArn === roleArn && (grant.group === undefined || groups.includes(grant.group)),
  )?.providerArn;
}

/** Returns the first SAML provider of the trust policy: the person is offered no role, so AWS refuses any. */
function trustedBy(roleArn: string, world: World): string {
  const role = findByArn(world, 'roles', roleArn);
  const named = role ? namedPrincipals(role.assumeRolePolicyDocument) : [];
  const own = named.find(({ type, value }) => type === 'Federated' && value.includes(':saml-provider/'));
  return own?.value ?? [...world.samlProviders.values()][0]?.arn ?? '';
}
