/**
 * Remembers if the guide is open beside the place. Until the person chooses, it is open when there are pinned
 * answers or steps and room for it, and one line when there are only notes.
 */

import { type ScenarioGuide, guideChoice, keepGuideChoice } from '../../app/guide/guide.ts';

class GuideView {
  #chosen = $state(guideChoice());

  isOpen({ questions, steps }: ScenarioGuide): boolean {
    const wide = window.matchMedia('(min-width: 1100px)').matches;
    return this.#chosen ?? (questions.length + steps.length > 0 && wide);
  }

  choose(open: boolean): void {
    this.#chosen = open;
    keepGuideChoice(open);
  }
}

export const guideView = new GuideView();
