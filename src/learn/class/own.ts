/** Levels of a class that its teacher made. A class knows each by the id of its progress (level/own.ts). */

import type { Scenario } from '../../share/scenario/format/scenario.ts';
import { ownLevelId } from '../level/own.ts';
import type { ClassPlan } from './read.ts';

/** `undefined` for a level of the path. */
export const findOwn = ({ own }: Pick<ClassPlan, 'own'>, id: string): Scenario | undefined =>
  own.find(({ exercise }) => exercise && ownLevelId(exercise) === id);
