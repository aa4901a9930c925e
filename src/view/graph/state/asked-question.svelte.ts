/**
 * The question that led to the graph. The address holds it (`#/graph?p=…&a=…&r=…`, as in Ask), so that Back and a shared
 * address show the same. Its path is lit; of a larger account only what stands beside the path is drawn.
 */

import { go, route } from '#app/navigation/routes.svelte.ts';
import type { WorldState } from '#app/dispatch/open-workspace.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { type AccountGraph, nodeOf } from '#core/graph/model.ts';
import { requestPath, stopWords, withNeighbours } from '#core/graph/request-path.ts';
import { answerAlone } from '#core/query/ask/answer-alone.ts';
import { drawingNote } from '../../places/ask/answer/verdict.ts';
import { answerWords } from '../../places/ask/answer/whole-words.ts';
import { questionHref, questionPart } from '#app/navigation/question.ts';
import { AskedQuestion } from '../../places/ask/question/question.svelte.ts';
import { type LitPathInput, mostAround } from './shown-graph.svelte.ts';

/** A graph and the state of the account from which it was built. */
interface Built {
  readonly graph: AccountGraph;
  readonly state: WorldState;
}

/** The most shapes around a path that leave it the room. */
const mostBeside = 24;

export class QuestionOnGraph {
  readonly #session: Session;
  readonly #built: () => Built;
  readonly #question: AskedQuestion;
  /** True: all of the account is drawn around the path, as far as there is room. */
  whole = $state(false);

  constructor(session: Session, built: () => Built) {
    this.#session = session;
    this.#built = built;
    this.#question = new AskedQuestion(session);
  }

  /** A text, because an equal one asks nothing again when only the selection changes. */
  readonly #stated = $derived.by(() => JSON.stringify(questionPart(route.current.query)));
  readonly #asked = $derived.by(() => {
    if (this.#stated === '{}') return undefined;
    const question = this.#question.current;
    const { door, env } = this.#session;
    const { graph, state } = this.#built();
    const call = (door.answer ?? answerAlone)(state.world, question, env);
    const deciding = call.parts.length === 1 ? question : call.deciding;
    const note = drawingNote(call, deciding.resource);
    const path = requestPath(state.world, deciding, call.answer.decision, graph);
    return { question, call, note, path };
  });

  /** The words of the panel; `undefined` where no question led here. */
  readonly shown = $derived.by(() => {
    const asked = this.#asked;
    if (!asked) return undefined;
    const { question, call, note, path } = asked;
    const { graph } = this.#built();
    const nodeAt = (id: string) => nodeOf(graph, id) ?? path.extraNodes.find((node) => node.id === id);
    return {
      answer: answerWords(question, call),
      why: stopWords(path, note),
      steps: path.nodes.map((id) => nodeAt(id)?.label ?? id),
      href: questionHref(question),
    };
  });

  readonly isLarge = $derived.by(() => this.#built().graph.nodes.length > mostAround);

  readonly path = $derived.by((): LitPathInput | undefined => {
    const asked = this.#asked;
    if (!asked) return undefined;
    const { path, note } = asked;
    return {
      ...path,
      stop: note === undefined ? path.stop?.node : undefined,
      only:
        this.isLarge && !this.whole ? withNeighbours(this.#built().graph, path.nodes, mostBeside) : undefined,
    };
  });

  close(): void {
    const stated = questionPart(route.current.query);
    const rest = Object.entries(route.current.query).filter(([key]) => !Object.hasOwn(stated, key));
    go('graph', [], Object.fromEntries(rest));
  }
}
