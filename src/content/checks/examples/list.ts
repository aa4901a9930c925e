/**
 * Examples of every check: a document in which it finds something, one in which it is mended, and one that looks alike
 * and in which it is silent. The page of a check shows them, and tests hold the checks to them.
 */

import type { CheckId } from '#core/lint/catalogue.ts';
import type { CheckExample } from '#core/lint/facts.ts';
import { actionExamples } from './actions.ts';
import { conditionExamples } from './conditions.ts';
import { controlPolicyExamples } from './control-policies.ts';
import { elementExamples } from './elements.ts';
import { keyExamples } from './keys.ts';
import { powerExamples } from './power.ts';
import { principalExamples } from './principals.ts';
import { redundantExamples } from './redundant.ts';
import { resourceExamples } from './resources.ts';
import { variableExamples } from './variables.ts';

export const checkExamples: Readonly<Record<CheckId, CheckExample>> = {
  ...elementExamples,
  ...actionExamples,
  ...resourceExamples,
  ...principalExamples,
  ...conditionExamples,
  ...keyExamples,
  ...variableExamples,
  ...controlPolicyExamples,
  ...powerExamples,
  ...redundantExamples,
};
