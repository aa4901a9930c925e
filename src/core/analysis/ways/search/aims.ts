/** The aims of a search: to be an administrator, to reach a resource, or to be a certain user or role. */

import { type Question, authorize } from '#core/authz/authorize.ts';
import { parseArn } from '#core/model/arn.ts';
import { unsafeArn } from '#core/model/ids.ts';
import { typeOfResource, rolesRunBy } from '#core/model/world/running-roles.ts';
import { type World, findByArn } from '#core/model/world/world.ts';
import { compile } from '#core/policy/compile.ts';
import { administration, mayDoEverything as isAdministratorNow } from '../../administrator.ts';
import { actingAs, administratorActions, isAdministrator } from '../administrator.ts';
import type { Proof } from '../attack-path.ts';
import { freeValues } from '../candidates.ts';
import { entityBehind } from '../choices.ts';
import type { Method } from '../format.ts';
import { openings } from '#content/methods/openings.ts';
import { valuesIn } from '../placeholders.ts';
import { type SearchEnv, remembered } from '../search-env.ts';
import { ifPolicyLetsIn } from '../trying/supposed-policy.ts';
import type { Holders } from './holders.ts';
import { OwnStatements } from './own-statements.ts';
import { reachedBy } from './reached-by.ts';

export interface Aim {
  /** Returns true for a principal that is there without any step. */
  readonly isMetBy: (world: World, principal: string) => boolean;
  /** Returns what a principal that is not there needs beside its policies, with which it would be. */
  readonly isMetWith?: (world: World, principal: string) => Proof | undefined;
  readonly candidates: (holders: Holders) => Iterable<number>;
  /** Actions that decide about it; absent: no two principals are known to be alike. */
  readonly actions?: readonly string[];
  /** Calls that open the resource to whoever makes them. */
  readonly openings?: readonly Method[];
  /** The ARNs of those who are there, whatever rights anybody is given; absent: rights decide. */
  readonly only?: ReadonlySet<string>;
  /** The end that a way names, where it is not its last principal. */
  readonly end?: string;
}

/** `to`: `administrator`, or the ARN of a resource, a user or a role. `account`: only its administrators count. */
export function aimOf(world: World, to: string, account: string | undefined, env: SearchEnv): Aim {
  if (to === 'administrator') return administratorAim(world, account, env);
  const table = world.index.byArn.get(to)?.table;
  if (table === 'users' || table === 'roles') return principalsAim([to]);
  const actions = reachedBy(to);
  return actions.length > 0 ? resourceAim(to, actions, env) : principalsAim(runBy(world, to), to);
}

function administratorAim(world: World, account: string | undefined, env: SearchEnv): Aim {
  const isOf = (principal: string) =>
    account === undefined || (parseArn(principal)?.account ?? '') === account;
  const own = new OwnStatements(env);
  return {
    isMetBy: (inWorld, principal) =>
      isOf(principal) &&
      remembered(env, inWorld, `administrator ${principal}`, () =>
        inWorld === world ? isOneAlready(world, principal, env) : isAdministrator(inWorld, principal, env),
      ),
    isMetWith: (inWorld, principal) =>
      isOf(principal)
        ? remembered(env, inWorld, `administrator with ${principal}`, () =>
            proofOf(inWorld, principal, own, env),
          )
        : undefined,
    actions: administratorActions,
    *candidates(holders) {
      const sets = administratorActions.map((action) => holders.of(action));
      // A control policy can deny one of them to everybody.
      const isCandidate = (number: number) =>
        world.controlPolicies.size > 0
          ? sets.some((set) => set[number] === 1)
          : sets.every((set) => set[number] === 1);
      const [from, end] = account === undefined ? [0, holders.size] : holders.rangeOf(account);
      for (let number = from; number < end; number += 1) if (isCandidate(number)) yield number;
    },
  };
}

/** Whoever lacks a right that others have can have a way of its own, however much it may do. */
const isOneAlready = (world: World, principal: string, env: SearchEnv): boolean =>
  isAdministrator(world, principal, env) && isAdministratorNow(world, actingAs(world, principal, env), env);

