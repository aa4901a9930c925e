/**
 * Examples of every check: a document in which it finds something, one in which it is mended, and one that looks alike
 * and in which it is silent. The page of a check shows them, and tests hold the checks to them.
 */

import { actionExamples } from './actions/examples.ts';
import type { CheckId } from './catalogue.ts';
import { conditionExamples } from './conditions/examples.ts';
import { controlPolicyExamples } from './control-policies/examples.ts';
import { elementExamples } from './elements/examples.ts';
import type { CheckExample, ExampleDocument } from './facts.ts';
import { keyExamples } from './keys/examples.ts';
import { powerExamples } from './power/examples.ts';
import { principalExamples } from './principals/examples.ts';
import { redundantExamples } from './redundant/examples.ts';
import { resourceExamples } from './resources/examples.ts';
import { variableExamples } from './variables/examples.ts';

const all: Readonly<Record<CheckId, CheckExample>> = {
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

export const exampleOf = (id: CheckId): CheckExample => all[id];

/** Returns the text of an example, laid out as a person writes it. */
export const exampleText = (document: ExampleDocument): string =>
  typeof document === 'string' ? document : JSON.stringify(document, null, 2);
