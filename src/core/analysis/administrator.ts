/** Says who is an administrator: it may do whatever the control policies leave to anybody in its account. */

import { type DecisionEnv, type Question, inputFor } from '../authz/authorize.ts';
import { isBillingGuard } from '../authz/billing.ts';
import type { Decision } from '../authz/decision.ts';
import { evaluate } from '../authz/evaluate.ts';
import type { World } from '../model/world/world.ts';
import type { Candidate } from './difference/concrete.ts';
import { exceeds } from './difference/exceeds.ts';
import { type SearchResult, Search } from './difference/search.ts';
import { asAnybody } from './everything.ts';
import {
  type LayerRegions,
  type PrincipalLayers,
  type SourcedRegion,
  derivedKeys,
  layersOf,
  mfaKeys,
} from './layers/principal-layers.ts';
import type { Labels } from '../model/labels.ts';

export interface Administration {
  readonly isAdministrator: boolean;
  /** It would be, if its requests came with MFA, or from the right address. */
  readonly onlyWith?: 'mfa' | 'address';
  /** A request that the account leaves to others and not to it; absent for administrators, and where none was settled. */
  readonly missing?: { readonly question: Question; readonly decision: Decision };
}

export interface AdministratorOptions {
  /** Actions that exist: the missing request has one of them, if one will do. */
  readonly actions?: readonly string[];
  readonly isOver?: () => boolean;
}

export function administration(
  world: World,
  principal: Pick<Question, 'principal' | 'session'>,
  env: DecisionEnv,
  options: AdministratorOptions = {},
): Administration {
  const asked = new Asked(layersOf(world, principal, env), options);
  const missing = asked.missing(nobodyMinds);
  if (missing === 'none') return { isAdministrator: true };
  const found = typeof missing === 'object' ? { missing: missing.found } : {};
  for (const [onlyWith, isMet] of Object.entries(proofs) as [keyof typeof proofs, (key: string) => boolean][])
    if (asked.missing(isMet) === 'none') return { isAdministrator: false, onlyWith, ...found };
  return { isAdministrator: false, ...found };
}

/** Decides without saying what is missing, which costs less. */
export const mayDoEverything = (
  world: World,
  principal: Pick<Question, 'principal' | 'session'>,
  env: DecisionEnv,
): boolean => new Asked(layersOf(world, principal, env), {}).missing(nobodyMinds) === 'none';

const nobodyMinds = () => false;
const addressKeys: ReadonlySet<string> = new Set([
  'aws:sourceip',
  'aws:vpcsourceip',
  'aws:sourcevpc',
  'aws:sourcevpce',
]);
const proofs = {
  mfa: (key: string) => mfaKeys.has(key),
  address: (key: string) => addressKeys.has(key),
} as const;

type Missing = NonNullable<Administration['missing']>;

class Asked {
  readonly #layers: PrincipalLayers;
  readonly #search: Search<Missing>;

  constructor(layers: PrincipalLayers, { actions, isOver = () => false }: AdministratorOptions) {
    this.#layers = layers;
    this.#search = new Search<Missing>({
      derived: derivedKeys(layers.input),
      confirm: (candidate) => this.#confirm(candidate),
      isOver,
      ...(actions && { actions }),
    });
  }

  missing(isMet: (key: string) => boolean): SearchResult<Missing> {
    const { identity, limits } = this.#layers;
    const isControl = ({ layer }: LayerRegions) => layer === 'service-control';
    const own = layeredOf([identity, ...limits.filter((one) => !isControl(one))], isMet);
    const ceiling = layeredOf(limits.filter(isControl), isMet);
    const isForAnybody = ({ source }: SourcedRegion) => isBillingGuard(source.policy);
    return exceeds(
      this.#search,
      { ...ceiling, deny: [...ceiling.deny, ...own.deny.filter(isForAnybody)] },
      { ...own, deny: own.deny.filter((region) => !isForAnybody(region)) },
    );
  }

  #confirm(candidate: Candidate): Missing | undefined {
    const { world, asked, principal, env } = this.#layers;
    const input = inputFor(world, principal, candidate, env);
    const decision = evaluate(input);
    if (decision.verdict === 'allowed' || evaluate(asAnybody(input)).verdict === 'denied') return undefined;
    return { question: { ...asked, ...candidate }, decision };
  }
}

function layeredOf(layers: readonly LayerRegions[], isMet: (key: string) => boolean) {
  const withoutMet = (region: SourcedRegion): SourcedRegion => ({
    ...region,
    tests: region.tests.filter(({ key }) => !isMet(key)),
  });
  return {
    allow: layers.map(({ allow }) => allow.map(withoutMet)),
    // A Deny for whoever lacks the factor does not reach who has it.
    deny: layers.flatMap(({ deny }) => deny.filter(({ tests }) => !tests.some(({ key }) => isMet(key)))),
  };
}

export function administratorWords(
  { isAdministrator, onlyWith, missing }: Administration,
  labels: Labels,
): string {
  if (isAdministrator) return 'It may do everything that the account leaves to anybody.';
  const lacks = missing
    ? `Others in the account may call ${missing.question.action} on ${missing.question.resource}. ${missing.decision.explain(labels).because}`
    : 'The search did not settle whether it may do everything that the account leaves to others.';
  if (onlyWith === 'mfa') return `With MFA it may do everything. ${lacks}`;
  return onlyWith === 'address' ? `From certain addresses it may do everything. ${lacks}` : lacks;
}
