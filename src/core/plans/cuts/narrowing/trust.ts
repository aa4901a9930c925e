/**
 * Narrows the policies that name principals: whose subjects a provider vouches for, the external id of another
 * company, the organization where everybody is named. The principal stays in the policy.
 */

import type { DecidedCall } from '#core/analysis/ways/method-works.ts';
import type { StatementJson } from '#core/analysis/edits/documents.ts';
import { standing } from '#core/authz/organization.ts';
import { compileGlob, globMatches } from '#core/eval/glob.ts';
import { arnName, parseArn } from '#core/model/arn.ts';
import { principalsIn, statementsIn } from '#core/model/trust-principals.ts';
import { resourcesRunningAs } from '#core/model/world/running-roles.ts';
import { type World, findByArn } from '#core/model/world/world.ts';
import { issuerOfPrincipal } from '#core/policy/shared-issuers.ts';
import type { InPolicy } from '../cut.ts';
import { type NarrowingOffer, accountOfCaller, contextValues } from './closing.ts';
import { asksForValues, conditionsIn, isPatternOperator } from './conditions.ts';
import { endedPattern, organizationPattern, subjectFormOf } from './subjects.ts';

export function* trustOffers(
  world: World,
  place: InPolicy,
  statement: StatementJson,
): Generator<NarrowingOffer> {
  const principals = principalsIn(statement['Principal']);
  // A statement of several providers would ask for a key that the others do not send.
  const [only] = principals;
  if (principals.length === 1 && only?.type === 'Federated')
    yield* ofProvider(world, place, statement, only.value);
  if (principals.length === 0 || principals.some(({ type }) => type !== 'AWS')) return;
  const values = principals.map(({ value }) => value);
  if (values.includes('*')) yield* ofOrganization(world, place, statement);
  else yield* withExternalId(world, place, statement, values);
}

const asked = (statement: StatementJson, key: string) =>
  conditionsIn(statement).filter(
    (test) => test.key.toLowerCase() === key.toLowerCase() && asksForValues(test.operator),
  );

function* ofProvider(
  world: World,
  place: InPolicy,
  statement: StatementJson,
  provider: string,
): Generator<NarrowingOffer> {
  const issuer = issuerOfPrincipal(provider);
  const form = issuer === undefined ? undefined : subjectFormOf(issuer);
  if (issuer === undefined || !form) return;
  const key = `${issuer}:sub`;
  const tests = asked(statement, key);
  const organizations = organizationsOf(world, provider, key);
  const isMatched = (patterns: readonly string[], call: DecidedCall) =>
    contextValues(call, key).some((subject) =>
      patterns.some((one) => globMatches(compileGlob(one), subject)),
    );
  if (tests.length === 0) {
    const isExample = organizations.length === 0;
    const values = isExample ? [form.example] : organizations;
    yield {
      change: {
        ...{ kind: 'condition', ...place, operator: 'StringLike', key, values },
        ...(isExample && { isExample }),
      },
      closes: (call) => !isMatched(values, call),
    };
    return;
  }
  const patterns = tests
    .filter(({ operator }) => isPatternOperator(operator))
    .flatMap(({ values }) => values);
  const narrower = Object.fromEntries(
    patterns.flatMap((value): [string, readonly string[]][] => {
      const ended = endedPattern(form, value);
      if (ended !== undefined) return [[value, [ended]]];
      const isOfAnybody = value === '*' || value === `${form.head}*`;
      return isOfAnybody && organizations.length > 0 ? [[value, organizations]] : [];
    }),
  );
  if (Object.keys(narrower).length === 0) return;
  const left = patterns.flatMap((value) => narrower[value] ?? [value]);
  yield {
    change: { kind: 'subjects', ...place, key, narrower },
    closes: (call) => isMatched(patterns, call) && !isMatched(left, call),
  };
}

/** The organizations that trust policies of the account name for the provider: patterns like `repo:acme/*`. */
function organizationsOf(world: World, provider: string, key: string): readonly string[] {
  const form = subjectFormOf(issuerOfPrincipal(provider) ?? '');
  if (!form) return [];
  const found = new Set<string>();
  for (const { assumeRolePolicyDocument } of trusting(world, provider))
    for (const statement of statementsIn(assumeRolePolicyDocument))
      for (const { values } of asked(statement, key))
        for (const value of values) {
          const pattern = organizationPattern(form, value);
          if (pattern !== undefined) found.add(pattern);
        }
  return [...found].sort();
}

const trusting = (world: World, name: string) =>
  [...(world.index.trustedBy.get(name) ?? [])].flatMap((id) => world.roles.get(id) ?? []);

const isForeign = (world: World, call: DecidedCall): boolean =>
  !world.accounts.has(accountOfCaller(call) ?? '');

/** Asks for the organization of the account where everybody is named; without one, for the accounts that are known here. */
function* ofOrganization(world: World, place: InPolicy, statement: StatementJson): Generator<NarrowingOffer> {
  const keys = ['aws:PrincipalOrgID', 'aws:PrincipalAccount', 'aws:PrincipalArn', 'aws:PrincipalOrgPaths'];
  if (keys.some((key) => asked(statement, key).length > 0)) return;
  const owner = findByArn(world, 'roles', place.policy) ?? findByArn(world, 'resources', place.policy);
  // A service has no organization, so what runs as the role would stop.
  if (!owner || resourcesRunningAs(world, owner.arn).length > 0) return;
  const organization = standing(world, owner.account)?.organization.id;
  const [key, values] =
    organization === undefined
      ? (['aws:PrincipalAccount', [...world.accounts.keys()].sort()] as const)
      : (['aws:PrincipalOrgID', [organization]] as const);
  yield {
    change: { kind: 'condition', ...place, operator: 'StringEquals', key, values },
    closes: (call) => isForeign(world, call),
  };
}

/** The external id that another role asks of the same account, or one of this role, to be agreed on. */
function* withExternalId(
  world: World,
  place: InPolicy,
  statement: StatementJson,
  names: readonly string[],
): Generator<NarrowingOffer> {
  const key = 'sts:ExternalId';
  const role = findByArn(world, 'roles', place.policy);
  const accounts = new Set(names.map((name) => (/^\d{12}$/.test(name) ? name : parseArn(name)?.account)));
  const [account] = accounts;
  if (!role || accounts.size !== 1 || account === undefined || world.accounts.has(account)) return;
  if (asked(statement, key).length > 0) return;
  const known = externalIdsFor(world, account, key);
  const isExample = known.length === 0;
  const values = isExample ? [`${role.account}-${arnName(role.arn)}`] : known;
  yield {
    change: {
      ...{ kind: 'condition', ...place, operator: 'StringEquals', key, values },
      ...(isExample && { isExample }),
    },
    closes: (call) => !contextValues(call, key).some((value) => values.includes(value)),
  };
}

function externalIdsFor(world: World, account: string, key: string): readonly string[] {
  const found = new Set<string>();
  for (const [name] of world.index.trustedBy) {
    if (name !== account && parseArn(name)?.account !== account) continue;
    for (const { assumeRolePolicyDocument } of trusting(world, name))
      for (const statement of statementsIn(assumeRolePolicyDocument)) {
        const isOfAccount = principalsIn(statement['Principal']).some(({ value }) => value.includes(account));
        if (!isOfAccount) continue;
        for (const { values } of asked(statement, key))
          for (const value of values) if (!/[*?$]/.test(value)) found.add(value);
      }
  }
  return [...found].sort();
}
