/** Tells the findings of one policy on screen that are shown from those that somebody silenced, and silences more. */

import { useSession } from '#app/session/context.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { findCheck } from '#core/lint/catalogue.ts';
import type { PolicyFinding } from '#core/lint/policy-findings.ts';
import { isoSeconds } from '#core/model/request/request.ts';
import type { SilenceRecord } from '#core/model/records/notes.ts';
import type { EditedPolicy } from '#core/query/policies/edited-policy.ts';
import { policyKeyOf, silenceParams, silencesOf, sortSilenced } from '#core/query/policies/silenced.ts';
import { type Acting, type ShownRefusal, useActing } from '../../requests/act.svelte.ts';

interface Subject {
  readonly findings: readonly PolicyFinding[];
  readonly text: string;
  /** Absent: a policy that is not saved, whose findings nobody can silence. */
  readonly edited: EditedPolicy | undefined;
}

export class Silencing {
  readonly acting: Acting;
  readonly #session: Session;
  readonly #read: () => Subject;
  readonly #key = $derived.by(() => {
    const { edited } = this.#read();
    return edited && policyKeyOf(this.#session.state.world, edited);
  });
  readonly #sorted = $derived.by(() => {
    const { findings, text } = this.#read();
    const { state, account, now } = this.#session;
    return sortSilenced(findings, text, silencesOf(state.world, this.#key, account), isoSeconds(now));
  });

  constructor(session: Session, acting: Acting, read: () => Subject) {
    this.#session = session;
    this.acting = acting;
    this.#read = read;
  }

  get shown(): readonly PolicyFinding[] {
    return this.#sorted.shown;
  }

  get silenced(): readonly { readonly issue: PolicyFinding; readonly silence: SilenceRecord }[] {
    return this.#sorted.silenced;
  }

  canSilence(finding: PolicyFinding): boolean {
    return this.#key !== undefined && finding.refusedBy === undefined;
  }

  get because(): string | undefined {
    const { readOnlyWorld, identity, now } = this.#session;
    if (readOnlyWorld) return readOnlyWorld.refusal;
    const isNobody = identity.caller.kind === 'anonymous' || identity.ending(now) !== undefined;
    return isNobody ? 'Sign in first. A silence names the person.' : undefined;
  }

  /** `until`: ISO 8601 in UTC seconds. */
  silence(
    finding: PolicyFinding,
    reason: string,
    until: string | undefined,
  ): Promise<ShownRefusal | undefined> {
    const { findings, text } = this.#read();
    const params = {
      ...silenceParams(this.#key ?? '', finding, findings, text),
      Reason: reason,
      ...(until !== undefined && { Until: until }),
    };
    const call = { service: 'playground', operation: 'SilenceFinding', params } as const;
    return this.acting.runAll([call], 'Silenced the finding', `Silence “${findingTitle(finding)}”`);
  }

  wake(finding: PolicyFinding, { id }: SilenceRecord): Promise<ShownRefusal | undefined> {
    const call = { service: 'playground', operation: 'WakeFinding', params: { Silence: id } } as const;
    return this.acting.runAll([call], 'The finding is shown again', `Show “${findingTitle(finding)}” again`);
  }
}

export const findingTitle = ({ id }: PolicyFinding): string => findCheck(id)?.title ?? id;

export const useSilencing = (read: () => Subject): Silencing =>
  new Silencing(useSession(), useActing(), read);
