/** Finds statements that give more power than their author may have meant. */

import type { CheckedStatement } from '../document.ts';
import { type Checks, type Found, type StatementCheck, limits, values } from '../finding.ts';
import { escalation } from './escalation.ts';
import { exposure, openData } from './exposure.ts';
import { createLinkedRole, passRole } from './passing-roles.ts';

const everything = (name: string): boolean => name === '*' || name === '*:*';
const isOpen = ({ conditions = [] }: CheckedStatement): boolean => conditions.length === 0;

const wideStatements: StatementCheck = (statement, { kind }) => {
  const { effect, action, notAction, notResource, resource } = statement;
  if (effect !== 'Allow' || limits.has(kind)) return [];
  const found: Found[] = [];
  const first = action?.items.find(({ value }) => everything(value));
  if (first && values(resource).includes('*') && isOpen(statement)) {
    const message = 'This allows every action on every resource. Everybody who has it is an administrator.';
    found.push({ id: 'administrator', span: first.span, message });
  }
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
  statement: [wideStatements, passRole, createLinkedRole],
  document: [escalation, exposure, openData],
};
