/** The checks of condition keys: each looks at one test of a condition and what stands around it. */

import type { Checks, StatementCheck } from '../finding.ts';
import { companionFindings } from './companions.ts';
import { nameFindings } from './names.ts';
import { trustFindings } from './traps.ts';
import { supportFindings } from './unsupported.ts';
import { valueFindings } from './values.ts';

const keyFindings: StatementCheck = (statement, subject) =>
  (statement.conditions ?? []).flatMap((test) => {
    const at = { test, statement, subject };
    const wrong = nameFindings(at);
    if (wrong.length > 0) return wrong;
    return [...supportFindings(at), ...valueFindings(at), ...companionFindings(at), ...trustFindings(at)];
  });

export const keyChecks: Checks = { statement: [keyFindings] };
