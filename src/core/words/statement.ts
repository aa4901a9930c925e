/**
 * Plain sentences for the statements of a policy, with names rather than ARNs. Nothing is decided here:
 * authz/because.ts says why a decision was made, and request.ts describes requests.
 */

import { parseArn } from '../model/arn.ts';
import { principalLabel, resourceLabel } from '../model/labels.ts';
import type { CompiledStatement } from '../policy/compile.ts';
import type { RoleRecord } from '../model/records/identities.ts';
import { namedPrincipals } from '../model/trust-principals.ts';
import { memoBy } from '../model/memo.ts';

const nameOf = (resource: string): string => (resource === '*' ? 'any resource' : resourceLabel(resource));

const all = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Lists up to four words; of more, the first three and "N more". */
const some = (words: readonly string[]): string =>
  words.length <= 4 ? all(words) : `${words.slice(0, 3).join(', ')} and ${words.length - 3} more`;

function actionsOf(statement: CompiledStatement): string {
  if (statement.notActions) return `everything except ${some(statement.notActions)}`;
  const actions = statement.actions ?? [];
  return actions.some((action) => action === '*' || action === '*:*') ? 'every action' : some(actions);
}

function resourcesOf(statement: CompiledStatement): string {
  if (statement.notResources) return ` on everything except ${some(statement.notResources.map(nameOf))}`;
  if (!statement.resources) return '';
  return statement.resources.includes('*')
    ? ' on everything'
    : ` on ${some(statement.resources.map(nameOf))}`;
}

function principalsOf(statement: CompiledStatement): string {
  const named = statement.principals ?? statement.notPrincipals;
  if (!named) return '';
  const names = named.map(({ value, type }) =>
    type === 'AWS' && parseArn(value)?.resource === 'root'
      ? `account ${parseArn(value)?.account ?? ''}`
      : /^\d{12}$/.test(value)
        ? `account ${value}`
        : principalLabel(value),
  );
  return statement.notPrincipals ? ` to all but ${some(names)}` : ` to ${some(names)}`;
}

function conditionsOf(statement: CompiledStatement): string {
  const keys = [...new Set((statement.conditions ?? []).map(({ key }) => key))];
  return keys.length === 0 ? '' : `, depending on ${all(keys)}`;
}

/** Returns a sentence: `Allows s3:GetObject on s3://payroll/*, depending on aws:MultiFactorAuthPresent.` */
export function describeStatement(statement: CompiledStatement): string {
  const verb = statement.effect === 'Allow' ? 'Allows' : 'Denies';
  return `${verb} ${actionsOf(statement)}${resourcesOf(statement)}${principalsOf(statement)}${conditionsOf(statement)}.`;
}

export const trustedNames = memoBy((role: RoleRecord): readonly string[] => [
  ...new Set(namedPrincipals(role.assumeRolePolicyDocument).map(({ value }) => trustedName(value))),
]);

function trustedName(value: string): string {
  const [, account] = /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/.exec(value) ?? [];
  return account ? `account ${account}` : principalLabel(value);
}
