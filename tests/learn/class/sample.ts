/** Makes classes and results for tests. */

import type { ClassPlan } from '#learn/class/read.ts';
import type { ClassResult, LevelResult } from '#learn/class/joined.ts';

export const plan: ClassPlan = {
  id: 'k3f9x2ab',
  title: 'IAM on Friday',
  key: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  madeAt: '2026-11-27T08:00:00.000Z',
  levels: ['first-policy', 'groups', 'deny-wins'],
  own: [],
  questions: [
    'implicit-deny',
    'user-policy',
    'group-allows',
    'two-groups',
    'deny-wins',
    'action-wildcard',
    'letter-case',
    'bucket-and-objects',
    'not-action',
    'mfa',
  ].map((id) => `arcade/${id}`),
};

export const level = (id: string, more: Partial<LevelResult> = {}): LevelResult => ({
  id,
  stars: ['solved'],
  seconds: 120,
  hints: 0,
  watched: false,
  guesses: [true, false, true],
  ...more,
});

export const result = (student: string, more: Partial<ClassResult> = {}): ClassResult => ({
  class: plan.id,
  student,
  at: '2026-11-27T09:30:00Z',
  levels: [level('first-policy'), level('deny-wins', { stars: ['solved', 'least-privilege', 'few-steps'] })],
  ...more,
});

export const tenAnswers = (right: number): boolean[] => Array.from({ length: 10 }, (_, at) => at < right);
