/**
 * The condition keys that a request could depend on: only keys that a statement about this very action reads, because
 * other switches would teach nothing.
 */

import { type DecisionEnv, type Question, evaluationInput } from '../../authz/authorize.ts';
import { namedPoliciesOf } from '../../authz/applicable-statements.ts';
import type { NamedPolicy } from '../../authz/decision.ts';
import { actionName } from '../../eval/action.ts';
import { programOf } from '../../eval/program.ts';
import type { Reference } from '../../model/service-reference.ts';
import type { World } from '../../model/world/world.ts';
import { type CompiledStatement, compile, keysOfStatement } from '../../policy/compile.ts';
import { keyMatches } from '../../policy/global-keys.ts';
import { bucketAbac, bucketOf } from '../../model/world/bucket-abac.ts';
import { defined } from '../../model/defined.ts';

export const offeredKeyTypes = ['boolean', 'ip', 'date', 'number', 'arn', 'text'] as const;
export type KeyType = (typeof offeredKeyTypes)[number];

export interface ContextKey {
  readonly key: string;
  readonly type: KeyType;
  /** Values that make a difference, from the policies that read the key; at most eight. */
  readonly values: readonly string[];
  /** The value that the request carries now; absent: the key is missing. */
  readonly current?: string | readonly string[];
  readonly policies: readonly string[];
}

type AskEnv = DecisionEnv & { readonly reference?: Reference };

/** Yields them in the order in which they are found. A key that the action never carries is no circumstance of it. */
export function contextKeys(world: World, question: Question, env: AskEnv = { now: 0 }): ContextKey[] {
  const input = evaluationInput(world, question, env);
  const found = new Map<string, { key: string; type: KeyType; values: Set<string>; policies: Set<string> }>();
  for (const { policy, statement } of namedPoliciesOf(input).flatMap((policy) =>
    aboutAction(policy, question.action),
  )) {
    for (const { key, operator, values } of reads(statement)) {
      const entry = found.get(key.toLowerCase()) ?? {
        key,
        type: typeOf(operator, key),
        values: new Set<string>(),
        policies: new Set<string>(),
      };
      for (const value of values) entry.values.add(value);
      entry.policies.add(policy.name);
      found.set(key.toLowerCase(), entry);
    }
  }
  const current = new Map(
    Object.entries(input.context ?? {}).map(([key, value]) => [key.toLowerCase(), value]),
  );
  const offered = [...found].filter(
    ([lower, { key }]) => current.has(lower) || mayCarry(question.action, key, env.reference),
  );
  return offered.map(([lower, { key, type, values, policies: names }]) => {
    const value = current.get(lower);
    return {
      key,
      type,
      values: [...values].slice(0, 8),
      policies: [...names],
      ...defined({ current: value }),
    };
  });
}

const dependsOnAction = /^aws:(requesttag\/|resourcetag\/|tagkeys$)/i;

/** Tells if a request for the action may carry the key. What the reference does not know, it may. */
function mayCarry(action: string, key: string, reference: Reference | undefined): boolean {
  const info = reference?.action(action);
  const isKnown = reference?.service?.(key.slice(0, key.indexOf(':')).toLowerCase()) !== undefined;
  if (!info || !(isKnown || dependsOnAction.test(key))) return true;
  return info.conditionKeys.some((one) => keyMatches(one, key));
}

interface PolicyStatement {
  readonly policy: NamedPolicy;
  readonly statement: CompiledStatement;
}

function aboutAction(policy: NamedPolicy, action: string): PolicyStatement[] {
  return programOf(compile(policy.document))
    .forAction(actionName(action))
    .map(({ source }) => ({ policy, statement: source }));
}

interface KeyRead {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

function reads(statement: CompiledStatement): KeyRead[] {
  const tests = (statement.conditions ?? []).map(({ operator, key, values }) => ({
    key,
    operator,
    values: values.flatMap((value) => suggested(operator, value)),
  }));
  const tested = new Set(tests.map(({ key }) => key.toLowerCase()));
  const inVariables = keysOfStatement(statement)
    .filter((key) => !tested.has(key.toLowerCase()))
    .map((key) => ({ key, operator: 'StringEquals', values: [] }));
  return [...tests, ...inVariables];
}

const bare = (operator: string): string =>
  operator
    .replace(/^ForA(ll|ny)Values?:/i, '')
    .replace(/^ForAnyValue:/i, '')
    .replace(/IfExists$/i, '')
    .toLowerCase();

function typeOf(operator: string, key: string): KeyType {
  const name = bare(operator);
  if (name === 'bool') return 'boolean';
  if (name === 'null') return /present$|securetransport$|viaawsservice$/i.test(key) ? 'boolean' : 'text';
  if (name.includes('ipaddress')) return 'ip';
  if (name.startsWith('date')) return 'date';
  if (name.startsWith('numeric')) return 'number';
  return name.startsWith('arn') ? 'arn' : 'text';
}

/** Returns values that make a test with `value` hold. Wildcards and variables are filled in or left out. */
function suggested(operator: string, value: string): string[] {
  const name = bare(operator);
  if (name === 'null') return [];
  if (name === 'bool') return ['true', 'false'];
  if (value.includes('${')) return [];
  if (name.includes('ipaddress')) return [firstAddress(value)];
  return [
    /like$/.test(name) || name.startsWith('arn')
      ? value.replaceAll('*', 'example').replaceAll('?', 'x')
      : value,
  ];
}

/** Returns an address inside a range: `203.0.113.0/24` → `203.0.113.1`. */
export function firstAddress(range: string): string {
  const [address = '', bits] = range.split('/');
  if (bits === undefined || bits === '32' || !/^\d+(\.\d+){3}$/.test(address)) return address;
  const last = Number(address.slice(address.lastIndexOf('.') + 1));
  return `${address.slice(0, address.lastIndexOf('.'))}.${last + 1}`;
}

export type BucketTags =
  /** No policy reads a tag of the bucket for this action, or the tags count. */
  | 'no-matter'
  /** A policy reads a tag, and it has no value. */
  | 'off'
  /** Nobody knows if they count. */
  | 'unknown';

export function bucketTags(world: World, question: Question): BucketTags {
  const bucket = bucketOf(world, question.resource);
  if (!bucket || !/^s3:/i.test(question.action)) return 'no-matter';
  const abac = bucketAbac(bucket);
  if (abac === 'on') return 'no-matter';
  const reads = contextKeys(world, question).some(
    ({ key, current }) => current === undefined && /^(aws:ResourceTag|s3:BucketTag)\//i.test(key),
  );
  return reads ? abac : 'no-matter';
}
