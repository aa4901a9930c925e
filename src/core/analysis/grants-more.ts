/** Is there a request that one policy allows and another does not? The engine decides whatever is found. */

import { policyPlaces } from '../authz/applicable-statements.ts';
import { coveredServices } from '../authz/special-cases.ts';
import { RequestView } from '../eval/request.ts';
import { type PolicyPlace, StatementMatcher } from '../eval/statement.ts';
import { principalView } from '../eval/principal.ts';
import { type CompiledPolicy, type CompiledStatement, compile } from '../policy/compile.ts';
import type { Candidate, NaturalResources } from './difference/concrete.ts';
import { type Layered, exceedsInSteps } from './difference/exceeds.ts';
import { Search } from './difference/search.ts';
import { type SampleCaller, callersOf, namingCaller, anybodyCaller } from './grants/callers.ts';
import { decidesBoth, keysOfCaller } from './grants/decide-both.ts';
import type { Documents, GrantingKind, Witness } from './grants/kinds.ts';
import { type Region, needNoPermission, regionOf, regionsOf } from './regions/region.ts';
import type { Steps } from '../model/steps.ts';

export type { GrantingKind };

export type GrantsMore =
  | { readonly answer: 'no' }
  | { readonly answer: 'yes'; readonly witness: Witness }
  | { readonly answer: 'unknown'; readonly why: string };

export interface GrantsMoreOptions {
  readonly actions?: readonly string[];
  readonly natural?: NaturalResources;
  /** Returns true when the time is over; the answer is `unknown` then. */
  readonly isOver?: () => boolean;
  /** Chooses whose requests are looked at, where principals are read. The default is everybody's. */
  readonly isMeant?: (caller: SampleCaller) => boolean;
}

const placeOf: Readonly<Record<GrantingKind, PolicyPlace>> = {
  identity: policyPlaces.identity,
  boundary: policyPlaces['permissions-boundary'],
  resource: policyPlaces.resource,
  trust: policyPlaces.resource,
  scp: policyPlaces['service-control'],
  rcp: policyPlaces['resource-control'],
};

/** Throws PolicySyntaxError when a document is no usable policy. */
export function grantsMore(
  before: string,
  after: string,
  kind: GrantingKind,
  options: GrantsMoreOptions = {},
): GrantsMore {
  const steps = grantsMoreInSteps(before, after, kind, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

export function* grantsMoreInSteps(
  before: string,
  after: string,
  kind: GrantingKind,
  { actions, natural, isOver = () => false, isMeant = () => true }: GrantsMoreOptions = {},
): Steps<GrantsMore> {
  const documents = { before: completed(compile(before), kind), after: completed(compile(after), kind) };
  const reads = placeOf[kind].principals === 'read';
  const callers = reads
    ? callersOf([...documents.before.statements, ...documents.after.statements]).filter(isMeant)
    : [anybodyCaller];
  let isCertain = true;
  for (const caller of callers) {
    const read = reads ? containing(documents, caller) : documents;
    const search = new Search<Witness>({
      derived: keysOfCaller(caller),
      confirm: (candidate) => decidesBoth(read, kind, caller, spelled(candidate, documents)),
      isOver,
      natural,
      ...(actions && { actions }),
    });
    const more = layeredOf(read.after, kind, caller);
    const found = yield* exceedsInSteps(
      search,
      { ...more, deny: [...needNoPermission, ...more.deny] },
      layeredOf(read.before, kind, caller),
    );
    if (typeof found === 'object') return { answer: 'yes', witness: found.found };
    if (found === 'unknown') isCertain = false;
    if (isOver()) return { answer: 'unknown', why: 'the time was not enough to look at all requests' };
  }
  if (isCertain) return { answer: 'no' };
  return { answer: 'unknown', why: 'values of variables could not be followed to a request' };
}

function layeredOf(policy: CompiledPolicy, kind: GrantingKind, caller: SampleCaller): Layered {
  const place = placeOf[kind];
  const all = policy.statements.filter((statement) => isNamed(statement, place, caller));
  const regions = (effect: CompiledStatement['effect']) =>
    all.flatMap((statement) => (statement.effect === effect ? (regionOf(statement, place) ?? []) : []));
  return { allow: [...withinOf(kind), regions('Allow')], deny: regions('Deny') };
}

function withinOf(kind: GrantingKind): Region[][] {
  if (kind === 'trust') return [regionsOf({ Action: '*', Resource: 'arn:aws:iam::111122223333:role/w' })];
  if (kind === 'rcp')
    return [regionsOf({ Action: [...coveredServices].map((service) => `${service}:*`), Resource: '*' })];
  return [];
}

const isNamed = (statement: CompiledStatement, place: PolicyPlace, { arn, roleArn }: SampleCaller): boolean =>
  new StatementMatcher(statement).grant(
    new RequestView(principalView(arn, roleArn), 's3:GetObject', '*', undefined, undefined, false),
    place,
  ) !== 'none';

/** The ceiling that is left: `FullAWSAccess` stands beside SCPs that only deny, and beside every RCP. */
function completed(policy: CompiledPolicy, kind: GrantingKind): CompiledPolicy {
  const isOnlyDeny = policy.statements.every(({ effect }) => effect === 'Deny');
  if (kind !== 'rcp' && (kind !== 'scp' || !isOnlyDeny)) return policy;
  const { Statement, ...rest } = JSON.parse(policy.text) as { Statement: object | readonly object[] };
  const all = { Effect: 'Allow', ...(kind === 'rcp' && { Principal: '*' }), Action: '*', Resource: '*' };
  return compile(JSON.stringify({ ...rest, Statement: [Statement, all].flat() }));
}

/** Reads a principal as all that it contains: an account stands for everyone in it. */
const containing = ({ before, after }: Documents, caller: SampleCaller): Documents => ({
  before: namingCaller(before, caller),
  after: namingCaller(after, caller),
});

function spelled(candidate: Candidate, { before, after }: Documents): Candidate {
  const names = new Map<string, string>();
  for (const { conditions = [] } of [...after.statements, ...before.statements])
    for (const { key } of conditions) names.set(key.toLowerCase(), key);
  const context = Object.fromEntries(
    Object.entries(candidate.context).map(([key, value]) => [names.get(key) ?? key, value]),
  );
  return { ...candidate, context };
}
