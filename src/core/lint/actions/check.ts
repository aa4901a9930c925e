/** Checks actions with the service reference: do they exist, and can they reach the resources? */

import { actionMatches, actionName } from '../../eval/action.ts';
import type { ActionInfo, Reference } from '../../model/service-reference.ts';
import { fitsFormat } from '../../policy/arn-format.ts';
import { serviceName } from '../../policy/service-names.ts';
import type { Text } from '../../policy/syntax/tree.ts';
import type { CheckedStatement } from '../document.ts';
import { addResource, fixing, moveToAll, replaceAction } from '../edits/blocks.ts';
import { nearest } from '../edits/spelling.ts';
import { type Checks, type Found, type StatementCheck, type Subject, values } from '../finding.ts';

/** Returns the actions that a pattern names; `undefined` when the reference cannot tell (`*`, `s*:x`). */
export function namedActions(pattern: string, reference: Reference): readonly ActionInfo[] | undefined {
  const [prefix = '', name] = pattern.split(':');
  if (name === undefined || /[*?]/.test(prefix)) return undefined;
  const service = reference.service?.(prefix);
  if (!service) return undefined;
  if (!/[*?]/.test(name)) {
    const action = reference.action(pattern);
    return action ? [action] : [];
  }
  if (name === '*') return service.actions;
  return service.actions.filter((action) => actionMatches(pattern, actionName(action.name)));
}

const unknownActions: StatementCheck = (statement, subject) =>
  [...(statement.action?.items ?? []), ...(statement.notAction?.items ?? [])].flatMap((item) =>
    nameFinding(item, statement, subject),
  );

function nameFinding(item: Text, { index }: CheckedStatement, subject: Subject): Found[] {
  const { reference, complete, text } = subject;
  const { value, span } = item;
  const [prefix = '', name] = value.split(':');
  if (name === undefined || /[*?]/.test(prefix)) return [];
  const service = reference.service?.(prefix);
  if (!service) {
    if (!complete) return [];
    const meant = nearest(prefix, reference.services?.() ?? []);
    return [
      {
        id: 'unknown-service',
        span,
        message: `AWS has no service “${prefix}”, as far as the reference knows${meant ? `. Is “${meant}” meant?` : ': the action matches nothing.'}`,
        ...(meant
          ? fixing(`Change to ${meant}:${name}`, text, index, replaceAction(value, `${meant}:${name}`))
          : {}),
      },
    ];
  }
  const found = namedActions(value, reference) ?? [];
  const isWild = /[*?]/.test(name);
  if (found.length === 0) return [unknownAction(item, index, subject)];
  const spelled = found[0]?.name ?? value;
  if (isWild || spelled === value) return [];
  return [
    {
      id: 'action-spelling',
      span,
      message: `AWS writes it ${spelled}. Case does not matter to AWS, but it does to people who search.`,
      ...fixing(`Write ${spelled}`, text, index, replaceAction(value, spelled)),
    },
  ];
}

function unknownAction({ value, span }: Text, index: number, { reference, text }: Subject): Found {
  const [prefix = '', name = ''] = value.split(':');
  const title = serviceName(prefix);
  if (/[*?]/.test(name)) {
    const message = `No action of ${title} is called ${name}: this matches nothing.`;
    return { id: 'unknown-action', span, message };
  }
  const meant = nearest(
    name,
    (reference.service?.(prefix)?.actions ?? []).map((action) => action.name.slice(prefix.length + 1)),
  );
  const right = `${prefix}:${meant ?? ''}`;
  return {
    id: 'unknown-action',
    span,
    message: `${title} has no action ${name}, as far as the reference knows: this matches nothing.${meant ? ` Is ${meant} meant?` : ''}`,
    ...(meant ? fixing(`Change to ${right}`, text, index, replaceAction(value, right)) : {}),
  };
}

/** An action without a resource type matches only `*`; the others need an ARN of their types (G-34). */
const unfitActions: StatementCheck = (statement, subject) => {
  const { action, resource, index } = statement;
  const resources = values(resource);
  if (!action || resources.length === 0 || resources.some((one) => /^[*]+$/.test(one))) return [];
  return action.items.flatMap((item): Found[] => {
    const named = namedActions(item.value, subject.reference) ?? [];
    if (named.length === 0 || named.some((one) => reaches(one, resources))) return [];
    const isWild = /[*?]/.test(item.value);
    const onlyAll = named.every(({ resourceTypes }) => resourceTypes.length === 0);
    const verb = statement.effect === 'Allow' ? 'allow' : 'deny';
    const what = isWild ? 'these actions' : 'it';
    if (onlyAll) {
      return [
        {
          id: 'action-never-matches-resource',
          span: item.span,
          message: `${isWild ? `The actions ${item.value} work` : `${item.value} works`} only with the resource "*". With these resources, the statement does not ${verb} ${what}.`,
          ...moveToAll(subject.text, index, { action: item.value, only: action.items.length === 1 }),
        },
      ];
    }
    const types = [...new Set(named.flatMap((one) => one.resourceTypes.map(({ name }) => name)))].toSorted(
      (a, b) => a.length - b.length,
    );
    const missing = named.flatMap((one) => nearArn(one, resources))[0];
    return [
      {
        id: 'action-never-matches-resource',
        span: item.span,
        message: `No resource here fits ${item.value}, so the statement does not ${verb} ${what}. It needs: ${types.slice(0, 3).join(' or ')}${types.length > 3 ? ' …' : ''}.`,
        ...(missing === undefined ? {} : fixing(`Add ${missing}`, subject.text, index, addResource(missing))),
      },
    ];
  });
};

const reaches = ({ resourceTypes }: ActionInfo, resources: readonly string[]): boolean =>
  resources.some(
    (resource) => resource === '*' || resourceTypes.some(({ arnFormat }) => fitsFormat(resource, arnFormat)),
  );

/** Returns the bucket of `bucket/*` and the objects of `bucket`, the most common mistake. */
const nearArn = ({ resourceTypes }: ActionInfo, resources: readonly string[]): string[] =>
  resources
    .flatMap((one) => [one.endsWith('/*') ? one.slice(0, -2) : `${one}/*`])
    .filter((one) => resourceTypes.some(({ arnFormat }) => fitsFormat(one, arnFormat)));

export const actionChecks: Checks = { statement: [unknownActions, unfitActions] };
