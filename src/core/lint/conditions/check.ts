/** Finds conditions that cannot hold, or that hold when their author did not mean them to. */

import type { Checks, StatementCheck } from '../finding.ts';
import { addressFindings } from './addresses.ts';
import { emptyFindings, emptyBlocks } from './empty.ts';
import { operatorFindings } from './operators.ts';
import { mixedTypes, repeatedKeys } from './pairs.ts';
import { setFindings } from './sets.ts';
import { trapFindings } from './traps.ts';
import { valueFindings } from './values.ts';

const ofTest = [
  emptyFindings,
  operatorFindings,
  setFindings,
  valueFindings,
  addressFindings,
  trapFindings,
] as const;

const conditionFindings: StatementCheck = (statement, subject) =>
  (statement.conditions ?? []).flatMap((test) => {
    const at = { test, statement, subject };
    return ofTest.flatMap((check) => check(at));
  });

export const conditionChecks: Checks = {
  statement: [conditionFindings, emptyBlocks, repeatedKeys, mixedTypes],
};
