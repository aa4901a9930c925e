/**
 * Finds values for what an actor may choose: names and regions of what it makes, and keys of its own request. They come
 * from the policies that count for it, because a person who looks for a way reads them too. The engine decides each.
 */

import { type DecisionEnv, type Question, evaluationInput } from '../../authz/authorize.ts';
import { defaultSource } from '../../authz/context.ts';
import type { EvaluationInput, RequestContext } from '../../authz/decision.ts';
import { actionName } from '../../eval/action.ts';
import { splitFields } from '../../eval/arn.ts';
import { matchesAction } from '../../eval/statement.ts';
import type { World } from '../../model/world/world.ts';
import { freshName, valuesIn, withoutWildcards } from './placeholders.ts';
import { carriesTags } from './request-keys.ts';
import { remembered, type SearchEnv } from './search-env.ts';
import {
  type CompiledPolicy,
  type CompiledStatement,
  type Condition,
  compile,
} from '../../policy/compile.ts';

export interface Binding {
  readonly region: string;
  readonly name: string;
}

export type AskingPrincipal = Pick<Question, 'principal' | 'session'>;

interface Allowing {
  readonly statements: readonly CompiledStatement[];
  /** One of them is of the principal itself, not of its limits. */
  readonly isNamed: boolean;
  readonly context: RequestContext;
  readonly texts: readonly string[];
  readonly lower: string;
  /** The beginnings of the own statements' resources, up to the first wildcard; '' may be anything. */
  readonly prefixes: readonly string[];
}

const allowing = (world: World, asking: AskingPrincipal, action: string, env: SearchEnv): Allowing =>
  remembered(env, world, `allowing ${asking.principal} ${action} ${env.source?.region}`, () =>
    readAllowing(world, asking, action, env),
  );

function readAllowing(world: World, asking: AskingPrincipal, action: string, env: SearchEnv): Allowing {
  const input = evaluationInput(world, { ...asking, action, resource: '*' }, env);
  const name = actionName(action);
  const policies = candidatePoliciesOf(input).map(({ document }) => compile(document));
  const naming = (policy: CompiledPolicy) =>
    policy.statements.filter((one) => one.effect === 'Allow' && matchesAction(one, name));
  const own = input.identityPolicies.flatMap(({ document }) => naming(compile(document)));
  const texts = policies.map(({ text }) => text);
  return {
    statements: policies.flatMap(naming),
    isNamed: own.length > 0,
    context: input.context ?? {},
    texts,
    lower: texts.join('\n').toLowerCase(),
    prefixes: own.flatMap(({ resources = [''] }) =>
      resources.map((pattern) => literalStart(filledVariables(pattern, input.context ?? {}))),
    ),
  };
}

/** A short ARN means more than it says (G-43), so it may be anything. */
const literalStart = (pattern: string): string =>
  splitFields(pattern).length < 6 ? '' : pattern.slice(0, Math.max(0, (pattern + '*').search(/[*?$]/)));

export const candidatePoliciesOf = (input: EvaluationInput) => [
  ...input.identityPolicies,
  ...(input.permissionsBoundary ? [input.permissionsBoundary] : []),
  ...(input.sessionPolicies ?? []),
  ...(input.scopeDownPolicies ?? []),
  ...(input.serviceControlPolicies ?? []).flat(),
];

export const freshBinding = ({ source }: DecisionEnv): Binding => ({
  region: source?.region ?? defaultSource.region,
  name: freshName,
});

type Trusting = { readonly assumeRolePolicyDocument: string } | object;
const trustOf = (target: Trusting): string =>
  'assumeRolePolicyDocument' in target ? target.assumeRolePolicyDocument : '';

/** Returns true when the trust policy asks which resource the service works for. */
export const namesSource = (target: Trusting): boolean => /aws:sourcearn/i.test(trustOf(target));

/**
 * Returns true when an own policy names the action, whatever else it asks. Without one the answer is No for all
 * resources, except for a role whose trust policy lets the principal in.
 */
export const namesAction = (world: World, asking: AskingPrincipal, action: string, env: SearchEnv): boolean =>
  allowing(world, asking, action, env).isNamed;

