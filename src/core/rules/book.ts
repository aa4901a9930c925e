/** The rulebook: all chapters in reading order, and the look-up of a rule. Loaded only where a rule is read. */

import type { Chapter, Rule } from './rule.ts';
import { assumeChecks } from './chapters/assume-checks.ts';
import { attacks } from './chapters/attacks.ts';
import { conditionKeys } from './chapters/condition-keys.ts';
import { conditionValues } from './chapters/condition-values.ts';
import { conditions } from './chapters/conditions.ts';
import { credentials } from './chapters/credentials.ts';
import { documents } from './chapters/documents.ts';
import { entities } from './chapters/entities.ts';
import { evaluation } from './chapters/evaluation.ts';
import { policyTypes } from './chapters/policy-types.ts';
import { recent } from './chapters/recent.ts';
import { refusals } from './chapters/refusals.ts';
import { reports } from './chapters/reports.ts';
import { resourcesPrincipals } from './chapters/resources-principals.ts';
import { saving } from './chapters/saving.ts';
import { signIn } from './chapters/sign-in.ts';
import { special } from './chapters/special.ts';
import { sts } from './chapters/sts.ts';
import { vectors } from './chapters/vectors.ts';
import { vectorsConditions } from './chapters/vectors-conditions.ts';

/** A newcomer reads from the top; what builds on other chapters, or is looked up, comes later. */
export const chapters: readonly Chapter[] = [
  policyTypes,
  evaluation,
  documents,
  resourcesPrincipals,
  conditions,
  conditionValues,
  conditionKeys,
  saving,
  entities,
  credentials,
  signIn,
  sts,
  assumeChecks,
  special,
  refusals,
  vectors,
  vectorsConditions,
  attacks,
  reports,
  recent,
];

const byId = new Map<string, Rule>(chapters.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule])));

/** `undefined` where no rule has that id. */
export const ruleOf = (id: string): Rule | undefined => byId.get(id);
