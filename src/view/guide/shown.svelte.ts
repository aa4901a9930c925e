/**
 * Remembers if the guide is open beside the place. Until the person chooses, it is open when there is something
 * to do and room for it. It is one line when there are only notes, or when Ask leads from question to question.
 */

import { presenting } from '../../app/presenter/presenting.svelte.ts';
import { type ScenarioGuide, guideChoice, keepGuideChoice } from '../../app/guide/guide.ts';
import type { Session } from '../../app/session/session.svelte.ts';
import { memoBy } from '../../core/model/memo.ts';

class GuideView {
  #chosen = $state(guideChoice());

  isOpen({ start, goals = [], questions, steps }: ScenarioGuide): boolean {
    const wide = window.matchMedia('(min-width: 1100px)').matches && !presenting.isOn;
    const led = (start?.next.length ?? 0) > 0;
    return this.#chosen ?? (goals.length + questions.length + steps.length > 0 && wide && !led);
  }

  get isChosen(): boolean {
    return this.#chosen !== undefined;
  }

  /** Folds a guide that stands above the place in presenter view, so that what was asked for is on the first screen. */
  makeRoom(): void {
    if (presenting.isOn && !window.matchMedia('(min-width: 1650px)').matches) this.choose(false);
  }

  choose(open: boolean): void {
    this.#chosen = open;
    keepGuideChoice(open);
  }
}

export const guideViewOf = memoBy((_: Session) => new GuideView());
