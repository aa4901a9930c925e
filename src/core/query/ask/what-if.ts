/**
 * Finds the circumstances that a denied request lacks: MFA, a tag, an external ID, an address. It proposes values
 * from the conditions that refused, and asks the engine again with them. Only what the engine answered is returned,
 * so the sentence is never a guess. A caller cannot become somebody else, so keys that say who it is are left alone.
 */

import type { Question } from '../../authz/authorize.ts';
import type { ConditionTrace, Decision, StatementTrace, Trace } from '../../authz/decision.ts';
import { changedState } from '../../authz/unmet-conditions.ts';
import { all, capital } from '../../authz/facts.ts';
import type { Labels } from '../../model/labels.ts';
import type { World } from '../../model/world/world.ts';
import { parseOperator } from '../../policy/operator-names.ts';
import { type Answer, type AnswerEnv, answer } from './answer.ts';
import { firstAddress } from './what-can.ts';

type Circumstances = Readonly<Record<string, string>>;

export interface WhatIf {
  /** The keys to state in the question, with their values. */
  readonly context: Circumstances;
  /** The engine's answer with them. It can still be a denial, for another reason. */
  readonly answer: Answer;
}

/** A request can meet one refusal after another: a deny without MFA, then an allow for a tag. */
const mostSteps = 4;
/** Statements tried in each step. */
const mostTried = 8;

/** Returns `undefined` when no circumstance changes the refusal, or the request is allowed. */
export function whatIf(
  world: World,
  question: Question,
  env: AnswerEnv,
  { decision, kind }: Answer,
): WhatIf | undefined {
  if (kind === 'caller-account' || kind === 'resource-policy' || kind === 'on-part') return undefined;
  const ask = (context: Circumstances): WhatIf => ({
    context,
    answer: answer(world, { ...question, context: { ...question.context, ...context } }, env),
  });
  let found: WhatIf | undefined;
  let before = decision;
  for (let step = 0; step < mostSteps && before.verdict === 'denied'; step += 1) {
    const tried = proposals(before).map((context) => ask({ ...found?.context, ...context }));
    const next =
      tried.find(
        ({ answer: { decision, kind } }) => decision.verdict === 'allowed' || kind === 'caller-account',
      ) ?? tried.find((one) => isOtherRefusal(before, one.answer.decision));
    if (!next) break;
    found = next;
    before = next.answer.decision;
  }
  return found;
}

/** Returns `With MFA, ReadPayroll would allow it.`, for example. */
export function whatIfText({ principal, resource }: Question, found: WhatIf, labels: Labels): string {
  const parties = { who: labels.principal(principal), what: labels.resource(resource) };
  const states = Object.entries(found.context).map(([key, value]) => changedState(key, value, parties));
  const ways = states.flatMap(({ way }) => way ?? []);
  const clauses = states.flatMap(({ clause }) => clause ?? []);
  const lack = [...ways, ...(clauses.length === 0 ? [] : [`if ${all(clauses)}`])].join(', ');
  const { decision, kind } = found.answer;
  if (kind === 'caller-account')
    return `${capital(lack)}, it would be allowed if their own account allows it too.`;
  if (found.answer.kind === 'resource-policy')
    return `${capital(lack)}, it would depend on the ${found.answer.policy}.`;
  if (decision.verdict === 'denied') {
    const { headline } = decision.explain(labels);
    return `Even ${lack}, it would be ${headline.charAt(0).toLowerCase()}${headline.slice(1)}`;
  }
  const names = [...new Set(decision.deciding.map(({ policy }) => labels.policy(policy)))];
  const allowed = names.length === 0 ? 'it would be allowed' : `${all(names)} would allow it`;
  return `${capital(lack)}, ${allowed}${kind !== 'decision' ? ', as far as known' : ''}.`;
}

const isOtherRefusal = (before: Decision, after: Decision): boolean =>
  before.layer !== after.layer ||
  before.reason !== after.reason ||
  after.deciding.length < before.deciding.length;

/** Returns for each statement that refused, or nearly allowed, what would turn it. */
function proposals(decision: Decision): Circumstances[] {
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

/** Keys that say who the caller is. */
const ofCaller =
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
