/** The context keys that a policy reads: those that conditions test and those in variables of values. */

import type { CompiledPolicy, CompiledStatement } from './compile.ts';
import { parseTemplate } from './syntax/variables.ts';

/** Returns the keys of all statements as written, each once ignoring case. */
export const keysOfPolicy = ({ statements }: CompiledPolicy): string[] =>
  distinct(statements.flatMap(keysRead));

export const keysOfStatement = (statement: CompiledStatement): string[] => distinct(keysRead(statement));

function keysRead({
  conditions = [],
  resources = [],
  notResources = [],
  variables,
}: CompiledStatement): string[] {
  const keys = conditions.map(({ key }) => key);
  if (!variables) return keys;
  const values = [...resources, ...notResources, ...conditions.flatMap((test) => test.values)];
  return [...keys, ...values.flatMap(variableNames)];
}

function distinct(keys: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const key of keys) if (!seen.has(key.toLowerCase())) seen.set(key.toLowerCase(), key);
  return [...seen.values()];
}

/** Returns the keys that the value's variables read, as written. */
export const variableNames = (text: string): string[] =>
  text.includes('${')
    ? parseTemplate(text).flatMap((part) => (part.kind === 'variable' ? [part.name] : []))
    : [];
