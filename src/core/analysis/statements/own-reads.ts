/**
 * Names what statements read of one principal: keys that two users, or two roles, can have with different values. All
 * other keys of the principal tell only its kind or its account.
 */

import { type CompiledTest, testHolds } from '../../eval/condition.ts';
import type { StatementMatcher } from '../../eval/statement.ts';
import type { ContextLookup } from '../../eval/variables.ts';
import { sessionArn } from '../../model/arn.ts';
import type { RoleRecord, UserRecord } from '../../model/records/identities.ts';
import { memoBy } from '../../model/memo.ts';
import { keysOfStatement, variableNames } from '../../policy/compile.ts';

export interface OwnReads {
  /** Tests of such a key alone: only whether they hold tells principals apart. */
  readonly tests: readonly CompiledTest[];
  /** Keys whose values go elsewhere, in lower case. */
  readonly keys: readonly string[];
}

export const noReads: OwnReads = { tests: [], keys: [] };

const isOwn = (key: string): boolean => /^aws:(principalarn$|principaltag\/|userid$|username$)/.test(key);

export function ownReadsOf(statements: readonly StatementMatcher[]): OwnReads {
  return together(statements.map(readsOf));
}

export const readsOf = memoBy(({ source, tests }: StatementMatcher): OwnReads => {
  if (!keysOfStatement(source).some((key) => isOwn(key.toLowerCase()))) return noReads;
  const alone = tests.filter(({ key, source: { values } }) => isOwn(key) && !values.some(hasVariable));
  const others = new Set(tests.filter((test) => !alone.includes(test)).map(({ key }) => key));
  const values = [
    ...(source.resources ?? []),
    ...(source.notResources ?? []),
    ...tests.flatMap(({ source: { values } }) => values),
  ];
  const inVariables = source.variables ? values.flatMap(variableNames) : [];
  const keys = [...others, ...inVariables].map((key) => key.toLowerCase()).filter(isOwn);
  return { tests: alone, keys: [...new Set(keys)] };
});

const hasVariable = (value: string): boolean => value.includes('${');

export function together(all: readonly OwnReads[]): OwnReads {
  if (all.every((one) => one === noReads)) return noReads;
  const some = all.filter((one) => one !== noReads);
  if (some.length === 1 && some[0]) return some[0];
  return {
    tests: [...new Set(some.flatMap(({ tests }) => tests))],
    keys: [...new Set(some.flatMap(({ keys }) => keys))].sort(),
  };
}

/** Returns the same text for principals of which the reads see the same. */
export function seenOf(principal: UserRecord | RoleRecord, { tests, keys }: OwnReads): string {
  const lookup = ownKeys(principal);
  const holds = tests.map((test) => (testHolds(test, lookup) ? '1' : '0')).join('');
  return `${holds} ${JSON.stringify(keys.map((key) => lookup.value(key) ?? null))}`;
}

/** The name of the session that a question about a role supposes. */
const session = 'session';

function ownKeys(principal: UserRecord | RoleRecord): ContextLookup {
  const { arn, id, tags } = principal;
  const isUser = 'userName' in principal;
  return {
    value(key) {
      if (key === 'aws:principalarn') return arn;
      if (key === 'aws:userid') return isUser ? id : `${id}:${session}`;
      if (key === 'aws:username') return isUser ? principal.userName : undefined;
      return tags.find((tag) => `aws:principaltag/${tag.key.toLowerCase()}` === key)?.value;
    },
  };
}

/** Returns the values of Principal that name this one and nobody else. */
export function ownNames(principal: UserRecord | RoleRecord): string[] {
  const { arn, id, account } = principal;
  return 'userName' in principal
    ? [arn, id]
    : [arn, id, `${id}:${session}`, sessionArn(account, principal.roleName, session)];
}
