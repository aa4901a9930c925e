/** A class with a level that its teacher made: the scenario of the first minutes with an exercise. */

import { findInGallery } from '#content/gallery/cards.ts';
import { loadShipped } from '#share/scenario/file.ts';
import type { ClassPlan } from '#learn/class/read.ts';
import { plan } from './sample.ts';

const card = findInGallery('first-minutes');
const scenario = card && (await loadShipped(card));
if (!scenario) throw new Error('the scenario is gone');
const policy = 'arn:aws:iam::111122223333:policy/ReadPayroll';

export const ownScenario = {
  ...scenario,
  title: 'Payroll on Friday',
  exercise: {
    id: 'payroll',
    minutes: 7,
    hints: ['Look at `alice`.', 'Look at `mallory`.'],
    solution: [
      { operation: 'AttachUserPolicy', params: { UserName: 'alice', PolicyArn: policy } },
      { operation: 'DetachUserPolicy', params: { UserName: 'mallory', PolicyArn: policy } },
    ],
    alternatives: [],
    wrong: [],
  },
};

export const ownId = 'own-payroll';

const { questions: _, ...withoutQuestions } = plan;
export const ownPlan: ClassPlan = {
  ...withoutQuestions,
  levels: [ownId, 'first-policy'],
  own: [ownScenario],
};
