/** Ways to power as plain data for headless.ts: which method leads from whom to whom, and by what. */

import type { DecisionEnv } from '../core/authz/authorize.ts';
import type { AttackPath, WayStep } from '../core/analysis/ways/attack-path.ts';
import { type WayOptions, WaySearch } from '../core/analysis/ways/search/way-search.ts';
import { isOutsider } from '../core/analysis/ways/search/outsiders.ts';
import { unsafeAccountId } from '../core/model/ids.ts';
import type { World } from '../core/model/world/world.ts';
import { expectPrincipal } from './questions.ts';

export interface AttackPathsAsked extends WayOptions {
  /**
   * The ARN of a user, a role, or a resource that runs as a role. An outsider is written `{provider ARN}#{subject}`: for
   * OpenID Connect the `sub` of its tokens, for SAML one of its groups. `repo:org/app:ref:…` alone stands for the
   * subject at any OpenID Connect provider of the world, and the ARN of a provider for everybody it lets in.
   */
  readonly from?: string;
}

export interface AttackPathRow {
  readonly from: string;
  readonly to: string;
  readonly steps: readonly AttackStepRow[];
  /**
   * The end is an administrator only with MFA, or from the right address; `policy`: the policy of the resource, which
   * nobody knows, has to let the account in. Such a way comes only with `conditional`.
   */
  readonly onlyWith?: 'mfa' | 'address' | 'policy';
}

export interface AttackStepRow {
  /** The id of the method in the public catalogues; `own-…` for one that none has. */
  readonly method: string;
  readonly from: string;
  readonly to: string;
  readonly permissions: readonly { readonly action: string; readonly resource: string }[];
  readonly assumes?: readonly string[];
}

/** The ways, as a list; JSON and comparisons see the rows alone. */
export type AttackPathRows = AttackPathRow[] & {
  /** False when the search was stopped, so that there may be more ways; without a way, that there may be one. */
  readonly isComplete: boolean;
};

/** Throws when the world has no such account, principal or thing. */
export function attackPathsOf(
  world: World,
  { from, account, ...asked }: AttackPathsAsked,
  env: DecisionEnv,
): AttackPathRows {
  if (account !== undefined && !world.accounts.has(unsafeAccountId(account)))
    throw new Error(`there is no account \`${account}\` in this world`);
  const search = new WaySearch(world, env, { ...asked, ...(account !== undefined && { account }) });
  const row = (path: AttackPath) => rowOf(path, asked.to);
  if (from === undefined) {
    const rows = search.shortest().map(row);
    return withCompleteness(rows, search.isComplete);
  }
  expectStart(world, from);
  const { paths, isComplete } = search.ways(from);
  const rows = paths.map(row);
  // A preparation and the step after it can be one method of the catalogues, too.
  return withCompleteness([...new Map(rows.map((one) => [JSON.stringify(one), one])).values()], isComplete);
}

const withCompleteness = (rows: AttackPathRow[], isComplete: boolean): AttackPathRows =>
  Object.defineProperty(rows as AttackPathRows, 'isComplete', { value: isComplete });

/** Throws unless ways can begin there. */
export function expectStart(world: World, from: string): void {
  if (!isOutsider(from) && world.index.byArn.get(from)?.table !== 'resources') expectPrincipal(world, from);
}

/** Rows leave out what a step chose, which is needed to play it. */
const behind = new WeakMap<AttackPathRow, { readonly way: AttackPath; readonly to: string }>();

export const wayBehind = (
  row: AttackPathRow,
): { readonly way: AttackPath; readonly to: string } | undefined => behind.get(row);

export function rowOf(way: AttackPath, to = 'administrator'): AttackPathRow {
  const row = shownOf(way, to);
  behind.set(row, { way, to });
  return row;
}

function shownOf({ from, to, steps, onlyWith }: AttackPath, aim: string): AttackPathRow {
  const rows: AttackStepRow[] = [];
  let before: WayStep[] = [];
  for (const [at, step] of steps.entries()) {
    const next = steps[at + 1]?.from;
    // A step that only prepares is a part of the one that it prepares.
    if (step.method.isPreparation && next === step.from) {
      before.push(step);
      continue;
    }
    // Alone, it strengthens whom the actor has already, or lets another of the principals that it has go on.
    const actor = next ?? (aim === 'administrator' ? to : step.to);
    rows.push({ ...stepRow(before, step), ...(step.method.isPreparation && { to: actor }) });
    before = [];
  }
  const [first] = rows;
  // A thing that runs as a role acts as that role.
  if (first && first.from !== from) rows[0] = { ...first, from };
  return { from, to, steps: rows, ...(onlyWith && { onlyWith }) };
}

function stepRow(before: readonly WayStep[], step: WayStep): AttackStepRow {
  const all = [...before, step];
  const assumes = [...new Set(all.flatMap((one) => one.assumes))];
  const calls = all.flatMap(({ decided, from }) => decided.filter(({ principal }) => principal === from));
  const texts = new Map(calls.map(({ action, resource }) => [`${action} ${resource}`, { action, resource }]));
  return {
    method: methodId(before, step),
    from: step.from,
    to: step.to,
    permissions: [...texts.values()],
    ...(assumes.length > 0 && { assumes }),
  };
}

/** The catalogues have ids for some preparations together with the step that they prepare. */
const together: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'before-attach-role': { 'sts-001': 'iam-014', 'iam-012': 'iam-019' },
  'before-put-role': { 'sts-001': 'iam-017', 'iam-012': 'iam-021' },
  'before-version-role': { 'sts-001': 'iam-016', 'iam-012': 'iam-020' },
  'before-unbind-role': { 'sts-001': 'iam-023' },
  'before-attach-user': { 'iam-002': 'iam-015' },
  'before-put-user': { 'iam-002': 'iam-018' },
};

const methodId = (before: readonly WayStep[], { method: { id } }: WayStep): string =>
  (before.length === 1 ? together[before[0]?.method.id ?? '']?.[id] : undefined) ??
  id.replace(/^before-/, 'own-');
