import { compile } from '../../policy/compile.ts';
import type { CompiledStatement } from '../../policy/compile.ts';
import type { NamedPolicy } from '../../authz/decision.ts';

/**
 * Which services a policy lets somebody use at all (11.4): those that an Allow names in its actions,
 * whatever conditions and resources say, and whatever a Deny takes away again.
 */
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
  // All but the services that are left out whole.
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
