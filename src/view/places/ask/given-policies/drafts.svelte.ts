/**
 * Holds the policies that are written for questions, one set for each workspace. One that was pasted for a resource or
 * an account counts only there. They live as long as the page and are never written into the account.
 */

import { SvelteMap } from 'svelte/reactivity';
import type { Session } from '#app/session/session.svelte.ts';
import type { Assumed, ControlLayer } from '#core/authz/assume.ts';
import type { Question } from '#core/authz/authorize.ts';
import type { AssumedOrganizations } from '#core/authz/organization.ts';
import { arnAccount } from '#core/model/arn.ts';
import { findByArn } from '#core/model/world/world.ts';
import type { PastedLevel } from '../settle/pasted.ts';
import { type AssumedKind, assumedKinds, assumedWords } from './words.ts';
import { memoBy } from '#core/model/memo.ts';
import { defined } from '#core/model/defined.ts';

export interface AssumedDraft {
  readonly text: string;
  readonly included: boolean;
  /** AWS would accept it. Only then does it take part in the decision. */
  readonly sound: boolean;
  /** Control policies by level, root first, where the text has headings of levels. */
  readonly levels?: readonly PastedLevel[];
  readonly isWhole?: boolean;
  /** The account or resource whose policy it is; absent: it counts for every question. */
  readonly of?: string;
}
type Asked = Pick<Question, 'principal' | 'resource'>;
type Drafts = Readonly<Partial<Record<AssumedKind, AssumedDraft>>>;

/** Returns the one set of the session, so that it is still there when the person comes back to Ask. */
export const assumedPolicies = memoBy((session: Session) => new AssumedPolicies(session));

export class AssumedPolicies {
  readonly #session: Session;
  readonly #known = new SvelteMap<string, AssumedDraft>();
  readonly #given = new SvelteMap<string, AssumedOrganizations[string]>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Returns the policy of each kind that is meant for the question, included or not. */
  draftsFor(asked: Asked): Drafts {
    const found = (kind: AssumedKind) =>
      this.#known.get(this.#key(kind, givenPolicyPlaceOf(kind, asked))) ?? this.#known.get(this.#key(kind));
    return Object.fromEntries(
      assumedKinds.flatMap((kind) => {
        const draft = found(kind);
        return draft ? [[kind, draft]] : [];
      }),
    );
  }

  includedIn(asked: Asked): readonly AssumedKind[] {
    const drafts = this.draftsFor(asked);
    return assumedKinds.filter((kind) => drafts[kind]?.included && !this.#isUnbound(kind, asked));
  }

  /** No control policy binds an account in no organization. */
  #isUnbound(kind: AssumedKind, asked: Asked): boolean {
    if (kind !== 'scp' && kind !== 'rcp') return false;
    const place = givenPolicyPlaceOf(kind, asked) ?? '';
    const owner =
      kind === 'rcp' ? findByArn(this.#session.state.world, 'resources', place)?.account : undefined;
    return this.#organizations()?.[owner ?? place] === 'none';
  }

  /** Returns the policies that the question includes; `undefined`: none. */
  currentFor(asked: Asked): Assumed | undefined {
    const drafts = this.draftsFor(asked);
    const counting = (kind: AssumedKind) => {
      const draft = drafts[kind];
      return draft?.included && draft.sound && !this.#isUnbound(kind, asked) ? draft : undefined;
    };
    const policy = (kind: AssumedKind) => {
      const draft = counting(kind);
      return draft && { name: assumedWords[kind].name, document: draft.text };
    };
    const levels = (kind: 'scp' | 'rcp') => {
      const one = policy(kind);
      const { name } = assumedWords[kind];
      return (
        counting(kind)?.levels?.map(({ node, documents }) =>
          documents.map((document, at) => ({ name: `${name} ${at + 1} of ${node}`, document })),
        ) ??
        (one && [[one]])
      );
    };
    const [scps, rcps] = [levels('scp'), levels('rcp')];
    const [endpoint, session, resource] = [policy('endpoint'), policy('session'), policy('resource')];
    const organizations = this.#organizations();
    if (!scps && !rcps && !endpoint && !session && !resource && !organizations) return undefined;
    return {
      ...defined({ organizations, serviceControlPolicies: scps, resourceControlPolicies: rcps }),
      ...(scps || rcps
        ? {
            partial: {
              ...(scps && partOf('service-control', drafts.scp)),
              ...(rcps && partOf('resource-control', drafts.rcp)),
            },
          }
        : {}),
      ...defined({ vpcEndpointPolicy: endpoint }),
      ...(session ? { sessionPolicies: [session] } : {}),
      ...defined({ resourcePolicy: resource }),
    };
  }

  /** Says in which organization an account is that the workspace does not know; `undefined`: nobody knows it again. */
  putOrganization(account: string, organization: AssumedOrganizations[string] | undefined): void {
    const key = this.#key('organization', account);
    if (organization === undefined) this.#given.delete(key);
    else this.#given.set(key, organization);
  }

  organizationsOf(asked: Asked): readonly (readonly [string, AssumedOrganizations[string]])[] {
    const accounts = [givenPolicyPlaceOf('scp', asked), givenPolicyPlaceOf('rcp', asked)];
    return Object.entries(this.#organizations() ?? {}).filter(([account]) => accounts.includes(account));
  }

  #organizations(): AssumedOrganizations | undefined {
    const prefix = this.#key('organization');
    const found = [...this.#given].flatMap(([key, one]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), one] as const] : [],
    );
    return found.length > 0 ? Object.fromEntries(found) : undefined;
  }

  put(kind: AssumedKind, draft: AssumedDraft): void {
    this.#known.set(this.#key(kind, draft.of), draft);
  }

  remove(kind: AssumedKind, { of }: Pick<AssumedDraft, 'of'>): void {
    this.#known.delete(this.#key(kind, of));
  }

  #key(kind: AssumedKind | 'organization', of = ''): string {
    return [this.#session.workspaces.current?.id ?? '', kind, of].join('\n');
  }
}

/** Control policies that may not be all: a single one, or levels of which the pasted text lacks some. */
const partOf = (layer: ControlLayer, draft: AssumedDraft | undefined): Assumed['partial'] =>
  draft && !(draft.levels && draft.isWhole) ? { [layer]: draft.levels ? 'levels' : 'policy' } : {};

/** Returns whose policy of that kind counts: the caller's account, that of the resource, or the resource. */
export function givenPolicyPlaceOf(kind: AssumedKind, { principal, resource }: Asked): string | undefined {
  // Objects share the policy and the account of their bucket.
  const holder = resource.startsWith('arn:aws:s3:::') ? resource.split('/', 1)[0] : resource;
  if (kind === 'scp') return arnAccount(principal) || principal;
  if (kind === 'rcp') return arnAccount(resource) || (resource === '*' ? arnAccount(principal) : holder);
  return kind === 'resource' ? holder : undefined;
}
