/**
 * The matrix of a workspace: what stands in it, its answers, and what they were when it was opened. It outlasts the
 * screen, so that a change that is made in another place is marked when the person comes back.
 */

import { LongTask } from '#app/long-work/task.svelte.ts';
import { shownGuide } from '#app/guide/guide.ts';
import { type MatrixFound, matrixOf } from '#app/session/matrix.ts';
import type { Session } from '#app/session/session.svelte.ts';
import type { AskedPrincipal } from '#core/query/ask/principals.ts';
import {
  type MatrixChoice,
  chosenPrincipals,
  readChoice,
  suggestedQuestions,
  withQuestions,
} from '#core/query/matrix/choice.ts';
import { type MatrixQuestion, questionKey } from '#core/query/matrix/line.ts';
import { Marks, unchanged } from '#core/query/matrix/marks.ts';
import { assumedPolicies } from '../given-policies/drafts.svelte.ts';
import { memoByKey } from '#core/model/memo.ts';

/** Answers with what they are about, so that a newer choice never stands beside older answers. */
export interface ShownMatrix extends MatrixFound {
  readonly principals: readonly AskedPrincipal[];
  readonly questions: readonly MatrixQuestion[];
  /** Codes of what each answer was, or `unchanged`. */
  readonly were: readonly Int8Array[];
  readonly changed: number;
}

const key = 'matrix';
const boardOf = memoByKey((session: Session, of: string) => new Board(session, of), 1);

/** Returns the matrix of what is on screen. Another workspace, account or earlier world has its own. */
export function matrixBoard(session: Session): Board {
  const { readOnlyWorld, workspaces, account } = session;
  return boardOf(session, [readOnlyWorld?.kind, workspaces.current?.id, account].join('/'));
}

class Board {
  readonly of: string;
  readonly #session: Session;
  #marks = new Marks();
  /** `undefined` while the stored choice is read. */
  choice = $state.raw<MatrixChoice>();
  shown = $state.raw<ShownMatrix>();
  readonly task = new LongTask<MatrixFound>();
  /** True when the person said from when on changes are marked. */
  isMarkedAnew = $state(false);

  constructor(session: Session, of: string) {
    this.#session = session;
    this.of = of;
  }

  async open(asked: MatrixQuestion): Promise<void> {
    if (this.choice) return;
    const stored = readChoice(await this.#session.memory.recall(key));
    this.choice ??= stored ?? {
      which: 'all',
      search: '',
      chosen: [],
      questions: withQuestions([asked], [...this.pinned(), ...this.suggested().slice(0, 6)]),
    };
  }

  choose(next: Partial<MatrixChoice>): void {
    if (!this.choice) return;
    this.choice = { ...this.choice, ...next };
    void this.#session.memory.keep(key, this.choice);
  }

  add(questions: readonly MatrixQuestion[]): void {
    this.choose({ questions: withQuestions(this.choice?.questions ?? [], questions) });
  }

  remove(question: MatrixQuestion): void {
    const gone = questionKey(question);
    const questions = this.choice?.questions.filter((one) => questionKey(one) !== gone) ?? [];
    this.choose({ questions });
  }

  pinned(): MatrixQuestion[] {
    const { goals = [], questions = [] } = shownGuide(this.#session) ?? {};
    return [...goals, ...questions].map(({ question: { principal: _, ...question } }) => question);
  }

  suggested(): MatrixQuestion[] {
    const { state, account } = this.#session;
    return suggestedQuestions(state.world, account);
  }

  /** Asks all questions. Called again whenever the account or the choice changes. Returns what ends it. */
  ask(): (() => void) | undefined {
    const { state, account } = this.#session;
    const { choice } = this;
    if (!choice) return undefined;
    const { questions } = choice;
    const principals = chosenPrincipals(state.world, account, choice);
    const assumed = assumedPolicies(this.#session);
    const principal = principals[0]?.arn ?? '';
    const assume = questions.map(({ resource }) => assumed.currentFor({ principal, resource }));
    const asked = { principals, questions, assume };
    return this.task.run(async (watch) => {
      const found = await matrixOf(this.#session, asked, watch);
      this.#show({ ...asked, ...found });
      return found;
    });
  }

  markAnew(): void {
    if (!this.shown) return;
    this.#marks = new Marks();
    this.#show(this.shown);
    this.isMarkedAnew = true;
  }

  #show(found: Omit<ShownMatrix, 'were' | 'changed'>): void {
    const { principals, questions, codes } = found;
    const were = this.#marks.compare({
      principals: principals.map(({ arn }) => arn),
      lines: questions.map((question, at) => ({
        key: questionKey(question),
        codes: codes[at] ?? new Uint8Array(),
      })),
    });
    const changed = were.reduce((sum, line) => sum + line.filter((was) => was !== unchanged).length, 0);
    this.shown = { ...found, were, changed };
  }
}

export type MatrixBoard = Board;
