/**
 * Decides a question whose resource has wildcards (`*`, `arn:aws:s3:::*`) by its parts. The patterns of the
 * policies that count cut the resource into parts; the engine decides one representative of each, and one of
 * all that no pattern names. Keys and roles decide for themselves (E-50, E-52), so each of this world is asked.
 */

import { type DecisionEnv, type Question, authorize, evaluationInput } from '../../../authz/authorize.ts';
import { applicable } from '../../../authz/applicable-statements.ts';
import type { Decision, EvaluationInput, NamedPolicy } from '../../../authz/decision.ts';
import { resourcePolicyKind } from '../../../authz/special-cases.ts';
import { compileResource, resourceCovers, splitFields } from '../../../eval/arn.ts';
import { star } from '../../../eval/glob.ts';
import type { RequestView } from '../../../eval/request.ts';
import { matchesAction } from '../../../eval/statement.ts';
import { compileTemplate, substituteTokens } from '../../../eval/variables.ts';
import type { Reference } from '../../../model/service-reference.ts';
import type { World } from '../../../model/world/world.ts';
import { compile } from '../../../policy/compile.ts';
import { type ArnForm, formsOf, otherName } from './arn-forms.ts';

export interface AnswerEnv extends DecisionEnv {
  /** Tells which resources an action takes; without it, wildcards of a question are decided as they stand. */
  readonly reference?: Pick<Reference, 'action'> | undefined;
}

export interface ResourceParts {
  /** `keys` and `roles`: each of them has a policy that must allow. */
  readonly of: 'keys' | 'roles' | 'patterns';
  /** Patterns and ARNs within the resource that are allowed. Empty: all of it, but for the exceptions. */
  readonly allowed: readonly string[];
  /** Patterns that are denied within the allowed ones. */
  readonly except: readonly string[];
  /** The question and decision for something that no pattern names. */
  readonly rest: { readonly question: Question; readonly decision: Decision };
}

/** Most patterns, and most keys or roles, that are asked for. */
const most = 500;

/** Returns `undefined` when the resource has no wildcard, or the action takes none or is not known. */
export function resourceParts(world: World, question: Question, env: AnswerEnv): ResourceParts | undefined {
  const { action, resource } = question;
  if (!/[*?]/.test(resource)) return undefined;
  const input = evaluationInput(world, question, env);
  const { request } = applicable(input);
  const forms = formsOf(env.reference?.action(action), request.principal.account);
  const covers: Covers = (pattern, one) =>
    resourceCovers(compileResource(pattern, false), one, request, true);
  const isAsked = (one: string) => covers(resource, one);
  const sample = (pattern: string) => sampleOf(pattern, forms, covers, isAsked);
  const generic = sample(resource);
  if (generic === undefined) return undefined;
  const ask = (one: string) => authorize(world, { ...question, resource: one }, env);
  const rest = { question: { ...question, resource: generic }, decision: ask(generic) };
  const kind = resourcePolicyKind(applicable(evaluationInput(world, rest.question, env)).request);
  if (kind !== undefined) {
    const own = (kind === 'key' ? keysOf(world) : [...world.roles.values()]).filter(({ arn }) =>
      isAsked(arn),
    );
    const allowed = own.slice(0, most).flatMap(({ arn }) => (ask(arn).verdict === 'allowed' ? [arn] : []));
    return { of: kind === 'key' ? 'keys' : 'roles', allowed, except: [], rest };
  }
  const parts = [...patternsOf(world, input, request)].slice(0, most).flatMap((pattern) => {
    const one = pattern === resource ? undefined : sample(pattern);
    return one === undefined || one === generic ? [] : [{ pattern, one, verdict: ask(one).verdict }];
  });
  const isAllowed = rest.decision.verdict === 'allowed';
  const allowed = isAllowed ? [] : parts.filter(({ verdict }) => verdict === 'allowed');
  const within = isAllowed ? [resource] : allowed.map(({ pattern }) => pattern);
  const except = parts.filter(
    ({ verdict, one }) => verdict === 'denied' && within.some((pattern) => covers(pattern, one)),
  );
  return { of: 'patterns', allowed: widest(allowed, covers), except: widest(except, covers), rest };
}

type Covers = (pattern: string, one: string) => boolean;

interface Part {
  readonly pattern: string;
  readonly one: string;
}

/** Leaves out the parts of parts. */
const widest = (parts: readonly Part[], covers: Covers): string[] =>
  parts
    .filter(({ pattern, one }) => {
      const around = (other: Part) => other.pattern !== pattern && covers(other.pattern, one);
      return !parts.some((other) => around(other) && !covers(pattern, other.one));
    })
    .map(({ pattern }) => pattern);

const keysOf = (world: World) => [...world.resources.values()].filter(({ arn }) => arn.includes(':key/'));

/** Returns something that the pattern covers, that is asked for, and that has a form which the action takes. */
function sampleOf(
  pattern: string,
  forms: readonly ArnForm[],
  covers: Covers,
  isAsked: (arn: string) => boolean,
) {
  const fields = splitFields(pattern);
  const rest = fields.slice(5).join(':');
  for (const { sample, matches } of forms) {
    const given = splitFields(sample);
    const start = fields.slice(0, 5).map((field, at) => (field === '*' ? given[at] : field));
    const tried =
      fields.length < 6
        ? [sample]
        : [otherName, `${otherName}/${otherName}`, ''].map((name) =>
            [...start, rest.replaceAll('*', name)].join(':').replaceAll('?', '0'),
          );
    const found = tried.find((one) => matches(one) && covers(pattern, one) && isAsked(one));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Returns the resource patterns of all statements about the action, with the values of their variables. */
function patternsOf(world: World, input: EvaluationInput, request: RequestView): Set<string> {
  const { permissionsBoundary, vpcEndpointPolicy, sessionPolicies = [] } = input;
  const { serviceControlPolicies = [], resourceControlPolicies = [] } = input;
  const policies = [
    ...input.identityPolicies,
    ...[permissionsBoundary, vpcEndpointPolicy].filter((one) => one !== undefined),
    ...sessionPolicies,
    ...serviceControlPolicies.flat(),
    ...resourceControlPolicies.flat(),
    ...ofResources(world, request.action.service),
  ];
  const found = new Set<string>();
  for (const { name, document } of policies) {
    for (const statement of compile(document).statements) {
      if (!matchesAction(statement, request.action)) continue;
      const { resources, notResources = [name], variables } = statement;
      for (const text of resources ?? notResources) {
        const pattern = withValues(text, variables, request);
        if (pattern !== undefined) found.add(pattern);
      }
    }
  }
  return found;
}

function ofResources(world: World, service: string): NamedPolicy[] {
  const found: NamedPolicy[] = [];
  for (const { arn, policy } of world.resources.values()) {
    if (policy !== undefined && arn.split(':', 3)[2] === service) found.push({ name: arn, document: policy });
    if (found.length === most) break;
  }
  return found;
}

/** Returns the pattern with the values of its variables; `undefined` when one has none and covers nothing. */
function withValues(text: string, variables: boolean, request: RequestView): string | undefined {
  const template = compileTemplate(text, variables);
  if (!template) return text;
  return substituteTokens(template, request)
    ?.map((token) => (typeof token === 'string' ? token : token === star ? '*' : '?'))
    .join('');
}
