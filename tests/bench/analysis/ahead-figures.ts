/** Measures what an unsaved edit would make of the goals: the dearest edit of all levels, and of all scenarios with goals. */

import { gallery } from '#content/gallery/cards.ts';
import { authorize } from '#core/authz/authorize.ts';
import { replaced } from '#core/model/world/change.ts';
import { overlayWorld } from '#core/model/world/overlay.ts';
import { levelAhead } from '#learn/level/ahead.ts';
import { levelCards, loadLevel } from '#learn/level/path.ts';
import { loadShipped } from '#share/scenario/file.ts';
import { progressOf } from '#share/scenario/progress.ts';
import { placeOf } from '../../learn/level/replay.ts';
import { editsOfLevel } from '../../support/level-edits.ts';
import type { Form } from '../form.ts';
import type { Figures } from '../measurement.ts';
import { median, medianMilliseconds } from '../median.ts';

export async function aheadFigures(form: Form): Promise<Figures> {
  const levels = form.isSmallest ? levelCards.slice(0, 3) : levelCards;
  const most = { quick: 0, whole: 0 };
  for (const card of levels) {
    const level = await loadLevel(card);
    for (const { place, change } of editsOfLevel(level, await placeOf(level))) {
      for (const part of ['quick', 'whole'] as const) {
        const turns: number[] = [];
        for (let turn = 0; turn < form.turns(3); turn += 1) {
          const began = performance.now();
          await levelAhead(level, place, change, part === 'quick');
          turns.push(performance.now() - began);
        }
        most[part] = Math.max(most[part], median(turns));
      }
    }
  }
  return {
    'the dearest edit in a level: what is told at once, ms': most.quick,
    'the dearest edit in a level: all goals after Save, ms': most.whole,
    'the dearest edit in a scenario: its goals after Save, ms': await ofScenarios(form),
  };
}

/** The trust of a role is edited, and all goals are judged before and after it, as the page does. */
async function ofScenarios(form: Form): Promise<number> {
  let most = 0;
  for (const card of form.isSmallest ? gallery.slice(0, 2) : gallery) {
    const guide = await loadShipped(card);
    if (!guide.goals?.length) continue;
    const { world, env } = await placeOf({ id: card.id, scenario: card.id });
    for (const role of [...world.roles.values()].slice(0, 5)) {
      const after = { ...role, assumeRolePolicyDocument: `${role.assumeRolePolicyDocument} ` };
      most = Math.max(
        most,
        medianMilliseconds(form.turns(3), () => {
          const later = overlayWorld(world, [replaced('roles', role, after)]);
          for (const now of [world, later])
            progressOf(
              { ...guide, questions: [], steps: [] },
              (asked) => authorize(now, asked, env).verdict,
              [],
            );
        }),
      );
    }
  }
  return most;
}
