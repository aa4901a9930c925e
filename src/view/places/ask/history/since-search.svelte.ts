/** Searches history for what turned one answer: its newest turn is told as soon as it is found. */

import type { AnswerTurn, SinceEnd } from '../../../../app/history/since.ts';
import type { Session } from '../../../../app/session/session.svelte.ts';
import type { CallQuestion } from '../../../../core/authz/authorize.ts';
import type { CallAnswer } from '../../../../core/query/ask/answer-alone.ts';
import { callVerdict } from '../answer/open-words.ts';

export interface Said {
  /** The verdict as Ask says it: `Yes`, `No, as far as known`. */
  readonly words: string;
  /** Parts of the resource that are allowed, as one text; empty where the words say it all. */
  readonly parts: string;
}

export class SinceSearch {
  /** The newest first. */
  turns = $state.raw<readonly AnswerTurn<Said>[]>([]);
  /** Goes from 0 to 1. */
  progress = $state(0);
  /** `running` until the search ended: behind the first change, or behind the oldest that is saved. */
  state = $state<'idle' | 'running' | SinceEnd>('idle');
  readonly #session: Session;
  readonly #question: CallQuestion;

  constructor(session: Session, question: CallQuestion) {
    this.#session = session;
    this.#question = question;
  }

  async start(): Promise<void> {
    this.state = 'running';
    this.turns = [];
    this.progress = 0;
    const { door, env, past } = this.#session;
    await door.open().catch(() => undefined);
    const { answer } = door;
    const isWanted = () => this.state === 'running';
    if (!answer || !isWanted()) return this.stop();
    const end = await past.since<Said>({
      ask: (world) => saidOf(answer(world, this.#question, env)),
      isSame: (one, other) => one.words === other.words && one.parts === other.parts,
      onTurn: (turn) => (this.turns = [...this.turns, turn]),
      report: (done) => (this.progress = done),
      isWanted,
    });
    if (!isWanted()) return;
    if (end === undefined || end === 'ended') this.stop();
    else this.state = end;
  }

  /** Forgets what was found. */
  stop(): void {
    this.state = 'idle';
    this.turns = [];
  }
}

function saidOf(call: CallAnswer): Said {
  const { word, caveat } = callVerdict(call);
  const { answer } = call;
  const parts = answer.kind === 'on-part' ? [answer.parts.allowed, answer.parts.except] : [];
  return {
    words: caveat === undefined ? word : `${word}, ${caveat}`,
    parts: parts.map((list) => list.toSorted().join(' ')).join(' except '),
  };
}
