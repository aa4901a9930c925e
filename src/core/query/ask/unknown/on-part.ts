/**
 * Decides a question whose resource has wildcards (`*`, `arn:aws:s3:::*`) by its parts. The patterns of the
 * policies that count cut the resource into parts; the engine decides one representative of each part and of each
 * overlap, and one of all that no pattern names. Patterns are listed only where they tell every decision. Keys and roles decide for themselves (E-50, E-52), so each of this world is asked.
 */

import { type DecisionEnv, type Question, authorize, evaluationInput } from '#core/authz/authorize.ts';
import { withoutResourcePolicy } from '#core/authz/assume.ts';
import { applicable } from '#core/authz/applicable-statements.ts';
import type { Decision, EvaluationInput, NamedPolicy } from '#core/authz/decision.ts';
import { resourcePolicyKind } from '#core/authz/special-cases.ts';
import { arnService } from '#core/model/arn.ts';
import { type ResourcePattern, compileResource, resourceCovers, splitFields } from '#core/eval/arn.ts';
import type { Reference } from '#core/model/service-reference.ts';
import type { World } from '#core/model/world/world.ts';
import { type ArnForm, arnFormsOf, otherName, secondName } from './arn-forms.ts';
import { star } from '#core/eval/glob.ts';
import type { RequestView } from '#core/eval/request.ts';
import { matchesAction } from '#core/eval/statement.ts';
import { compileTemplate, substituteTokens } from '#core/eval/variables.ts';
import { compile } from '#core/policy/compile.ts';
import { meetArns } from '#core/analysis/globs/meet.ts';

export interface AnswerEnv extends DecisionEnv {
  /** Tells which resources an action takes; without it, wildcards of a question are decided as they stand. */
  readonly reference?: Pick<Reference, 'action'> | undefined;
}

export interface ResourceParts {
  /** `keys` and `roles`: each of them has a policy that must allow. */
  readonly of: 'keys' | 'roles' | 'patterns';
  /** False: no short list tells every decision, so both lists are empty. */
  readonly isListed: boolean;
  readonly isMixed: boolean;
  /** Patterns and ARNs within the resource that are allowed. Empty: all of it, but for the exceptions. */
  readonly allowed: readonly string[];
  readonly except: readonly string[];
  /** Something that is allowed, which can lack other parts than the rest; absent where nothing is, or the rest. */
  readonly allowedOne?: Asked | undefined;
  readonly rest: Asked;
}

interface Asked {
  readonly question: Question;
  readonly decision: Decision;
}

const mostResources = 500;

