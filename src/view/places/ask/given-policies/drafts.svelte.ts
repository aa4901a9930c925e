/**
 * Holds the policies that are written only for the question, one set for each workspace. They live as long as
 * the page and are never written into the account.
 */

import { SvelteMap } from 'svelte/reactivity';
import type { Session } from '../../../../app/session/session.svelte.ts';
import type { Assumed } from '../../../../core/authz/assume.ts';
import { type AssumedKind, assumedKinds, assumedWords } from './words.ts';

export interface AssumedDraft {
  readonly text: string;
  readonly included: boolean;
  /** AWS would accept it. Only then does it take part in the decision. */
  readonly sound: boolean;
}
type Drafts = Readonly<Partial<Record<AssumedKind, AssumedDraft>>>;

const none: Drafts = {};
const ofSession = new WeakMap<Session, AssumedPolicies>();

/** Returns the one set of the session, so that it is still there when the person comes back to Ask. */
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

  /** The policies that the question includes. `undefined` when there are none. */
  get current(): Assumed | undefined {
    const policy = (kind: AssumedKind) => {
      const draft = this.drafts[kind];
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
