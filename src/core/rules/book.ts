/** The rulebook: all chapters in reading order, and the look-up of a rule. Loaded only where a rule is read. */

import type { Chapter, Rule } from './rule.ts';
import { assumeChecks } from './chapters/assume-checks.ts';
import { attacks } from './chapters/attacks.ts';
import { conditionKeys } from './chapters/condition-keys.ts';
import { conditionValues } from './chapters/condition-values.ts';
import { conditions } from './chapters/conditions.ts';
import { documents } from './chapters/documents.ts';
import { entities } from './chapters/entities.ts';
import { evaluation } from './chapters/evaluation.ts';
import { mfa } from './chapters/mfa.ts';
import { passwords } from './chapters/passwords.ts';
import { policyTypes } from './chapters/policy-types.ts';
import { recent } from './chapters/recent.ts';
import { refusals } from './chapters/refusals.ts';
import { reports } from './chapters/reports.ts';
import { resourcesPrincipals } from './chapters/resources-principals.ts';
import { saving } from './chapters/saving.ts';
import { signIn } from './chapters/sign-in.ts';
import { special } from './chapters/special.ts';
import { sts } from './chapters/sts.ts';
import { trail } from './chapters/trail.ts';
import { vectorsConditions } from './chapters/vectors-conditions.ts';
import { vectors } from './chapters/vectors.ts';

export const chapters: readonly Chapter[] = [
  evaluation,
  special,
  refusals,
  policyTypes,
  documents,
  resourcesPrincipals,
  conditions,
  conditionValues,
  conditionKeys,
  saving,
  entities,
  passwords,
  mfa,
  sts,
  assumeChecks,
  signIn,
  reports,
  trail,
  attacks,
  recent,
  vectors,
  vectorsConditions,
];

const byId = new Map<string, Rule>(chapters.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule])));

/** `undefined` where no rule has that id. */
export const ruleOf = (id: string): Rule | undefined => byId.get(id);
