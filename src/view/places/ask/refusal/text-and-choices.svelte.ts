/** The text that a person pastes, what it says, and what the person chose where it says nothing. Nothing is guessed. */

import type { Session } from '#app/session/session.svelte.ts';
import type { RefusedQuestion } from '#core/query/ask/refused-question.ts';
import { readPasted } from './read.ts';

type Part = keyof RefusedQuestion;

export class PastedText {
  #text = $state('');
  readonly #session: Session;
  #chosen = $state.raw<Partial<RefusedQuestion>>({});
  /** True when AWS's whole list of actions is here. */
  #complete = $state(false);

  constructor(session: Session) {
    this.#session = session;
  }

  get text(): string {
    return this.#text;
  }

  /** Another text is another refusal: what was chosen for the one before does not count. */
  set text(text: string) {
    this.#text = text;
    this.#chosen = {};
  }

  readonly found = $derived.by(() =>
    this.#text.trim() === '' ? undefined : readPasted(this.#session, this.#text, this.#complete),
  );

  /** The parts that the text tells, and the resource of an action that takes none. */
  readonly told: Partial<RefusedQuestion> = $derived.by(() => {
    const { question = {} } = this.found ?? {};
    const action = question.action ?? this.#chosen.action;
    const types = action === undefined ? undefined : this.#info(action)?.resourceTypes;
    return question.resource === undefined && types?.length === 0 ? { ...question, resource: '*' } : question;
  });

  readonly question: Partial<RefusedQuestion> = $derived.by(() => ({ ...this.#chosen, ...this.told }));

  readonly whole: RefusedQuestion | undefined = $derived.by(() => {
    const { principal, action, resource } = this.question;
    if (principal === undefined || action === undefined || resource === undefined) return undefined;
    return { principal, action, resource };
  });

  choose(part: Part, value: string): void {
    this.#chosen = { ...this.#chosen, [part]: value };
  }

  /** Loads AWS's list of actions. What is not known without it stays a choice where it does not come. */
  async loadActions(): Promise<void> {
    if (this.#complete) return;
    try {
      await this.#session.catalogue.loadAllActions();
      this.#complete = true;
    } catch {
      // The list of the dialog then holds what is loaded, and any action may be typed.
    }
  }

  #info(action: string) {
    return this.#session.catalogue.actionNames.length === 0
      ? undefined
      : this.#session.catalogue.current.action(action);
  }
}
