/**
 * A policy in one line, for lists: `GetObject, PutObject on bucket payroll`. It says what the statements name and
 * decides nothing. Only the text is read, so that a long list costs what it shows.
 */

import { actionName } from '../../eval/action.ts';
import { type StatementShape, statementShapes } from '../../policy/statement-shapes.ts';
import { serviceName } from '../../policy/service-names.ts';
import { resourceWords, upTo } from '../../words/resource-words.ts';

/** The most words of a line, without the four that count the other statements. */
const mostWords = 14;

const wordsIn = (line: string): number => line.split(' ').length;

/** Returns the first statements in words, as many as one line takes, and the number of the others. */
export function summaryLine(document: string): string {
  const statements = statementShapes(document);
  const lines: string[] = [];
  let words = 0;
  for (const statement of statements) {
    const line = statementLine(statement);
    words += wordsIn(line);
    if (lines.length > 0 && words > mostWords) break;
    lines.push(line);
  }
  const left = statements.length - lines.length;
  if (left > 0) lines.push(`and ${left} more ${left === 1 ? 'statement' : 'statements'}`);
  return lines.join('; ') || 'No statement';
}

/** Names up to three actions and resources, fewer where those are too many words for a line. */
function statementLine(statement: StatementShape): string {
  const lines = [lineOf(statement, 3, 3), lineOf(statement, 3, 1), lineOf(statement, 1, 1)];
  return lines.find((line) => wordsIn(line) <= mostWords) ?? lineOf(statement, 1, 0);
}

/** Returns `GetObject on bucket payroll`, or with `Denies` in front. A permission that depends says so. */
function lineOf(statement: StatementShape, mostActions: number, mostResources: number): string {
  const { effect, resources, notResources, conditional } = statement;
  const on =
    notResources.length > 0
      ? `everything except ${resourceWords(notResources, mostResources)}`
      : resourceWords(resources, mostResources);
  const isOpen = notResources.length > 0 || resources.includes('*');
  const actions = actionWords(statement, isOpen, mostActions);
  const line = `${actions}${on === '' ? '' : ` on ${on}`}${conditional ? ', under conditions' : ''}`;
  if (effect === 'Deny') return `Denies ${line}`;
  // A name such as `s3:GetObject` keeps its letters.
  return /^(every|no) action/.test(line) ? line.charAt(0).toUpperCase() + line.slice(1) : line;
}

/** `withService`: the resources do not tell the service, so the actions must. */
function actionWords({ actions, notActions }: StatementShape, withService: boolean, most: number): string {
  if (notActions.length > 0) return `every action except ${upTo(most, notActions)}`;
  if (actions.length === 0) return 'no action';
  if (actions.some((one) => one === '*' || one === '*:*')) return 'every action';
  const services = new Set(actions.map((one) => actionName(one).service));
  const [service = ''] = services;
  if (services.size > 1) return upTo(most, actions);
  if (actions.some((one) => one.endsWith(':*'))) return `every action of ${serviceName(service)}`;
  const names = upTo(
    most,
    actions.map((one) => one.slice(one.indexOf(':') + 1)),
  );
  return withService ? `${names} of ${serviceName(service)}` : names;
}
