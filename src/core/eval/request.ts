/**
 * One request for the matchers. Context keys ignore case (C-06); if two differ only by case, the first given
 * counts. Keys that the caller left out are derived from principal and resource, so that the engine is useful
 * without a World.
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
  /**
   * The resource to match policies with: `arn:aws:s3:::*` for a call of S3 without a bucket (G-34), and a key that
   * no policy names where an alias stands for one (E-52).
   */
  readonly matched: string;
  /** The alias by which the call names a key: `alias/pay`. */
  readonly alias: string | undefined;
  /** The owner; the principal's own account when neither ARN nor caller names one. */
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
    this.alias = aliasOfKey(this.action, resource);
    this.matched = isAllOfS3
      ? `${principal.arnStart || 'arn:aws:'}s3:::*`
      : this.alias === undefined
        ? resource
        : resource.slice(0, -this.alias.length) + unknownKey;
    this.resourceAccount = ownerOf(resource) || resourceAccount || principal.account;
    this.context = context ?? noContext;
    this.hasBoundary = hasBoundary;
  }

  /** Returns the value of a key given in lower case; `undefined` when the key is absent. */
  value(key: string): string | readonly string[] | undefined {
    const keys = (this.#keys ??= Object.keys(this.context));
    for (const given of keys) {
      if (given.length === key.length && (given === key || given.toLowerCase() === key)) {
        return asText(this.context[given]);
      }
    }
    return derivations.get(key)?.derive(this);
  }

  /** Returns the context as evaluated: first the given keys, then the derived ones. */
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

const unknownKey = 'key/00000000-0000-0000-0000-000000000000';

/** Returns the alias that stands for a key. It stands for itself only where it is made, moved or deleted. */
export function aliasOfKey({ service, name }: ActionName, resource: string): string | undefined {
  if (service !== 'kms' || name.endsWith('alias')) return undefined;
  const [, , , , , alias] = splitFields(resource);
  return alias?.startsWith('alias/') ? alias : undefined;
}

/** Accepts values that are no text, from a caller without types (`true`, `5`), as their text. */
function asText(value: unknown): string | readonly string[] | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string') ? value : value.map(String);
  return value === undefined || value === null ? undefined : JSON.stringify(value);
}

const derived: readonly (readonly [key: string, derive: (view: RequestView) => string | undefined])[] = [
  ['aws:PrincipalArn', ({ principal }) => principal.principalArn],
  [
    'aws:PrincipalAccount',
    ({ principal }) => (principal.kind === 'anonymous' ? 'anonymous' : principal.account || undefined),
  ],
  ['aws:PrincipalType', ({ principal }) => principal.type],
  ['aws:username', ({ principal }) => principal.userName],
  ['aws:ResourceAccount', ({ resourceAccount }) => resourceAccount || undefined],
  ['kms:RequestAlias', ({ alias }) => alias],
  ['kms:ResourceAliases', ({ alias }) => alias],
];
const derivations = new Map(derived.map(([key, derive]) => [key.toLowerCase(), { key, derive }]));

const owners = new Map<string, string>();
const ownersKept = 20_000;

/** Returns the account in the ARN, or empty. `aws` owns the managed policies that every account may use. */
function ownerOf(resource: string): string {
  const known = owners.get(resource);
  if (known !== undefined) return known;
  const account = splitFields(resource)[4] ?? '';
  const owner = /^\d{12}$/.test(account) ? account : '';
  if (owners.size >= ownersKept) owners.clear();
  owners.set(resource, owner);
  return owner;
}
