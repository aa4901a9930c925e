/**
 * Says who is an administrator: a principal that may do everything that its account's ceiling, the control policies,
 * leaves to anybody, after its own boundary, session and Deny. Permissions of several policies add up.
 */

import { places } from '../authz/applicable-statements.ts';
import { type DecisionEnv, type Question, askedPrincipal, inputFor } from '../authz/authorize.ts';
import type { Decision, EvaluationInput, NamedPolicy } from '../authz/decision.ts';
import { evaluate } from '../authz/evaluate.ts';
import { RequestView } from '../eval/request.ts';
import { principalView } from '../eval/principal.ts';
import type { Place } from '../eval/statement.ts';
import type { World } from '../model/world/world.ts';
import { compile } from '../policy/compile.ts';
import type { Candidate } from './difference/concrete.ts';
import { type Found, Search } from './difference/search.ts';
import { asAnybody, everything } from './everything.ts';
import { type FixedKeys, type Region, regionOf } from './regions/region.ts';

export interface Administration {
  readonly isAdministrator: boolean;
  /** It would be, if its requests came with MFA, or from the right address. */
  readonly onlyWith?: 'mfa' | 'address';
  /** A request that the account leaves to others and not to it; absent for administrators. */
  readonly missing?: { readonly question: Question; readonly decision: Decision };
}

export interface AdministratorOptions {
  /** Actions that exist: the missing request has one of them, if one will do. */
  readonly actions?: readonly string[];
  readonly isOver?: () => boolean;
}

/** Decides for a principal of the world, with its credentials when `principal` names a session with some. */
export function administration(
  world: World,
  principal: Pick<Question, 'principal' | 'session'>,
  env: DecisionEnv,
  options: AdministratorOptions = {},
): Administration {
  const asked = new Asked(world, principal, env, options);
  const missing = asked.missing(nobodyMinds);
  if (missing === 'none') return { isAdministrator: true };
  const found = typeof missing === 'object' ? { missing: missing.found } : {};
  for (const [onlyWith, isMet] of Object.entries(proofs) as [keyof typeof proofs, (key: string) => boolean][])
    if (asked.missing(isMet) === 'none') return { isAdministrator: false, onlyWith, ...found };
  return { isAdministrator: false, ...found };
}

const nobodyMinds = () => false;
const mfaKeys: ReadonlySet<string> = new Set(['aws:multifactorauthpresent', 'aws:multifactorauthage']);
const addressKeys: ReadonlySet<string> = new Set([
  'aws:sourceip',
  'aws:vpcsourceip',
  'aws:sourcevpc',
  'aws:sourcevpce',
]);
/** Conditions that a caller meets who has the factor, or stands at the right place. */
const proofs = {
  mfa: (key: string) => mfaKeys.has(key),
  address: (key: string) => addressKeys.has(key),
} as const;

type Missing = NonNullable<Administration['missing']>;

/** Any request: only the principal's policies and keys are read from it. */
const nothingAsked: Candidate = { action: 'iam:ListUsers', resource: '*', context: {} };

/** One principal, with its policies as regions. */
class Asked {
  readonly #world: World;
  readonly #asked: Pick<Question, 'principal' | 'session'>;
  readonly #env: DecisionEnv;
  readonly #options: AdministratorOptions;
  readonly #input: EvaluationInput;

  constructor(
    world: World,
    asked: Pick<Question, 'principal' | 'session'>,
    env: DecisionEnv,
    options: AdministratorOptions,
  ) {
    this.#world = world;
    this.#asked = asked;
    this.#env = env;
    this.#options = options;
    this.#input = this.#inputOf(nothingAsked);
  }