/** Returns `undefined` when the resource has no wildcard, or the action takes none or is not known. */
export function resourceParts(world: World, given: Question, env: AnswerEnv): ResourceParts | undefined {
  const { action, resource, assume } = given;
  if (!/[*?]/.test(resource)) return undefined;
  // A resource policy given by hand belongs to one resource, and a wildcard names none.
  const question = assume ? { ...given, assume: withoutResourcePolicy(assume) } : given;
  const input = evaluationInput(world, question, env);
  const { request } = applicable(input);
  const forms = arnFormsOf(env.reference?.action(action), request.principal.account);
  const compiled = new Map<string, ResourcePattern>();
  const covers: Covers = (pattern, one) => {
    const known = compiled.get(pattern) ?? compileResource(pattern, false);
    compiled.set(pattern, known);
    return resourceCovers(known, one, request, true);
  };
  const isAsked = (one: string) => covers(resource, one);
  const sample = (pattern: string, name = otherName) => sampleOf(pattern, forms, covers, isAsked, name);
  const generic = sample(resource);
  if (generic === undefined) return undefined;
  const ask = (one: string): Asked => {
    const part = { ...question, resource: one };
    return { question: part, decision: authorize(world, part, env) };
  };
  const rest = ask(generic);
  const kind = resourcePolicyKind(applicable(evaluationInput(world, rest.question, env)).request);
  if (kind !== undefined) {
    const own = (kind === 'key' ? keysOf(world) : [...world.roles.values()]).filter(({ arn }) =>
      isAsked(arn),
    );
    const allowed = own
      .slice(0, mostResources)
      .map(({ arn }) => ask(arn))
      .filter(isAllowed);
    const isListed = own.length <= mostResources;
    const isMixed = allowed.length > 0;
    return {
      of: kind === 'key' ? 'keys' : 'roles',
      allowed: isListed ? allowed.map((one) => one.question.resource) : [],
      allowedOne: allowed[0],
      except: [],
      isListed,
      isMixed,
      rest,
    };
  }
  const patterns = [...patternsOf(world, input, request)].filter((pattern) => pattern !== resource);
  const overlaps = overlapsOf(resource, patterns);
  const tagged = taggedArns(world, request.action.service).filter(
    (arn) => isAsked(arn) && forms.some(({ matches }) => matches(arn)),
  );
  // A pattern can cover the one name by chance (`a*`), so each part has a second, which shares no letter with it.
  const samples = new Set([
    ...overlaps.patterns.flatMap((pattern) => [sample(pattern), sample(pattern, secondName)]),
    ...tagged.slice(0, mostResources),
  ]);
  const asked = [...samples].flatMap((one) => (one === undefined ? [] : [ask(one)]));
  const decided = asked.map((one) => ({ one: one.question.resource, isAllowed: isAllowed(one) }));
  // A policy on `instance/*` allows all that the action takes, but nothing allows what the question writes.
  const whole = { question, decision: authorize(world, question, env) };
  const isNarrower = isAllowed(rest) && whole.decision.reason === 'implicit-deny';
  const isRestAllowed = isAllowed(rest) && !isNarrower;
  const allowedOne = isRestAllowed ? undefined : asked.find(isAllowed);
  const isMixed = decided.some(({ isAllowed }) => isAllowed !== isRestAllowed);
  const isComplete = overlaps.isComplete && tagged.length <= mostResources;
  const lists = isComplete ? listsOf(decided, patterns, isRestAllowed, covers) : undefined;
  const isListed = lists !== undefined;
  return {
    of: 'patterns',
    allowed: [],
    except: [],
    ...lists,
    allowedOne,
    isListed,
    isMixed,
    rest: isNarrower ? whole : rest,
  };
}

const isAllowed = ({ decision }: Asked): boolean => decision.verdict === 'allowed';

function taggedArns(world: World, service: string): string[] {
  const tables = service === 'iam' ? [world.users, world.roles, world.policies] : [world.resources];
  return tables.flatMap((table) =>
    [...table.values()].flatMap(({ arn, tags }) =>
      tags && tags.length > 0 && arnService(arn) === service ? [arn] : [],
    ),
  );
}

type Covers = (pattern: string, one: string) => boolean;

interface Decided {
  readonly one: string;
  readonly isAllowed: boolean;
}

interface Covered {
  readonly pattern: string;
  readonly has: readonly Decided[];
}

/** Returns the patterns that are allowed, and their exceptions; `undefined` when no such lists tell it all. */
function listsOf(
  decided: readonly Decided[],
  patterns: readonly string[],
  isRestAllowed: boolean,
  covers: Covers,
): Pick<ResourceParts, 'allowed' | 'except'> | undefined {
  const all = patterns
    .map((pattern) => ({ pattern, has: decided.filter(({ one }) => covers(pattern, one)) }))
    .filter(({ has }) => has.length > 0 && (has.length < decided.length || !isRestAllowed));
  const covering = new Map<Decided, number>();
  for (const { has } of all) for (const one of has) covering.set(one, (covering.get(one) ?? 0) + 1);
  const count = (one: Decided) => covering.get(one) ?? 0;
  const allowed = isRestAllowed
    ? []
    : all.filter(({ has }) => has.toSorted((a, b) => count(a) - count(b))[0]?.isAllowed);
  const inside = new Set(isRestAllowed ? decided : allowed.flatMap(({ has }) => has));
  const except = all.flatMap(({ pattern, has }) => {
    const shared = has.filter((one) => inside.has(one));
    return shared.length > 0 && shared.every(({ isAllowed }) => !isAllowed) ? [{ pattern, has: shared }] : [];
  });
  const outside = new Set(except.flatMap(({ has }) => has));
  const tells = decided.every((one) => one.isAllowed === (inside.has(one) && !outside.has(one)));
  return tells ? { allowed: widest(allowed), except: widest(except) } : undefined;
}