/** Returns true when a policy of any layer tests the key (in lower case) of such a call. */
export const mentionsKey = (
  world: World,
  asking: AskingPrincipal,
  action: string,
  key: string,
  env: SearchEnv,
): boolean => allowing(world, asking, action, env).lower.includes(key);

/** Returns false when no own statement about the action can be about the resource, so that nobody has to be asked. */
export const ownStatementsMayCover = (
  world: World,
  asking: AskingPrincipal,
  { action, resource }: { readonly action: string; readonly resource: string },
  env: SearchEnv,
): boolean => allowing(world, asking, action, env).prefixes.some((prefix) => resource.startsWith(prefix));

export function bindingsOf(
  world: World,
  asking: AskingPrincipal,
  needs: readonly { readonly action: string; readonly on: string }[],
  target: Trusting,
  env: SearchEnv,
): Binding[] {
  const fresh = freshBinding(env);
  const names = new Set([fresh.name]);
  const regions = new Set([fresh.region]);
  const sources = namesSource(target) ? sourcesIn(trustOf(target)) : [];
  for (const { action, on } of needs) {
    if (isGlobal(action) && !on.includes('{')) continue;
    const { statements, context, texts } = allowing(world, asking, action, env);
    for (const pattern of [...statements.flatMap(({ resources = [] }) => resources), ...sources]) {
      const [name] = valuesIn(filledVariables(pattern, context), on, '{name}') ?? [];
      if (name !== undefined) names.add(name);
    }
    for (const text of texts) for (const [region] of text.matchAll(regionText)) regions.add(region);
  }
  return [...regions].flatMap((region) => [...names].map((name) => ({ region, name })));
}

/** Returns true for a call that is made in the same region always. */
export const isGlobal = (action: string): boolean => /^(iam|sts):/.test(action);

const sourcesIn = (trust: string): string[] =>
  compile(trust).statements.flatMap(({ conditions = [] }) =>
    conditions.flatMap(({ key, values }) => (key.toLowerCase() === 'aws:sourcearn' ? values : [])),
  );

const regionText = /\b[a-z]{2}(?:-gov)?-(?:north|south|east|west|central)[a-z]*-\d\b/g;

export function freeValues(
  world: World,
  asking: AskingPrincipal,
  { action, on }: { readonly action: string; readonly on: string },
  env: SearchEnv,
): (readonly string[])[] {
  if (!on.includes('{any}')) return [[]];
  const { statements, context } = allowing(world, asking, action, env);
  const found = new Map<string, readonly string[]>([['', []]]);
  for (const { resources = [] } of statements)
    for (const pattern of resources) {
      const values = valuesIn(filledVariables(pattern, context), on, '{any}');
      if (values) found.set(values.join('\n'), values);
    }
  return [...found.values()];
}

interface Sending {
  readonly action: string;
  readonly target: Trusting;
  readonly given: RequestContext;
  readonly isThere: boolean;
}

export const contextsToSend = (
  world: World,
  asking: AskingPrincipal,
  { action, target, given, isThere }: Sending,
  env: SearchEnv,
): RequestContext[] =>
  action === 'sts:AssumeRole'
    ? assumingContexts(world, asking, target, env).map((one) => ({ ...given, ...one, ...tagsOf(given) }))
    : chosenContexts(world, asking, action, env, isThere).map((one) => ({ ...one, ...given }));

/** Tags that a method sets stay as they are; a name of the session is only what it is for want of another. */
const tagsOf = (given: RequestContext): RequestContext =>
  Object.fromEntries(Object.entries(given).filter(([key]) => /^aws:(requesttag|tagkeys)/i.test(key)));

/** None first, then those that a statement asks for. `isThere`: the resource existed before. */
function chosenContexts(
  world: World,
  asking: AskingPrincipal,
  action: string,
  env: SearchEnv,
  isThere = false,
): RequestContext[] {
  const { statements, context } = allowing(world, asking, action, env);
  return [{}, ...askedBy(statements, { action, context, isThere })];
}

