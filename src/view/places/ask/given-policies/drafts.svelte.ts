/**
 * Holds the policies that are written for questions, one set for each workspace. One that was pasted for a resource or
 * an account counts only there. They live as long as the page and are never written into the account.
 */

import { SvelteMap } from 'svelte/reactivity';
import type { Session } from '../../../../app/session/session.svelte.ts';
import type { Assumed } from '../../../../core/authz/assume.ts';
import type { Question } from '../../../../core/authz/authorize.ts';
import { arnAccount } from '../../../../core/model/arn.ts';
import { type AssumedKind, assumedKinds, assumedWords } from './words.ts';

export interface AssumedDraft {
  readonly text: string;
  readonly included: boolean;
  /** AWS would accept it. Only then does it take part in the decision. */
  readonly sound: boolean;
  /** The account or resource whose policy it is; absent: it counts for every question. */
  readonly of?: string;
}
type Asked = Pick<Question, 'principal' | 'resource'>;
type Drafts = Readonly<Partial<Record<AssumedKind, AssumedDraft>>>;

const ofSession = new WeakMap<Session, AssumedPolicies>();

/** Returns the one set of the session, so that it is still there when the person comes back to Ask. */
export function assumedPolicies(session: Session): AssumedPolicies {
  const known = ofSession.get(session) ?? new AssumedPolicies(session);
  ofSession.set(session, known);
  return known;
}

export class AssumedPolicies {
  readonly #session: Session;
  readonly #known = new SvelteMap<string, AssumedDraft>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Returns the policy of each kind that is meant for the question, included or not. */
  draftsFor(asked: Asked): Drafts {
    const found = (kind: AssumedKind) =>
      this.#known.get(this.#key(kind, placeOf(kind, asked))) ?? this.#known.get(this.#key(kind));
    return Object.fromEntries(
      assumedKinds.flatMap((kind) => {
        const draft = found(kind);
        return draft ? [[kind, draft]] : [];
      }),
    );
  }

  includedIn(asked: Asked): readonly AssumedKind[] {
    const drafts = this.draftsFor(asked);
    return assumedKinds.filter((kind) => drafts[kind]?.included);
  }

  /** Returns the policies that the question includes; `undefined`: none. */
  currentFor(asked: Asked): Assumed | undefined {
    const drafts = this.draftsFor(asked);
    const policy = (kind: AssumedKind) => {
      const draft = drafts[kind];
      return draft?.included && draft.sound
        ? { name: assumedWords[kind].name, document: draft.text }
        : undefined;
    };
    const [scp, rcp, endpoint, session, resource] = assumedKinds.map(policy);
    if (!scp && !rcp && !endpoint && !session && !resource) return undefined;
    return {
      ...(scp ? { serviceControlPolicies: [[scp]] } : {}),
      ...(rcp ? { resourceControlPolicies: [[rcp]] } : {}),
      ...(endpoint ? { vpcEndpointPolicy: endpoint } : {}),
      ...(session ? { sessionPolicies: [session] } : {}),
      ...(resource ? { resourcePolicy: resource } : {}),
    };
  }

  put(kind: AssumedKind, draft: AssumedDraft): void {
    this.#known.set(this.#key(kind, draft.of), draft);
  }

  remove(kind: AssumedKind, { of }: Pick<AssumedDraft, 'of'>): void {
    this.#known.delete(this.#key(kind, of));
  }

  #key(kind: AssumedKind, of = ''): string {
    return [this.#session.workspaces.current?.id ?? '', kind, of].join('\n');
  }
}

/** Returns whose policy of that kind counts: the caller's account, that of the resource, or the resource. */
export function placeOf(kind: AssumedKind, { principal, resource }: Asked): string | undefined {
  // Objects share the policy and the account of their bucket.
  const holder = resource.startsWith('arn:aws:s3:::') ? resource.split('/', 1)[0] : resource;
  if (kind === 'scp') return arnAccount(principal) || principal;
  if (kind === 'rcp') return arnAccount(resource) || (resource === '*' ? arnAccount(principal) : holder);
  return kind === 'resource' ? holder : undefined;
}
