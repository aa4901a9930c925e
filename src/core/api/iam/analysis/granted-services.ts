/**
 * Lists the services that a policy lets somebody use at all: those that an Allow names in its actions.
 * Conditions, resources and Denies are not looked at.
 */

import { compile } from '#core/policy/compile.ts';
import type { CompiledStatement } from '#core/policy/compile.ts';
import type { NamedPolicy } from '#core/authz/decision.ts';
import { kindServices } from '#core/model/resource-kinds/lookup.ts';
import type { AccountId } from '#core/model/ids.ts';
import { ownedKey } from '#core/model/world/world.ts';
import type { Call } from '../../operation.ts';

export function grantedServices(document: NamedPolicy['document'], all: readonly string[]): Set<string> {
  const granted = new Set<string>();
  for (const statement of compile(document).statements) {
    if (statement.effect !== 'Allow') continue;
    for (const service of servicesOf(statement, all)) granted.add(service);
  }
  return granted;
}

function* servicesOf({ actions, notActions }: CompiledStatement, all: readonly string[]): Iterable<string> {
  for (const action of actions ?? []) yield* servicesNamed(action, all);
  if (!notActions) return;
  // Every service is granted, except those that are left out whole.
  const whole = new Set(notActions.filter((action) => /:\*+$/.test(action)).map(prefixOf));
  if (notActions.some((action) => /^\*+$/.test(action))) return;
  yield* all.filter((service) => !whole.has(service));
}

const prefixOf = (action: string): string => action.slice(0, Math.max(0, action.indexOf(':'))).toLowerCase();

function servicesNamed(action: string, all: readonly string[]): readonly string[] {
  const prefix = prefixOf(action);
  if (prefix === '') return all;
  if (!/[*?]/.test(prefix)) return [prefix];
  const pattern = prefix
    .replace(/[.+^${}()|[\]\\-]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const matches = new RegExp(`^${pattern}$`);
  return all.filter((service) => matches.test(service));
}

/** uses are remembered for 400 days. */
export const trackedMilliseconds = 400 * 86_400_000;

/** Lists the services that a wildcard can mean: those of the reference, and those used in the accounts. */
export function knownServices(
  { env, world }: Pick<Call<unknown>, 'env' | 'world'>,
  accounts: readonly AccountId[],
): string[] {
  const used = accounts.flatMap((account) => [
    ...(world.index.owned.get(ownedKey('usage', account))?.orders() ?? []),
  ]);
  return [...new Set([...(env.reference.services?.() ?? []), ...used])].filter((name) => name !== 'mfa');
}

export const grantedServiceName = (prefix: string): string => serviceNames[prefix] ?? prefix;

/** Full names of common services. The others are shown by their prefix. */
const serviceNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(kindServices.map(({ prefix, fullName }) => [prefix, fullName])),
  cloudtrail: 'AWS CloudTrail',
  cloudwatch: 'Amazon CloudWatch',
  iam: 'AWS Identity and Access Management',
  logs: 'Amazon CloudWatch Logs',
  organizations: 'AWS Organizations',
  rds: 'Amazon RDS',
  sts: 'AWS Security Token Service',
};