const proofKeys = ['aws:multifactorauthpresent', 'aws:multifactorauthage', 'aws:sourceip', 'aws:vpcsourceip'];

/** Few have every right and a condition of that kind, so few are asked for every request. */
function proofOf(world: World, principal: string, own: OwnStatements, env: SearchEnv): Proof | undefined {
  if (!administratorActions.every((action) => own.mayHave(world, principal, action))) return undefined;
  if (!own.reads(world, principal, administratorActions, [...proofKeys, 'aws:sourcevpc', 'aws:sourcevpce']))
    return undefined;
  return administration(world, actingAs(world, principal, env), env).onlyWith;
}

function principalsAim(arns: readonly string[], end?: string): Aim {
  const wanted = new Set(arns);
  return {
    isMetBy: (world, principal) => {
      if (wanted.has(principal)) return true;
      const entity = entityBehind(world, principal);
      return entity !== undefined && wanted.has(entity.arn);
    },
    candidates: (holders) => arns.flatMap((arn) => holders.numberOf(arn) ?? []),
    only: wanted,
    ...(end !== undefined && { end }),
  };
}

/** One of the actions is enough, of a bucket on one of its objects. */
function resourceAim(
  end: string,
  asked: readonly { readonly action: string; readonly resource: string }[],
  env: SearchEnv,
): Aim {
  const own = new OwnStatements(env);
  const isMetBy: Aim['isMetBy'] = (world, principal) =>
    remembered(env, world, `reaches ${end} ${principal}`, () => {
      const asking = actingAs(world, principal, env);
      const isAllowed = (action: string, resource: string) =>
        authorize(world, { ...asking, action, resource }, env).verdict === 'allowed';
      return asked.some(
        ({ action, resource }) =>
          isAllowed(action, resource) ||
          objectsOf(world, asking, { action, resource }, env).some((one) => isAllowed(action, one)),
      );
    });
  return {
    isMetBy,
    isMetWith: (world, principal) => {
      if (
        !asked.some(({ action, resource }) =>
          own.mayHave(world, principal, action, resource.replace(/\*$/, '')),
        )
      )
        return undefined;
      const open = ifPolicyLetsIn(world, end, principal, env);
      return open && isMetBy(open, principal) ? 'policy' : undefined;
    },
    openings: openingsOf(end),
    // The policy of the resource can let anybody in.
    candidates: (holders) => Array.from({ length: holders.size }, (_, number) => number),
    end,
  };
}

function objectsOf(
  world: World,
  asking: Pick<Question, 'principal' | 'session'>,
  { action, resource }: { readonly action: string; readonly resource: string },
  env: SearchEnv,
): string[] {
  if (!resource.endsWith('/*')) return [];
  const bucket = resource.slice(0, -1);
  const on = `${bucket.slice('arn:aws:'.length)}{any}`;
  const { policy } = findByArn(world, 'resources', unsafeArn(bucket.slice(0, -1))) ?? {};
  const granted = (policy === undefined ? [] : compile(policy).statements).flatMap(
    ({ resources = [] }) => resources,
  );
  return [
    ...freeValues(world, asking, { action, on }, env).flatMap(([value]) => value ?? []),
    ...granted.flatMap((pattern) => valuesIn(pattern, on, '{any}') ?? []),
  ].map((name) => `${bucket}${name}`);
}

export function runBy(world: World, arn: string): readonly string[] {
  const record = findByArn(world, 'resources', unsafeArn(arn));
  return record && typeOfResource(record) !== undefined ? rolesRunBy(world, record) : [];
}

/** Returns none for an aim that has no policy of its own. */
function openingsOf(aim: string | undefined): readonly Method[] {
  const { service = '' } = parseArn(aim ?? '') ?? {};
  if (aim === undefined) return [];
  // The policy of a bucket decides about its objects.
  const on = (service === 's3' ? aim.replace(/\/.*/s, '') : aim).slice('arn:aws:'.length);
  return (openings[service] ?? []).map(({ action, ...method }) => ({
    ...method,
    gain: 'self',
    opens: true,
    needs: [{ action, on: on as `${string}:${string}` }],
    stop: 'Leave the policies of resources to administrators.',
    source: 'own',
  }));
}
