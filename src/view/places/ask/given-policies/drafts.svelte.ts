/**
 * Policies given by hand for the question: what the account does not hold. They live as long as the page,
 * one set for each workspace; nothing of them is written into the account.
 */

import { SvelteMap } from 'svelte/reactivity';
import type { Session } from '../../../../app/session/session.svelte.ts';
import type { Assumed } from '../../../../core/authz/assume.ts';
import { type AssumedKind, assumedKinds, assumedWords } from './words.ts';

export interface AssumedDraft {
  readonly text: string;
  readonly included: boolean;
  /** AWS would accept it; only then it takes part. */
  readonly sound: boolean;
}
type Drafts = Readonly<Partial<Record<AssumedKind, AssumedDraft>>>;

const none: Drafts = {};
const ofSession = new WeakMap<Session, AssumedPolicies>();

/** The one set of the session, so that it is still there on the way back from another place. */
export function assumedPolicies(session: Session): AssumedPolicies {
  const known = ofSession.get(session) ?? new AssumedPolicies(session);
  ofSession.set(session, known);
  return known;
}

export class AssumedPolicies {
  readonly #session: Session;
  readonly #ofWorkspace = new SvelteMap<string, Drafts>();

  constructor(session: Session) {
    this.#session = session;
  }

  get drafts(): Drafts {
    return this.#ofWorkspace.get(this.#workspace) ?? none;
  }

  get included(): readonly AssumedKind[] {
    return assumedKinds.filter((kind) => this.drafts[kind]?.included);
  }

  /** What the question supposes; undefined: nothing. */
  get current(): Assumed | undefined {
    const policy = (kind: AssumedKind) => {
      const draft = this.drafts[kind];
      return draft?.included && draft.sound
        ? { name: assumedWords[kind].name, document: draft.text }
        : undefined;
    };
    const [scp, rcp, endpoint, session] = assumedKinds.map(policy);
    if (!scp && !rcp && !endpoint && !session) return undefined;
    return {
      ...(scp ? { serviceControlPolicies: [[scp]] } : {}),
      ...(rcp ? { resourceControlPolicies: [[rcp]] } : {}),
      ...(endpoint ? { vpcEndpointPolicy: endpoint } : {}),
      ...(session ? { sessionPolicies: [session] } : {}),
    };
  }

  put(kind: AssumedKind, draft: AssumedDraft): void {
    this.#ofWorkspace.set(this.#workspace, { ...this.drafts, [kind]: draft });
  }

  remove(kind: AssumedKind): void {
    const { [kind]: _, ...others } = this.drafts;
    this.#ofWorkspace.set(this.#workspace, others);
  }

  get #workspace(): string {
    return this.#session.workspaces.current?.id ?? '';
  }
}
