/**
 * Finds the circumstances that a denied request lacks: MFA, a tag, an external ID, an address. It proposes values
 * from the conditions that refused, and asks about the whole call again with them. Only what was answered is
 * returned, so the sentence is never a guess. A caller cannot become somebody else, so keys that say who it is are left alone.
 */

import type { Question } from '../../authz/authorize.ts';
import type { ConditionTrace, Decision, StatementTrace, Trace } from '../../authz/decision.ts';
import { changedState } from '../../authz/because/unmet-conditions.ts';
import { absence, all, capital } from '../../authz/because/facts.ts';
import { arnAccount, arnRegion } from '../../model/arn.ts';
import type { Labels } from '../../model/labels.ts';
import type { World } from '../../model/world/world.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import type { CallAnswer } from './answer-alone.ts';
import { firstAddress } from './what-can.ts';

type Circumstances = Readonly<Record<string, string>>;

export interface WhatIf {
  readonly context: Circumstances;
  readonly call: CallAnswer;
}

/** A request can meet one refusal after another: a deny without MFA, then an allow for a tag. */
const mostSteps = 4;
const mostTried = 8;

/** `undefined`: no circumstance changes it, or it is allowed. `ask` answers the whole call with more keys. */
export function whatIf(asked: CallAnswer, ask: (context: Circumstances) => CallAnswer): WhatIf | undefined {
  const { kind } = asked.answer;
  if (kind === 'caller-account' || kind === 'resource-policy' || kind === 'on-part') return undefined;
  let found: WhatIf | undefined;
  let before = asked;
  for (let step = 0; step < mostSteps && isDenied(before); step += 1) {
    const known = found?.context ?? {};
    const tried = proposals(before.answer.decision)
      .filter((context) => Object.entries(context).some(([key, value]) => known[key] !== value))
      .filter((context) => !isElsewhere(context, before.deciding))
      .map((context) => ({ ...known, ...context }))
      .map((context): WhatIf => ({ context, call: ask(context) }));
    const next =
      tried.find(({ call }) => !isDenied(call)) ?? tried.find(({ call }) => isOtherRefusal(before, call));
    if (!next) break;
    found = next;
    before = next.call;
  }
  return found;
}

/** Nobody can ask another region about a resource whose ARN names one. */
const isElsewhere = (context: Circumstances, { resource }: Question): boolean =>
  arnRegion(resource) !== undefined &&
  Object.keys(context).some((key) => key.toLowerCase() === 'aws:requestedregion');

const isDenied = ({ answer: { decision, kind } }: CallAnswer): boolean =>
  decision.verdict === 'denied' && kind !== 'caller-account' && kind !== 'on-part';

/** Returns `With MFA, ReadPayroll would allow it.`, for example. */
export function whatIfText(
  { principal, resource }: Question,
  { context, call }: WhatIf,
  labels: Labels,
): string {
  const what = resource === '*' ? 'the resource' : labels.resource(resource);
  const parties = { who: labels.principal(principal), what };
  const states = Object.entries(context).map(([key, value]) => changedState(key, value, parties));
  const ways = states.flatMap(({ way }) => way ?? []);
  const clauses = states.flatMap(({ clause }) => clause ?? []);
  const lack = [...ways, ...(clauses.length === 0 ? [] : [`if ${all(clauses)}`])].join(', ');
  const { kind, decision } = call.answer;
  if (kind === 'caller-account')
    return `${capital(lack)}, it would be allowed if their own account allows it too.`;
  if (call.answer.kind === 'resource-policy')
    return `${capital(lack)}, it would depend on the ${call.answer.policy}.`;
  if (kind === 'on-part') return `${capital(lack)}, it would be allowed on part of the resources.`;
  if (decision.verdict === 'denied') return `Even ${lack}, ${stillDenied(call, labels)}`;
  const deciding = call.parts.flatMap(({ answer }) => answer.decision.deciding);
  const names = [...new Set(deciding.map(({ policy }) => labels.policy(policy)))];
  const allowed = names.length === 0 ? 'it would be allowed' : `${all(names)} would allow it`;
  return `${capital(lack)}, ${allowed}${kind !== 'decision' ? ', as far as known' : ''}.`;
}

/** Names the permission that is missing then, in a call that needs several. */
function stillDenied({ answer, deciding, parts }: CallAnswer, labels: Labels): string {
  if (parts.length > 1)
    return `${deciding.action} on ${labels.resource(deciding.resource)} would still be denied.`;
  const { headline } = answer.decision.explain(labels);
  return `it would be ${headline.charAt(0).toLowerCase()}${headline.slice(1)}`;
}

