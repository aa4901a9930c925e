/**
 * Adds one statement for exactly the asked action and resource to the policy that has to allow it: an inline policy of
 * the principal, its boundary, the policy of the resource or role, a control policy of each level that is silent.
 * Where others have the policy too, the statement holds for the principal alone.
 */

import { type DecisionEnv, type Question, evaluationInput } from '../../authz/authorize.ts';
import type { Decision } from '../../authz/decision.ts';
import { boundaryOf, containerOf } from '../../authz/gather.ts';
import { type Principal, principalRecord } from '../../authz/principal.ts';
import { actionName, actionMatches } from '../../eval/action.ts';
import { arnName, policyArn } from '../../model/arn.ts';
import { labelsIn } from '../../model/labels.ts';
import { type World, findByArn, ownedBy } from '../../model/world/world.ts';
import { resourcePolicyKind } from '../../authz/special-cases.ts';
import {
  type StatementJson,
  freeStatementName,
  pretty,
  withStatement,
  statementsInDocument,
  listedTexts,
} from '../../analysis/edits/documents.ts';
import type { FixRequest, PolicyEdit } from './fix.ts';
import { type FixPlace, placeOf, resourcePlace } from './places.ts';
import {
  type Bounded,
  type FixStep,
  type StepEdit,
  documentOf,
  inlineOf,
  newInline,
  request,
} from './steps.ts';
import { holderWords } from '../identity-calls.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { ofCaller } from '../../query/ask/what-if.ts';
import { fixTitle } from './titles.ts';

export interface FixQuestion {
  readonly world: World;
  readonly question: Question;
  readonly decision: Decision;
  readonly principal: Principal;
  readonly env: DecisionEnv;
  readonly written?: readonly PolicyEdit[];
}

export function statementSteps(asked: FixQuestion): FixStep[] {
  switch (asked.decision.layer) {
    case 'identity':
      return identity(asked);
    case 'permissions-boundary':
      return boundary(asked);
    case 'service-control':
      return controls(asked);
    case 'resource':
      return resource(asked);
    default:
      return [];
  }
}

export const policyHolder = (principal: Principal): Bounded | undefined =>
  principal.kind === 'federated-user' ? principal.user : principalRecord(principal);

export const conditionArn = (principal: Principal): string =>
  principalRecord(principal)?.arn ?? principal.arn;

const allowing = ({ action, resource }: Question): StatementJson => ({
  Effect: 'Allow',
  Action: action,
  // Only `${` is no text: a star or a question mark stands in the question as it stands in the policy.
  Resource: resource.replaceAll('${', '${$}{'),
});

/** The permissions of one call stand in one new policy. */
function identity({ world, question, principal, written = [] }: FixQuestion): FixStep[] {
  const holder = policyHolder(principal);
  if (!holder) return [];
  const made = written.find(({ policy, before }) => before === undefined && inlineOf(holder, policy));
  const place = made && placeOf(world, 'identity', made.policy);
  if (place) return added(world, question, { ...place, label: made.place }, allowing(question));
  const { step, place: label } = newInline(holder, `Allow-${question.action}`, allowing(question));
  return [named(world, question, step, label)];
}

function limit({ world, question, decision, principal }: FixQuestion, policy: string | undefined): FixStep[] {
  const place = policy === undefined ? undefined : placeOf(world, decision.layer, policy);
  if (!place) return [];
  return added(world, question, place, {
    ...allowing(question),
    ...(place.isShared && {
      Condition: { ArnEquals: { 'aws:PrincipalArn': conditionArn(principal) } },
    }),
  });
}

/** A boundary that nobody here can write, AWS's own or one that is not there, gives way to a copy. */
function boundary(asked: FixQuestion): FixStep[] {
  const { world, question, principal } = asked;
  const current = boundaryOf(world, principal)?.name;
  const holder = policyHolder(principal);
  const steps = limit(asked, current);
  return steps.length > 0 || current === undefined || !holder
    ? steps
    : [copiedBoundary(world, question, holder, current)];
}