function assumingContexts(
  world: World,
  asking: AskingPrincipal,
  target: Trusting,
  env: SearchEnv,
): RequestContext[] {
  const action = 'sts:AssumeRole';
  const name = actionName(action);
  const { statements, context } = allowing(world, asking, action, env);
  const trusting = compile(trustOf(target)).statements.filter((one) => matchesAction(one, name));
  const about = { action, context, isThere: false };
  const own = [{}, ...askedBy(statements, about)];
  return [{}, ...askedBy(trusting, about)].flatMap((asked) => own.map((one) => ({ ...one, ...asked })));
}

interface About {
  readonly action: string;
  readonly context: RequestContext;
  readonly isThere: boolean;
}

const askedBy = (statements: readonly CompiledStatement[], about: About): RequestContext[] =>
  statements.flatMap(({ effect, conditions = [] }) => {
    // Nobody chooses the tags of what is there.
    const free = about.isThere ? conditions.filter(({ key }) => !/resourcetag\//i.test(key)) : conditions;
    const entries = free.flatMap((one) => entryOf(one, about.action, about.context));
    return effect === 'Allow' && entries.length > 0 ? [Object.fromEntries(entries)] : [];
  });

function entryOf(
  { operator, key, values }: Condition,
  action: string,
  context: RequestContext,
): [string, string | string[]][] {
  const [wanted] = values;
  if (wanted === undefined || !isOwnChoice(key, action) || /not/i.test(operator)) return [];
  if (/^null$/i.test(operator)) return wanted === 'false' ? [[key, freshName]] : [];
  const sent = values.map((value) => withoutWildcards(filledVariables(value, context)));
  const name = ofAssuming.find((one) => one.toLowerCase() === key.toLowerCase()) ?? key;
  return [[name, /^forall|^forany/i.test(operator) ? sent : (sent[0] ?? '')]];
}

/** Keys that one who assumes a role chooses without a further right. Session tags and a source identity need one. */
const ofAssuming = ['sts:ExternalId', 'sts:RoleSessionName', 'sts:SourceIdentity'];

/** AWS says these of a call for a key, and the caller does not choose them. */
const notOfKms = /^kms:(calleraccount|grantisforawsresource|viaservice)$/;

/** Keys of the call itself are the actor's choice; those of IAM and STS say what the row says already. */
function isOwnChoice(key: string, action: string): boolean {
  const lower = key.toLowerCase();
  if (action === 'sts:AssumeRole')
    return lower.startsWith('aws:requesttag/') || ofAssuming.some((one) => one.toLowerCase() === lower);
  // A method that sets a tag has chosen it, and makes no instance with the same call.
  if (action === 'ec2:CreateTags') return false;
  if (lower.startsWith('aws:requesttag/') || lower === 'aws:tagkeys') return carriesTags(action);
  const [service = ''] = action.toLowerCase().split(':');
  if (notOfKms.test(lower)) return false;
  return service !== 'iam' && service !== 'sts' && lower.startsWith(`${service}:`);
}

export const filledVariables = (text: string, context: RequestContext): string =>
  text.replaceAll(/\$\{([^},]+)[^}]*\}/g, (variable, key: string) => {
    const lower = key.trim().toLowerCase();
    const value = Object.entries(context).find(([name]) => name.toLowerCase() === lower)?.[1];
    return typeof value === 'string' ? value : variable;
  });

/** Claims that a provider may assert so that the trust policy holds; keys of AWS itself are not its choice. */
export function assertedContexts(target: Trusting, action: string): RequestContext[] {
  const { statements } = compile(trustOf(target));
  return statements.flatMap((one) => {
    if (one.effect !== 'Allow' || !matchesAction(one, actionName(action))) return [];
    const entries = (one.conditions ?? []).flatMap(({ operator, key, values }) => {
      const [wanted] = values;
      if (wanted === undefined || /^aws:/i.test(key) || /not/i.test(operator)) return [];
      if (/^null$/i.test(operator)) return wanted === 'false' ? [[key, freshName] as const] : [];
      return [[key, withoutWildcards(wanted)] as const];
    });
    return [Object.fromEntries(entries)];
  });
}
