/**
 * Finds answers that turn on the organization of an account, which an imported account may not tell (A-03). Conditions on
 * `aws:PrincipalOrgID`, `aws:ResourceOrgID` and the paths then decide as if the account were in none. So the question is
 * decided again with each organization that a policy names, and with one that none names.
 */

import type { Question } from '#core/authz/authorize.ts';
import { targetOf } from '#core/authz/gather.ts';
import { type AssumedOrganization, type AssumedOrganizations, ownerOf } from '#core/authz/organization.ts';
import { isAnyAccount, resolvePrincipal } from '#core/authz/principal.ts';
import { gapReasons } from '#core/authz/because/open-answers.ts';
import type { KnowledgeGap } from './parts.ts';
import { statementsAbout } from './statements-about.ts';
import { lacksMembership } from '#core/model/world/known-parts.ts';
import type { World } from '#core/model/world/world.ts';
import { type CompiledStatement, keysOfStatement } from '#core/policy/compile.ts';
import { memoBy } from '#core/model/memo.ts';

interface OpenMemberships {
  readonly gaps: readonly KnowledgeGap[];
  readonly suppositions: readonly AssumedOrganizations[];
  /** False: policies name more organizations than are supposed. */
  readonly isWhole: boolean;
}

/** Returns `undefined` where no policy that counts asks for an organization that nobody knows. */
export function openMemberships(world: World, question: Question): OpenMemberships | undefined {
  const { resource, assume = {}, context = {} } = question;
  const principal = resolvePrincipal(world, question.principal, question.sessionName);
  const caller = 'account' in principal ? principal.account : '';
  const owner = ownerOf(principal, resource, targetOf(world, question.action, resource).account) ?? '';
  const given = assume.organizations ?? {};
  const isOpen = (account: string) => {
    const one = given[account];
    return (
      account !== '' &&
      !(account === caller && isAnyAccount(principal)) &&
      (one === undefined || (one !== 'none' && !one.path)) &&
      lacksMembership(world, account)
    );
  };
  if (!isOpen(caller) && !isOpen(owner)) return undefined;
  const asked = statementsAbout(world, question).flatMap(asksOf);
  const asksOfAccount = { principal: caller, resource: owner };
  const accounts = [...new Set(asked.map(({ of }) => asksOfAccount[of]))].filter(isOpen);
  if (accounts.length === 0) return undefined;
  const named = distinct([
    ...asked.flatMap(({ organizations }) => organizations),
    ...Object.values(context)
      .flat()
      .filter((value) => value.startsWith('o-'))
      .flatMap(organizationsLike),
    ...[...world.organizations.values()].map(({ id, rootId }) => ({ id, path: `${id}/${rootId}/` })),
  ]);
  /** An account under control policies is in an organization. */
  const isMember = (account: string) =>
    (account === caller && assume.serviceControlPolicies !== undefined) ||
    (account === owner && assume.resourceControlPolicies !== undefined);
  let suppositions: readonly AssumedOrganizations[] = [given];
  for (const account of accounts) {
    const { [account]: own } = given;
    const possible: AssumedOrganizations[string][] =
      own === undefined || own === 'none'
        ? [
            ...named.slice(0, mostOrganizations).filter(({ id }) => !hasAllAccounts(world, id)),
            unnamed,
            ...(isMember(account) ? [] : (['none'] as const)),
          ]
        : [...named.filter(({ id }) => id === own.id), { ...own, path: `${own.id}/r-0000/` }];
    suppositions = suppositions.flatMap((before) => possible.map((one) => ({ ...before, [account]: one })));
  }
  const gaps = accounts.map((account): KnowledgeGap => {
    const needsPath = asked.some(({ of, isPath }) => isPath && asksOfAccount[of] === account);
    return {
      part: 'membership',
      membership: { account, ...(needsPath && { needsPath }) },
      why: gapReasons.membership(account),
    };
  });
  return { gaps, suppositions, isWhole: named.length <= mostOrganizations };
}

export const supposing = (question: Question, organizations: AssumedOrganizations): Question => ({
  ...question,
  assume: { ...question.assume, organizations },
});

/** An organization that was made here holds all its accounts, so no other account is in it. */
function hasAllAccounts(world: World, id: string): boolean {
  const owner = world.organizations.get(id)?.account;
  const record = owner === undefined ? undefined : world.accounts.get(owner);
  return record !== undefined && record.unknown === undefined;
}

interface Asks {
  readonly of: 'principal' | 'resource';
  readonly isPath: boolean;
  readonly organizations: readonly AssumedOrganization[];
}
const organizationKey = /^aws:(principal|resource)org(?:id|paths)$/i;

const asksOf = memoBy((statement: CompiledStatement): readonly Asks[] =>
  keysOfStatement(statement).flatMap((key): Asks[] => {
    const of = organizationKey.exec(key)?.[1]?.toLowerCase() as Asks['of'] | undefined;
    const values = (statement.conditions ?? []).flatMap((test) =>
      test.key.toLowerCase() === key.toLowerCase() ? test.values : [],
    );
    return of ? [{ of, isPath: /paths$/i.test(key), organizations: values.flatMap(organizationsLike) }] : [];
  }),
);

/** Returns organizations that the value of a condition names: an id or a path, with wildcards or without. */
function organizationsLike(value: string): AssumedOrganization[] {
  if (value.includes('${')) return [];
  const path = value.replaceAll(/[*?]/g, 'x');
  const [id = ''] = path.split('/');
  const anywhere = { id, path: `${id}/r-0000/` };
  return path === id ? [anywhere] : [{ id, path }, anywhere];
}

const unnamed: AssumedOrganization = { id: 'o-0000000000', path: 'o-0000000000/r-0000/' };

/** Bounds the work; policies rarely name more than one organization. */
const mostOrganizations = 12;

const distinct = (all: readonly AssumedOrganization[]): AssumedOrganization[] => [
  ...new Map(all.map((one) => [`${one.id} ${one.path}`, one])).values(),
];
