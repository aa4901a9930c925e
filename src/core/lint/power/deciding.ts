/** Asks the engine what one policy allows by itself, for names that no policy writes. */

import { allowEverything } from '../../analysis/everything.ts';
import type { Candidate } from '../../analysis/difference/concrete.ts';
import { Search } from '../../analysis/difference/search.ts';
import { type FixedKeys, type Region, regionOf, regionsOf } from '../../analysis/regions/region.ts';
import { policyPlaces } from '../../authz/applicable-statements.ts';
import type { EvaluationInput } from '../../authz/decision.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { principalView } from '../../eval/principal.ts';
import { RequestView } from '../../eval/request.ts';
import { StatementMatcher } from '../../eval/statement.ts';
import { compile, type CompiledPolicy, type CompiledStatement } from '../../policy/compile.ts';
import { actionMatches, type ActionName } from '../../eval/action.ts';
import type { TextList } from '../../policy/syntax/tree.ts';
import type { CheckedPolicy } from '../document.ts';

export class AllowedActions {
  readonly #byService = new Map<string, string[]>();
  /** Patterns that more than one service may match. */
  readonly #wide: string[] = [];
  readonly #others: readonly TextList[];

  constructor({ statements }: CheckedPolicy) {
    const allowing = statements.filter(({ effect }) => effect === 'Allow');
    this.#others = allowing.flatMap(({ notAction }) => notAction ?? []);
    for (const { action } of allowing)
      for (const { value } of action?.items ?? []) {
        const service = value.slice(0, Math.max(0, value.indexOf(':'))).toLowerCase();
        if (service === '' || /[*?]/.test(service)) this.#wide.push(value);
        else if (!this.#byService.get(service)?.push(value)) this.#byService.set(service, [value]);
      }
  }

  mayBe(action: ActionName): boolean {
    const matches = (pattern: string) => actionMatches(pattern, action);
    return (
      this.#byService.get(action.service)?.some(matches) === true ||
      this.#wide.some(matches) ||
      this.#others.some(({ items }) => !items.some(({ value }) => matches(value)))
    );
  }
}

export const someName = 'w7qz';
export const unlikelyName = 'v4kx';

/** Keys that single out few resources, so that a statement with them is no permission for all. */
const singling =
  /(^|:)(resourcetag|existingobjecttag)\/|^dynamodb:(leadingkeys|attributes)$|^(iam:associatedresourcearn|iam:permissionsboundary|aws:ismcpserviceaction)$/;
/** Keys that only a service, a network or an organization gives; absent for a caller of whom nothing is known. */
const ofOthers =
  /^aws:(calledvia|calledviafirst|calledvialast|sourcearn|sourceaccount|sourceorgid|sourceorgpaths)$/;

export interface Asker {
  readonly arn: string;
  readonly account: string;
  readonly name: string;
  /** Nothing of the account that has the policy is true of it. */
  readonly isStranger?: true;
}

/** The address of a stranger, from a block for documentation. */
const strangeAddress = '192.0.2.77';
const ofStrangers =
  /^aws:(sourcevpc|sourcevpce|vpcsourceip|principalorgid|principalorgpaths|userid)$|^aws:principaltag\//;

function keysOf({ arn, account, name, isStranger }: Asker): FixedKeys {
  const known: Readonly<Record<string, string>> = {
    'aws:principalarn': arn,
    'aws:principalaccount': account,
    'aws:principaltype': arn.includes(':user/') ? 'User' : 'AssumedRole',
    'aws:principalisawsservice': 'false',
    'aws:viaawsservice': 'false',
    ...(arn.includes(':user/') && { 'aws:username': name }),
    ...(isStranger
      ? { 'aws:sourceip': strangeAddress, 'kms:calleraccount': account }
      : { 'aws:resourceaccount': account }),
  };
  return {
    value: (key) => known[key.toLowerCase()],
    isFixed: (key) =>
      key in known ||
      key === 'aws:username' ||
      singling.test(key) ||
      ofOthers.test(key) ||
      (isStranger === true && ofStrangers.test(key)),
  };
}

const present = (keys: FixedKeys): ReadonlyMap<string, string> =>
  new Map(
    [
      'aws:principalarn',
      'aws:principalaccount',
      'aws:principaltype',
      'aws:username',
      'aws:resourceaccount',
      'aws:sourceip',
      'aws:viaawsservice',
      'aws:principalisawsservice',
      'kms:calleraccount',
    ].flatMap((key): [string, string][] => {
      const value = keys.value(key);
      return typeof value === 'string' ? [[key, value]] : [];
    }),
  );

export interface WantedAccess {
  readonly action: string;
  readonly resource: string;
  readonly key?: readonly [string, string];
}

/** Requests before there was this check. No clock is read, so that a text always has the same findings. */
const past = regionsOf({
  Action: '*',
  Resource: '*',
  Condition: { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
});

interface Allowing {
  readonly region: Region;
  readonly index: number;
}

const asking = new Map<string, Region | undefined>();
const mostKept = 2000;

/** Returns the requests that are asked about. The same are asked at each keystroke. */
function askedFor({ action, resource, key }: WantedAccess): Region | undefined {
  const name = `${action} ${resource} ${key?.join(' ') ?? ''}`;
  if (asking.has(name)) return asking.get(name);
  const [region] = regionsOf({
    Action: action,
    Resource: resource,
    ...(key && { Condition: { StringEquals: { [key[0]]: key[1] } } }),
  });
  if (asking.size >= mostKept) asking.clear();
  asking.set(name, region);
  return region;
}

/** More steps of a search are not worth the wait while somebody types. */
const mostSteps = 4000;

export class Deciding {
  readonly #policy: CompiledPolicy;
  readonly #asker: Asker;
  readonly #allow: readonly Allowing[];
  readonly #deny: readonly Region[];
  readonly #kept = new Map<string, number | undefined>();
  readonly #derived: ReadonlyMap<string, string>;

  constructor(policy: CompiledPolicy, asker: Asker) {
    this.#policy = policy;
    this.#asker = asker;
    const keys = keysOf(asker);
    const place = asker.isStranger ? policyPlaces.resource : policyPlaces.identity;
    const regions = (effect: CompiledStatement['effect']): Allowing[] =>
      policy.statements.flatMap((statement, index) => {
        if (statement.effect !== effect) return [];
        if (effect === 'Allow' && statement.conditions?.some(({ key }) => singling.test(key.toLowerCase())))
          return [];
        if (asker.isStranger && !names(statement, asker)) return [];
        const region = regionOf(statement, place, keys);
        return region ? [{ region, index }] : [];
      });
    this.#allow = regions('Allow');
    this.#deny = [...regions('Deny').map(({ region }) => region), ...past];
    this.#derived = present(keys);
  }

  /** Returns the place of a statement that allows the call; `undefined` when none does, or it is not known. */
  allowedBy(wanted: WantedAccess): number | undefined {
    const kept = `${wanted.action} ${wanted.resource} ${wanted.key?.[1] ?? ''}`;
    if (!this.#kept.has(kept)) this.#kept.set(kept, this.#allowedBy(wanted));
    return this.#kept.get(kept);
  }

  #allowedBy({ action, resource, key }: WantedAccess): number | undefined {
    const asked = askedFor({ action, resource, ...(key && { key }) });
    if (!asked) return undefined;
    for (const { region, index } of this.#allow) {
      if (!region.actions.set.has(action.toLowerCase()) === region.actions.isListed) continue;
      let steps = 0;
      const search = new Search<true>({
        derived: this.#derived,
        confirm: (candidate) => (this.#isAllowed(candidate) ? true : undefined),
        isOver: () => (steps += 1) > mostSteps,
        actions: [action],
      });
      if (typeof search.find([region, asked], this.#deny) === 'object') return index;
    }
    return undefined;
  }

  #isAllowed(candidate: Candidate): boolean {
    const { arn, account, isStranger } = this.#asker;
    const policy = { name: 'policy', document: this.#policy };
    const context = { ...Object.fromEntries(this.#derived), ...candidate.context };
    const input = { principal: arn, ...candidate, context } satisfies Partial<EvaluationInput>;
    if (isStranger) {
      const owner = {
        resourceAccount: ownAccount,
        identityPolicies: [allowEverything],
        resourcePolicy: policy,
      };
      return evaluate({ ...input, ...owner }).verdict === 'allowed';
    }
    const own = { resourceAccount: account, identityPolicies: [policy] };
    return (
      evaluate({ ...input, ...own }).verdict === 'allowed' ||
      evaluate({ ...input, ...own, resourcePolicy: delegating(account) }).verdict === 'allowed'
    );
  }
}

const ownAccount = '111122223333';

/** Keys and roles want a policy of their own, which mostly leaves the decision to the account. */
const delegating = (account: string) => ({
  name: 'delegating',
  document: JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: '*', Resource: '*' }],
  }),
});

const names = (statement: CompiledStatement, { arn }: Asker): boolean =>
  new StatementMatcher(statement).grant(
    new RequestView(principalView(arn), 's3:GetObject', '*', undefined, undefined, false),
    policyPlaces.resource,
  ) !== 'none';

/** The calls that are asked about are in the partition `aws`; the others have the same actions. */
const otherPartition = /"arn:aws-[a-z-]+:/g;

/** Returns `undefined` for a text that AWS would not save. */
export function compiledDocument(text: string): CompiledPolicy | undefined {
  try {
    return compile(text.replaceAll(otherPartition, '"arn:aws:'));
  } catch {
    return undefined;
  }
}
