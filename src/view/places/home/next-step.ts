/** Chooses the one thing to do next: the guide's next goal, else the first open recommendation, else a question. */

import { href } from '../../../app/navigation/routes.svelte.ts';
import type { GoalNow } from '../../../app/guide/guide.ts';
import type { Recommendation } from '../../../core/findings/recommendations.ts';
import { questionHref } from '../ask/question/link.ts';
import { recommendationWords } from '../identities/reports/security/recommendation-words.ts';

export interface NextStep {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly href: string;
}

export function nextStep(goals: readonly GoalNow[], found: readonly Recommendation[]): NextStep {
  const goal = goals.find(({ reached }) => !reached)?.goal;
  if (goal)
    return {
      title: goal.text || 'The next goal of the guide',
      text: `A goal of this scenario. ${goals.filter(({ reached }) => reached).length} of ${goals.length} are reached.`,
      label: 'Open the question',
      href: questionHref(goal.question),
    };
  const open = found.find(({ state }) => state === 'open');
  if (open) {
    const { title, why, place } = recommendationWords[open.id];
    return { title, text: why, label: place.label, href: place.href };
  }
  return {
    title: 'Ask a question',
    text: 'Choose a person, an action and a resource. The answer says why.',
    label: 'Open Ask',
    href: href('ask'),
  };
}