/** Leaves out the parts of parts; of two that cover the same, the first stays. */
const widest = (parts: readonly Covered[]): string[] =>
  parts
    .filter(({ has }, at) => {
      const isInside = (other: Covered) => has.every((one) => other.has.includes(one));
      return !parts.some(
        (other, place) => place !== at && isInside(other) && (other.has.length > has.length || place < at),
      );
    })
    .map(({ pattern }) => pattern);

const keysOf = (world: World) => [...world.resources.values()].filter(({ arn }) => arn.includes(':key/'));

function sampleOf(
  pattern: string,
  forms: readonly ArnForm[],
  covers: Covers,
  isAsked: (arn: string) => boolean,
  name: string,
) {
  const fields = splitFields(pattern);
  const rest = fields.slice(5).join(':');
  for (const { sample, matches } of forms) {
    const given = splitFields(sample);
    const start = fields
      .slice(0, 5)
      .map((field, at) => (field === '*' ? given[at] : field.replaceAll('*', 'any')));
    const tried =
      fields.length < 6
        ? [sample.replaceAll(otherName, name)]
        : [name, `${name}/${name}`, ''].map((text) =>
            [...start, rest.replaceAll('*', text)].join(':').replaceAll('?', '0'),
          );
    const found = tried.find((one) => matches(one) && covers(pattern, one) && isAsked(one));
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Overlaps {
  /** Patterns within the resource: of each pattern alone, and of all that several patterns cover together. */
  readonly patterns: readonly string[];
  /** False: there are more overlaps than are looked at. */
  readonly isComplete: boolean;
}

const mostOverlaps = 200;

function overlapsOf(resource: string, patterns: Iterable<string>): Overlaps {
  const found = new Set([resource]);
  for (const pattern of patterns) {
    for (const one of [...found]) {
      for (const both of meetArns(one, pattern)) found.add(both);
      if (found.size > mostOverlaps)
        return { patterns: [...found].slice(0, mostOverlaps), isComplete: false };
    }
  }
  return { patterns: [...found], isComplete: true };
}

function patternsOf(world: World, input: EvaluationInput, request: RequestView): Set<string> {
  const { permissionsBoundary, vpcEndpointPolicy, sessionPolicies = [], scopeDownPolicies = [] } = input;
  const { serviceControlPolicies = [], resourceControlPolicies = [] } = input;
  const ofService = ofResources(world, request.action.service);
  const policies = [
    ...input.identityPolicies,
    ...[permissionsBoundary, vpcEndpointPolicy].filter((one) => one !== undefined),
    ...sessionPolicies,
    ...scopeDownPolicies,
    ...serviceControlPolicies.flat(),
    ...resourceControlPolicies.flat(),
    ...ofService,
  ];
  const ownsPolicy = new Set(ofService.map(({ name }) => name));
  const found = new Set<string>();
  for (const { name, document } of policies) {
    for (const statement of compile(document).statements) {
      if (!matchesAction(statement, request.action)) continue;
      const { resources, notResources = [name], variables } = statement;
      for (const text of resources ?? notResources) {
        const pattern = withValues(text, variables, request);
        if (pattern !== undefined) found.add(pattern);
      }
      // A resource policy counts for its own resource alone, and for what that resource holds.
      if (ownsPolicy.has(name)) for (const own of [name, `${name}/*`]) found.add(own);
    }
  }
  return found;
}

function ofResources(world: World, service: string): NamedPolicy[] {
  const found: NamedPolicy[] = [];
  for (const { arn, policy } of world.resources.values()) {
    if (policy !== undefined && arnService(arn) === service) found.push({ name: arn, document: policy });
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
