/** Searches history for what turned one answer: its newest turn is told as soon as it is found. */

import type { AnswerTurn, SinceEnd } from '#app/history/since.ts';
import { LongTask } from '#app/long-work/task.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import type { CallQuestion } from '#core/authz/authorize.ts';
import type { CallAnswer } from '#core/query/ask/answer-alone.ts';
import { callVerdict } from '../answer/verdict.ts';

export interface SaidVerdict {
  /** The verdict as Ask says it: `Yes`, `No, as far as known`. */
  readonly words: string;
  readonly parts: string;
}

export class SinceSearch {
  turns = $state.raw<readonly AnswerTurn<SaidVerdict>[]>([]);
  readonly task = new LongTask<SinceEnd>();
  readonly #session: Session;
  readonly #question: CallQuestion;

  constructor(session: Session, question: CallQuestion) {
    this.#session = session;
    this.#question = question;
  }

  start(): void {
    this.turns = [];
    this.task.run(async (watch) => {
      const { door, env, past } = this.#session;
      const answer = await door.openedAnswer();
      return past.since<SaidVerdict>({
        ...watch,
        ask: (world) => saidOf(answer(world, this.#question, env)),
        isSame: (one, other) => one.words === other.words && one.parts === other.parts,
        onTurn: (turn) => (this.turns = [...this.turns, turn]),
      });
    });
  }

  clear(): void {
    this.task.clear();
    this.turns = [];
  }
}

function saidOf(call: CallAnswer): SaidVerdict {
  const { word, caveat } = callVerdict(call);
  const { answer } = call;
  const parts = answer.kind === 'on-part' ? [answer.parts.allowed, answer.parts.except] : [];
  return {
    words: caveat === undefined ? word : `${word}, ${caveat}`,
    parts: parts.map((list) => list.toSorted().join(' ')).join(' except '),
  };
}
