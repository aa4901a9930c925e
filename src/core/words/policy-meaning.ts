/**
 * Says in a few words what a policy text allows and denies, for a label or a line about it. It reads the text alone:
 * the engine decides whether any of it takes effect, and describeStatement says a statement in full.
 */

import { resourceLabel } from '../model/labels.ts';
import {
  type StatementShape,
  isAdministratorStatement,
  statementShapes,
} from '../policy/statement-shapes.ts';
import { defined } from '../model/defined.ts';

export interface PolicyMeaning {
  /** `s3:GetObject on s3://payroll`; absent when no statement allows anything. */
  readonly allows?: string;
  readonly denies?: string;
}

export function policyMeaning(document: string): PolicyMeaning {
  const statements = statementShapes(document);
  const [allows, denies] = (['Allow', 'Deny'] as const).map((effect) =>
    meaningOf(statements.filter((statement) => statement.effect === effect)),
  );
  return { ...defined({ allows, denies }) };
}

/** Returns `allows s3:GetObject on s3://payroll, denies s3:DeleteObject on everything`. */
export function meaningWords({ allows, denies }: PolicyMeaning): string {
  const words = [
    ...(allows === undefined ? [] : [`allows ${allows}`]),
    ...(denies === undefined ? [] : [`denies ${denies}`]),
  ];
  return words.length === 0 ? 'allows nothing' : words.join(', ');
}

/** Returns the same in fewer words: what it allows, or else what it denies. */
export const shortMeaning = ({ allows, denies }: PolicyMeaning): string =>
  allows ?? (denies === undefined ? 'nothing' : `denies ${denies}`);

function meaningOf(statements: readonly StatementShape[]): string | undefined {
  if (statements.length === 0) return undefined;
  if (statements.some(isAdministratorStatement)) return 'every action on everything';
  const actions = statements.flatMap(({ actions: own, notActions }) => [
    ...own.map((action) => (action === '*' || action === '*:*' ? 'every action' : action)),
    ...(notActions.length > 0 ? [`all but ${some(notActions)}`] : []),
  ]);
  const resources = statements.flatMap(({ resources: own, notResources }) => [
    ...own.map(placeLabel),
    ...(notResources.length > 0 ? [`all but ${some(notResources.map(placeLabel))}`] : []),
  ]);
  const where = resources.length === 0 ? '' : ` on ${some(resources)}`;
  const when = statements.every(({ conditional }) => conditional) ? ', under conditions' : '';
  return `${some(actions)}${where}${when}`;
}

/** Everything in a bucket or a table is called by the name of the bucket or table. */
const placeLabel = (resource: string): string => resourceLabel(resource).replace(/(?<=\w)\/\*$/, '');

function some(words: readonly string[]): string {
  const [first = 'nothing', ...more] = new Set(words);
  return more.length === 0 ? first : `${first} + ${more.length} more`;
}