  /** `isMet`: conditions of these keys are met. */
  missing(isMet: (key: string) => boolean): Found<Missing> {
    const input = this.#input;
    const fixed = fixedKeys(input);
    // The root user has no policies, and needs none.
    const isRoot = askedPrincipal(this.#world, { ...this.#asked, ...nothingAsked }).kind === 'root';
    const regions = (policies: readonly NamedPolicy[], place: Place) =>
      regionsOf(policies, place, fixed, isMet);
    const search = new Search<Missing>({
      derived: derivedKeys(input),
      confirm: (candidate) => this.#confirm(candidate),
      isOver: this.#options.isOver ?? (() => false),
      ...(this.#options.actions && { actions: this.#options.actions }),
    });
    const scps = input.inManagementAccount === true ? [] : (input.serviceControlPolicies ?? []);
    const levels = scps.map((level) => regions(level, places['service-control']));
    const closed = levels.flatMap(({ deny }) => deny);
    const own = [
      regions(isRoot ? [everything] : input.identityPolicies, places.identity),
      ...(input.permissionsBoundary
        ? [regions([input.permissionsBoundary], places['permissions-boundary'])]
        : []),
      ...(input.sessionPolicies ? [regions(input.sessionPolicies, places.session)] : []),
      ...(input.scopeDownPolicies ?? []).map((policy) => regions([policy], places.session)),
    ];
    let isCertain = true;
    for (const ceiling of choices(levels.map(({ allow }) => allow))) {
      const searches: (readonly [readonly Region[], readonly Region[]])[] = [
        ...own.map(({ allow }) => [ceiling, [...closed, ...allow]] as const),
        ...own.flatMap(({ deny }) => deny.map((denying) => [[...ceiling, denying], closed] as const)),
      ];
      for (const [inside, outside] of searches) {
        const found = search.find(inside, outside);
        if (typeof found === 'object') return found;
        if (found === 'unknown') isCertain = false;
      }
    }
    return isCertain ? 'none' : 'unknown';
  }

  #confirm(candidate: Candidate): Missing | undefined {
    const input = this.#inputOf(candidate);
    const decision = evaluate(input);
    if (decision.verdict === 'allowed' || evaluate(asAnybody(input)).verdict === 'denied') return undefined;
    return { question: { ...this.#asked, ...candidate }, decision };
  }

  #inputOf({ action, resource, context }: Candidate): EvaluationInput {
    const principal = askedPrincipal(this.#world, { ...this.#asked, action, resource });
    return inputFor(this.#world, principal, { action, resource, context }, this.#env);
  }
}

function regionsOf(
  policies: readonly NamedPolicy[],
  place: Place,
  fixed: FixedKeys,
  isMet: (key: string) => boolean,
): { readonly allow: readonly Region[]; readonly deny: readonly Region[] } {
  const allow: Region[] = [];
  const deny: Region[] = [];
  for (const { document } of policies)
    for (const statement of compile(document).statements) {
      const region = regionOf(statement, place, fixed);
      if (!region) continue;
      const tests = region.tests.filter(({ key }) => !isMet(key));
      const met = tests.length < region.tests.length;
      if (statement.effect === 'Allow') allow.push({ ...region, tests });
      // A Deny for whoever lacks the factor does not reach who has it.
      else if (!met) deny.push(region);
    }
  return { allow, deny };
}

/** Yields one region of each level; a level of an organization without an Allow leaves nothing. */
function* choices(levels: readonly (readonly Region[])[]): Generator<readonly Region[]> {
  const [first, ...rest] = levels;
  if (!first) {
    yield [];
    return;
  }
  for (const region of first) for (const others of choices(rest)) yield [region, ...others];
}

/** Keys that the principal and the time make, and the one way in which AWS is called; a caller chooses all others. */
const ofPrincipal =
  /^aws:(principal|username$|userid$|currenttime$|epochtime$|securetransport$|viaawsservice$|tokenissuetime$)/;

function fixedKeys(input: EvaluationInput): FixedKeys {
  const view = new RequestView(
    principalView(input.principal, input.principalRoleArn, input.federatingUserArn),
    input.action,
    input.resource,
    undefined,
    input.context,
    false,
  );
  return {
    value: (key) => view.value(key),
    isFixed: (key) => ofPrincipal.test(key),
  };
}

function derivedKeys({ context = {} }: EvaluationInput): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(context).flatMap(([key, value]) =>
      typeof value === 'string' && !mfaKeys.has(key.toLowerCase()) ? [[key.toLowerCase(), value]] : [],
    ),
  );
}