function copiedBoundary(world: World, question: Question, holder: Bounded, current: string): FixStep {
  const { noun, name, label } = holderWords(holder);
  const before = documentOf(world, current);
  const after = withStatement(before, allowing(question));
  const taken = ownedBy(world, 'policies', holder.account).map(({ policyName }) => policyName);
  const policyName = freeStatementName(`${arnName(current)}-and-more`, new Set(taken));
  const policy = policyArn(holder.account, '/', policyName);
  const place =
    before === undefined ? `a new boundary of ${label}` : `a copy of the boundary ${arnName(current)}`;
  const save = (document = '') => [
    request(holder, 'CreatePolicy', { PolicyName: policyName, PolicyDocument: document }),
    request(holder, `Put${noun}PermissionsBoundary`, { ...name, PermissionsBoundary: policy }),
  ];
  const edit: StepEdit = {
    layer: 'permissions-boundary',
    policy,
    place,
    statement: pretty([allowing(question)]),
    after,
    ...(before !== undefined && { before }),
    save,
  };
  return named(world, question, statementStep(save(after), edit), place);
}

/** Adds it at the highest level that is silent; the next refusal asks for the next level. */
function controls(asked: FixQuestion): FixStep[] {
  const gate = asked.decision.explain().gates.find(({ layer }) => layer === 'service-control');
  const silent = gate?.levels?.find(({ outcome }) => outcome === 'implicit-deny');
  return (silent?.policies ?? []).flatMap((policy) => limit(asked, policy));
}

function resource(asked: FixQuestion): FixStep[] {
  const { world, question, principal } = asked;
  const named = principalElement(principal);
  if (!named) return [];
  const kind = resourcePolicyKind({ action: actionName(question.action), resource: question.resource });
  if (kind === 'trust') {
    const role = findByArn(world, 'roles', question.resource);
    const place = role && placeOf(world, 'resource', role.arn);
    const statement = { Effect: 'Allow', Principal: named, Action: question.action };
    if (!place) return [];
    const { leftOut, ...guard } = safeguardsFor(asked, place.document, statement);
    const steps = added(world, question, place, { ...statement, ...guard });
    return leftOut
      ? steps.map((step) => ({ ...step, edits: step.edits.map((edit) => ({ ...edit, leftOut })) }))
      : steps;
  }
  const place = placeOnResource(world, question.resource);
  if (!place) return [];
  const { Resource, ...rest } = allowing(question);
  const statement = {
    ...rest,
    Principal: named,
    Resource: kind === 'key' ? '*' : Resource,
  };
  if (/^arn:aws:lambda:/.test(place.policy)) return permission(world, question, place, named);
  return added(world, question, place, statement);
}

/** An object has no policy of its own; its bucket has one. */
function placeOnResource(world: World, arn: string): FixPlace | undefined {
  const record = findByArn(world, 'resources', arn);
  const governing = record?.policy === undefined ? (containerOf(world, arn) ?? record) : record;
  return governing && resourcePlace(world, governing);
}

function principalElement(principal: Principal): StatementJson | undefined {
  switch (principal.kind) {
    case 'service':
      return { Service: principal.arn };
    case 'outside':
      return { AWS: principal.roleArn ?? principal.arn };
    case 'anonymous':
    case 'federated':
      return undefined;
    default:
      return { AWS: conditionArn(principal) };
  }
}

/** Lambda writes the policy of a function itself, one statement for each call. */
function permission(world: World, question: Question, place: FixPlace, named: StatementJson): FixStep[] {
  const record = findByArn(world, 'resources', place.policy);
  const [principal] = Object.values(named);
  if (!record || typeof principal !== 'string') return [];
  const { action } = question;
  const id = freeStatementName(`Allow-${action.replace(':', '-')}`, sids(place.document));
  const statement = {
    Sid: id,
    Effect: 'Allow',
    Principal: named,
    Action: action,
    Resource: record.arn,
  };
  const params = { FunctionName: record.arn, StatementId: id, Action: action, Principal: principal };
  const one = request(record, 'AddPermission', params, 'lambda');
  return [stepAt(world, question, place, statement, { requests: [one] })];
}

