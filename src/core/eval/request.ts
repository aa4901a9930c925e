/**
 * One request as the matchers see it. Context keys ignore case (C-06); of two that differ only by case the
 * first given is used, whatever spelling a policy has. What the caller left out but the principal and the
 * resource say themselves is derived, so that the engine is useful without a World.
 */

import { actionName, type ActionName } from './action.ts';
import { splitFields } from './arn.ts';
import type { PrincipalView } from './principal.ts';

export type ContextValues = Readonly<Record<string, string | readonly string[]>>;

const noContext: ContextValues = {};

export class RequestView {
  readonly principal: PrincipalView;
  readonly action: ActionName;
  readonly resource: string;
  /** What policies are matched against. G-34: a call of S3 that names no bucket is about `arn:aws:s3:::*`. */
  readonly matched: string;
  /** The owner; where neither ARN nor caller names one, the principal's own account. */
  readonly resourceAccount: string;
  readonly context: ContextValues;
  readonly hasBoundary: boolean;
  #keys: readonly string[] | undefined;

  constructor(
    principal: PrincipalView,
    action: string,
    resource: string,
    resourceAccount: string | undefined,
    context: ContextValues | undefined,
    hasBoundary: boolean,
  ) {
    this.principal = principal;
    this.action = actionName(action);
    this.resource = resource;
    const isAllOfS3 = resource === '*' && this.action.service === 's3';
    this.matched = isAllOfS3 ? `${principal.arnStart || 'arn:aws:'}s3:::*` : resource;
    this.resourceAccount = ownerOf(resource) || resourceAccount || principal.account;
    this.context = context ?? noContext;
    this.hasBoundary = hasBoundary;
  }

  /** The value of a key given in lower case; undefined where the key is absent. */
  value(key: string): string | readonly string[] | undefined {
    const keys = (this.#keys ??= Object.keys(this.context));
    for (const given of keys) {
      if (given.length === key.length && (given === key || given.toLowerCase() === key)) {
        return asText(this.context[given]);
      }
    }
    return derivations.get(key)?.derive(this);
  }

  /** The context as evaluated: what was given, then what was derived. */
  evaluated(): ContextValues {
    const entries: [string, string | readonly string[]][] = Object.entries(this.context);
    const given = new Set(entries.map(([key]) => key.toLowerCase()));
    for (const [lower, { key, derive }] of derivations) {
      const value = given.has(lower) ? undefined : derive(this);
      if (value !== undefined) entries.push([key, value]);
    }
    return Object.fromEntries(entries);
  }
}

/** A value that is no text after all (a caller without types: `true`, `5`) counts as its text. */
function asText(value: unknown): string | readonly string[] | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string') ? value : value.map(String);
  return value === undefined || value === null ? undefined : JSON.stringify(value);
}

type Derive = (view: RequestView) => string | undefined;

const derived: readonly (readonly [key: string, derive: Derive])[] = [
  ['aws:PrincipalArn', ({ principal }) => principal.principalArn],
  [
    'aws:PrincipalAccount',
    ({ principal }) => (principal.kind === 'anonymous' ? 'anonymous' : principal.account || undefined),
  ],
  ['aws:PrincipalType', ({ principal }) => principal.type],
  ['aws:username', ({ principal }) => principal.userName],
  ['aws:ResourceAccount', ({ resourceAccount }) => resourceAccount || undefined],
];
const derivations = new Map(derived.map(([key, derive]) => [key.toLowerCase(), { key, derive }]));

const owners = new Map<string, string>();
const ownersKept = 20_000;

/** The account in the ARN, or empty. `aws` owns the managed policies that every account uses as its own. */
function ownerOf(resource: string): string {
  const known = owners.get(resource);
  if (known !== undefined) return known;
  const account = splitFields(resource)[4] ?? '';
  const owner = /^\d{12}$/.test(account) ? account : '';
  if (owners.size >= ownersKept) owners.clear();
  owners.set(resource, owner);
  return owner;
}
