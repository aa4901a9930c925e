/**
 * Makes the trace of a decision: for each gate, the statements and the part at which each stopped. It asks
 * the same matchers as the decision, and is made only when somebody wants to see it.
 */

import type { CompiledTest } from '../eval/condition.ts';
import { programOf } from '../eval/program.ts';
import type { RequestView } from '../eval/request.ts';
import type { StatementPart, PolicyPlace, StatementMatcher } from '../eval/statement.ts';
import type { Labels } from '../model/labels.ts';
import { compile } from '../policy/compile.ts';
import { because } from './because.ts';
import {
  layers,
  type ConditionTrace,
  type Gate,
  type GateLevel,
  type Layer,
  type NamedPolicy,
  type StatementTrace,
  type Trace,
} from './decision.ts';
import {
  decidingStatement,
  findingOf,
  policyPlaces,
  type Applicable,
  type LayerFinding,
} from './applicable-statements.ts';
import type { Ruling } from './ruling.ts';
import { resourcePolicyKind } from './special-cases.ts';

export function explain(policies: Applicable, ruling: Ruling, labels?: Labels): Trace {
  const { request } = policies;
  // No policy is read for a caller who does not exist.
  const read = policies.absent === 'principal' ? [] : layers;
  const gates = read.map((layer) => gateOf(layer, policies, ruling));
  return {
    gates,
    context: request.evaluated(),
    ...because(policies, ruling, labels),
  };
}

function gateOf(layer: Layer, policies: Applicable, ruling: Ruling): Gate {
  const decided = layer === ruling.layer;
  const kind = layer === 'resource' ? resourcePolicyKind(policies.request) : undefined;
  const about = {
    layer,
    ...(kind !== undefined && { kind }),
    ...(policies.unknown.includes(layer) && { isUnknown: true as const }),
  };
  if (layer === 'root-user') {
    const isRoot = policies.request.principal.kind === 'root';
    const outcome = decided && ruling.reason === 'implicit-deny' ? ruling.reason : 'allows';
    return { layer, outcome: isRoot ? outcome : 'not-applicable', decided, statements: [] };
  }
  const place = policyPlaces[layer];
  const levels = levelsOf(layer, policies);
  // The deciding gate shows the ruling: an absent policy can refuse (E-40), a silent one be overruled (E-80).
  const ruled = ruling.reason === 'allowed' ? 'allows' : ruling.reason;
  if (levels === undefined) {
    return { ...about, outcome: decided ? ruled : 'not-applicable', decided, statements: [] };
  }
  const findings = levels.map((level) => findingOf(level, policies.request, place));
  const isLevelled =
    layer === 'service-control' ||
    layer === 'resource-control' ||
    (layer === 'session' && policies.scopes !== undefined);
  const outcomes = findings.map((finding) => outcomeOf(finding, layer));
  const { statements, omitted } = statementsOf(levels, policies.request, place, isLevelled);
  return {
    ...about,
    outcome: decided ? ruled : worst(outcomes, layer),
    decided,
    statements,
    ...(omitted > 0 && { omitted }),
    ...(isLevelled && { levels: levels.map((level, index) => levelOf(level, outcomes[index])) }),
  };
}

type Outcome = GateLevel['outcome'];

const levelOf = (level: readonly NamedPolicy[], outcome: Outcome = 'implicit-deny'): GateLevel => ({
  policies: level.map((policy) => policy.name),
  outcome,
});

function outcomeOf(finding: LayerFinding, layer: Layer): Outcome {
  if (finding.denying.length > 0) return 'explicit-deny';
  // `RCPFullAWSAccess` is implied at each level (E-02).
  return finding.allowing.length > 0 || layer === 'resource-control' ? 'allows' : 'implicit-deny';
}

function worst(outcomes: readonly Outcome[], layer: Layer): Outcome {
  if (outcomes.includes('explicit-deny')) return 'explicit-deny';
  // A layer without levels allows nothing (E-03), but RCPs only deny.
  if (outcomes.length === 0 && layer !== 'resource-control') return 'implicit-deny';
  return outcomes.includes('implicit-deny') ? 'implicit-deny' : 'allows';
}

/** Returns the policies of a layer by level; `undefined` for an absent layer. */
function levelsOf(
  layer: Exclude<Layer, 'root-user'>,
  policies: Applicable,
): readonly (readonly NamedPolicy[])[] | undefined {
  const single = (policy: NamedPolicy | undefined) => policy && [[policy]];
  switch (layer) {
    case 'service-control':
      return policies.scps;
    case 'resource-control':
      return policies.rcps;
    case 'vpc-endpoint':
      return single(policies.endpoint);
    case 'resource':
      return single(policies.resource);
    case 'identity':
      return policies.identity && [policies.identity];
    case 'permissions-boundary':
      return single(policies.boundary);
    case 'session':
      return sessionLevels(policies);
  }
}

/** Returns the policies of the session's beginning as a level, and each scope-down policy as one (Y-01). */
const sessionLevels = ({ session, scopes }: Applicable) =>
  session || scopes
    ? [...(session ? [session] : []), ...(scopes ?? []).map((policy) => [policy])]
    : undefined;

/** Number of listed statements by the part at which they stopped. The nearest misses teach the most. */
const listed: Readonly<Record<StatementPart, number>> = {
  principal: 6,
  action: 3,
  resource: 8,
  condition: 12,
};

function statementsOf(
  levels: readonly (readonly NamedPolicy[])[],
  request: RequestView,
  place: PolicyPlace,
  isLevelled: boolean,
): { statements: StatementTrace[]; omitted: number } {
  const room: Record<StatementPart, number> = { ...listed };
  const statements: StatementTrace[] = [];
  let omitted = 0;
  for (const [level, policies] of levels.entries()) {
    for (const policy of policies) {
      for (const statement of programOf(compile(policy.document)).statements) {
        const failed = statement.failedPart(request, place);
        if (failed !== undefined && room[failed]-- <= 0) {
          omitted++;
          continue;
        }
        const trace = traceOf(policy.name, statement, failed, request);
        statements.push(isLevelled ? { ...trace, level } : trace);
      }
    }
  }
  return { statements, omitted };
}

function traceOf(
  policy: string,
  statement: StatementMatcher,
  failed: StatementPart | undefined,
  request: RequestView,
): StatementTrace {
  const { index, sid, effect, span } = statement.source;
  const reached = failed === undefined || failed === 'condition';
  return {
    ...decidingStatement(policy, index, sid),
    effect,
    applies: failed === undefined,
    ...(failed !== undefined && { failed }),
    span,
    conditions: reached ? statement.tests.map((test) => conditionOf(statement, test, request)) : [],
  };
}

function conditionOf(statement: StatementMatcher, test: CompiledTest, request: RequestView): ConditionTrace {
  const found = request.value(test.key);
  return {
    operator: test.source.operator,
    key: test.source.key,
    wanted: test.source.values,
    ...(found !== undefined && { found }),
    holds: statement.holdsTest(test, request),
  };
}