function sids(document: string | undefined): Set<string> {
  const { Statement = [] } = JSON.parse(document ?? '{}') as { Statement?: StatementJson | StatementJson[] };
  return new Set([Statement].flat().map(({ Sid }) => String(Sid)));
}

function added(world: World, question: Question, place: FixPlace, statement: StatementJson): FixStep[] {
  const requests = place.save(withStatement(place.document, statement));
  return requests.length === 0
    ? []
    : [stepAt(world, question, place, statement, { requests, save: place.save })];
}

function stepAt(
  world: World,
  question: Question,
  place: FixPlace,
  statement: StatementJson,
  { requests, save }: Pick<StepEdit, 'save'> & Pick<FixStep, 'requests'>,
): FixStep {
  const { layer, policy, label, document, isShared } = place;
  const edit: StepEdit = {
    layer,
    policy,
    place: label,
    statement: pretty([statement]),
    after: withStatement(document, statement),
    ...(document !== undefined && { before: document }),
    ...(isShared && layer !== 'resource' && { isShared }),
    ...(save && { save }),
  };
  return named(world, question, statementStep(requests, edit), label);
}

const statementStep = (requests: readonly FixRequest[], edit: StepEdit): Omit<FixStep, 'title'> => ({
  kind: 'statement',
  requests,
  edits: [edit],
  breadth: 1,
});

function named(world: World, question: Question, step: Omit<FixStep, 'title'>, place: string): FixStep {
  const said = { verb: 'allow', ...letThrough(world, question), places: [place] } as const;
  return { ...step, title: fixTitle([said]), said };
}

export const letThrough = (world: World, { action, resource }: Question) => ({
  action,
  ...(resource !== '*' && { on: labelsIn(world).resource(resource) }),
});

type Condition = Readonly<Record<string, StatementJson>>;

interface Safeguards {
  readonly Condition?: Condition;
  readonly leftOut?: readonly string[];
}

interface Asking {
  readonly world: World;
  readonly question: Question;
  readonly env: DecisionEnv;
}

/** Returns what the trust policy asks of others: MFA, an external ID. Empty where it lets one of the kind in without. */
function safeguardsFor(
  { world, question, env }: Asking,
  document: string | undefined,
  statement: StatementJson,
): Safeguards {
  const action = actionName(question.action);
  const [kind = ''] = Object.keys(statement['Principal'] as StatementJson);
  const near = statementsInDocument(document).filter(
    ({ Effect, Action, Principal }) =>
      Effect === 'Allow' &&
      listedTexts(Action).some((pattern) => actionMatches(pattern, action)) &&
      (Principal === '*' || (typeof Principal === 'object' && Principal !== null && kind in Principal)),
  );
  const guards = near.map(({ Condition = {} }) => aboutRequest(Condition as Condition));
  const [first] = guards;
  if (!first || guards.some((one) => Object.keys(one).length === 0)) return {};
  const input = evaluationInput(world, question, env);
  const isMet = (Condition: Condition): boolean => {
    const resourcePolicy = { name: '', document: withStatement(undefined, { ...statement, Condition }) };
    const { verdict, layer } = evaluate({ ...input, resourcePolicy });
    return verdict === 'allowed' || layer !== 'resource';
  };
  const met = guards.find(isMet);
  return met
    ? { Condition: met }
    : { leftOut: [...new Set(Object.values(first).flatMap((keys) => Object.keys(keys)))] };
}

const aboutRequest = (condition: Condition): Condition =>
  Object.fromEntries(
    Object.entries(condition)
      .map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).filter(([key]) => !ofCaller.test(key))),
      ])
      .filter(([, keys]) => Object.keys(keys as StatementJson).length > 0),
  ) as Condition;
