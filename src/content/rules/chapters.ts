/** The chapters of the rulebook. A new chapter is one more file here, and a line below. */

import type { Chapter } from '../../core/rules/rule.ts';
import { assumeChecks } from './assume-checks.ts';
import { attacks } from './attacks.ts';
import { conditionKeys } from './condition-keys.ts';
import { conditionValues } from './condition-values.ts';
import { conditions } from './conditions.ts';
import { credentialsChapter } from './credentials.ts';
import { documents } from './documents.ts';
import { entities } from './entities.ts';
import { evaluation } from './evaluation.ts';
import { policyTypes } from './policy-types.ts';
import { recent } from './recent.ts';
import { refusals } from './refusals.ts';
import { reports } from './reports.ts';
import { resourcesPrincipals } from './resources-principals.ts';
import { saving } from './saving.ts';
import { signInChapter } from './sign-in.ts';
import { special } from './special.ts';
import { sts } from './sts.ts';
import { vectors } from './vectors.ts';
import { vectorsConditions } from './vectors-conditions.ts';

/** Reading order for a newcomer: chapters that build on others, or are only looked up, come later. */
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
  credentialsChapter,
  signInChapter,
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
