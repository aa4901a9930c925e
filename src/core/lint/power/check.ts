/** Finds statements that give more power than their author may have meant. */

import { type Checks, type CheckFinding, type StatementCheck, limits } from '../finding.ts';
import { administrator } from './administrator.ts';
import { escalation } from './escalation.ts';
import { exposure, openData } from './exposure.ts';
import { createLinkedRole, passRole } from './passing-roles.ts';

const wideStatements: StatementCheck = (statement, { kind }) => {
  const { effect, notAction, notResource } = statement;
  if (effect !== 'Allow' || limits.has(kind)) return [];
  const found: CheckFinding[] = [];
  if (notAction) {
    const message =
      'Allow with NotAction allows everything that is not listed, also actions that AWS adds later. It is safer to list what is allowed.';
    found.push({ id: 'not-action-with-allow', span: notAction.span, message });
  }
  if (notResource) {
    const message =
      'Allow with NotResource includes everything that is not listed, also resources that come later.';
    found.push({ id: 'not-resource-with-allow', span: notResource.span, message });
  }
  return found;
};

export const powerChecks: Checks = {
  statement: [administrator, wideStatements, passRole, createLinkedRole],
  document: [escalation, exposure, openData],
};