const isOtherRefusal = (before: CallAnswer, after: CallAnswer): boolean => {
  const [was, is] = [before.answer.decision, after.answer.decision];
  return (
    before.deciding.action !== after.deciding.action ||
    before.deciding.resource !== after.deciding.resource ||
    was.layer !== is.layer ||
    was.reason !== is.reason ||
    is.deciding.length < was.deciding.length
  );
};

const entity = /^arn:[^:]+:iam::\d+:(user|group|role)\/[^*?]+$/;

const creation = /^iam:create(user|group|role|servicelinkedrole)$/i;

/** Says that the resource of a refusal does not exist, which AWS never tells a caller that it refuses (E-75). */
export const absentText = (
  world: World,
  { deciding: { action, resource }, answer: { decision } }: CallAnswer,
): string | undefined =>
  entity.test(resource) &&
  !creation.test(action) &&
  !decision.isBeyondPolicies &&
  world.accounts.has(arnAccount(resource)) &&
  !world.index.byArn.has(resource)
    ? `There is ${absence(resource)}. AWS says so only where a policy allows the call.`
    : undefined;

/** Returns for each statement that refused, or nearly allowed, what would turn it. */
export function proposals(decision: Decision): Circumstances[] {
  const trace = decision.explain();
  const statements = trace.gates.find(({ decided }) => decided)?.statements ?? [];
  return statements
    .flatMap((one) => (one.effect === 'Allow' ? toApply(one, trace) : notToApply(one, trace)))
    .slice(0, mostTried);
}

/** All failing conditions of an allow have to hold. */
function toApply({ failed, conditions }: StatementTrace, trace: Trace): Circumstances[] {
  if (failed !== 'condition') return [];
  const failing = conditions.filter(({ holds }) => !holds);
  const turns = failing.map((one) => flipping(one, trace));
  return turns.some((turn) => turn === undefined) ? [] : [Object.assign({}, ...turns) as Circumstances];
}

/** One failing condition is enough to end a deny. */
const notToApply = ({ applies, conditions }: StatementTrace, trace: Trace): Circumstances[] =>
  applies ? conditions.map((one) => flipping(one, trace)).filter((turn) => turn !== undefined) : [];

export const ofCaller =
  /^aws:(principal(arn|account|type|org.*|service.*|isawsservice)|username|userid|federatedprovider)$/i;

/** Returns a key with a value that could turn the condition; `undefined` when none is known. */
function flipping(condition: ConditionTrace, trace: Trace): Circumstances | undefined {
  const { operator, key, wanted, holds, found } = condition;
  if (ofCaller.test(key)) return undefined;
  const { base } = parseOperator(operator);
  const isNegated = base.includes('not');
  const [first] = wanted;
  if (first === undefined) return undefined;
  if (base === 'bool') return { [key]: holds ? opposite(first) : first.toLowerCase() };
  // The condition turns when a value of the policy matches, and only such values are known.
  if (holds !== isNegated) return undefined;
  const variable = /^\$\{([^}*?$]+)\}$/.exec(first)?.[1];
  if (variable === undefined) return stated(key, matching(base, first));
  const value = valueOf(variable, trace);
  if (value !== undefined || ofCaller.test(variable)) return stated(key, value);
  // The other side of the comparison is missing: the caller has no such tag.
  return stated(variable, typeof found === 'string' ? found : undefined);
}

const stated = (key: string, value: string | undefined): Circumstances | undefined =>
  value === undefined ? undefined : { [key]: value };

const opposite = (value: string): string => String(value.toLowerCase() !== 'true');

function matching(base: string, wanted: string): string | undefined {
  if (wanted.includes('${')) return undefined;
  if (base.includes('ipaddress')) return firstAddress(wanted);
  const beyond = base.endsWith('lessthan') ? -1 : base.endsWith('greaterthan') ? 1 : 0;
  if (base.startsWith('numeric')) return String(Number(wanted) + beyond);
  if (base.startsWith('date')) return moved(wanted, beyond);
  return /[*?]/.test(wanted) ? undefined : wanted;
}

function valueOf(variable: string, { context }: Trace): string | undefined {
  const entry = Object.entries(context).find(([key]) => key.toLowerCase() === variable.toLowerCase());
  return typeof entry?.[1] === 'string' ? entry[1] : undefined;
}

function moved(date: string, seconds: number): string | undefined {
  const time = Date.parse(date);
  return Number.isNaN(time) ? undefined : `${new Date(time + seconds * 1000).toISOString().slice(0, 19)}Z`;
}
