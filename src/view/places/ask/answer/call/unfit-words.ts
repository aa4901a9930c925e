/** The words for a question that no call of AWS fits, and the question that was probably meant. */

import type { CallQuestion, Unfit } from '#core/authz/authorize.ts';
import { nearest } from '#core/lint/edits/text.ts';
import { actionsOfOperation } from '#core/query/ask/operation-actions.ts';
import type { Reference, ResourceType } from '#core/model/service-reference.ts';
import { spokenResource } from '#core/model/labels.ts';

function permissionOf(action: string): string | undefined {
  const [service = '', operation = ''] = action.split(':');
  return actionsOfOperation({ service, operation }, [])[0];
}

const isPattern = (action: string): boolean => /[*?]/.test(action);

export function meantAction(action: string, reference: Reference): string | undefined {
  const [prefix = '', name = ''] = action.split(':');
  if (isPattern(action)) return undefined;
  const permission = permissionOf(action);
  if (permission !== undefined) return permission;
  const actions = reference.service?.(prefix)?.actions.map((one) => one.name.slice(prefix.length + 1));
  if (actions) {
    const near = nearest(name, actions);
    return near === undefined ? undefined : `${prefix.toLowerCase()}:${near}`;
  }
  const service = nearest(prefix, reference.services?.() ?? []);
  return service === undefined ? undefined : reference.action(`${service}:${name}`)?.name;
}

export interface UnfitWords {
  readonly title: string;
  readonly text: string;
}

/** `day`: the date of the reference. */
export function unfitWords(
  { action, resource }: Pick<CallQuestion, 'action' | 'resource'>,
  unfit: Unfit,
  day: string,
): UnfitWords {
  switch (unfit.kind) {
    case 'no-action': {
      if (isPattern(action))
        return {
          title: `${action} is a pattern`,
          text: 'A question is about one action: choose one of them.',
        };
      const isCall = permissionOf(action) !== undefined;
      return {
        title: `AWS has no action ${action}`,
        text: isCall
          ? 'This is the name of a call. Its permission has another name.'
          : `The list of AWS’s actions here is of ${day}.`,
      };
    }
    case 'no-service':
      return {
        title: `This page does not know the service ${action.split(':')[0] ?? ''}`,
        text: `Its list of AWS’s actions is of ${day}. The answer counts only if AWS has this action.`,
      };
    case 'no-resource': {
      const { name, resourceTypes } = unfit.action;
      if (resourceTypes.length === 0)
        return { title: `${name} is never about a single resource`, text: 'AWS checks it on everything.' };
      return { title: `${name} cannot be done on ${spokenResource(resource)}`, text: 'It takes:' };
    }
  }
}

const shown = 3;

export interface TakenForms {
  readonly forms: readonly { readonly name: string; readonly arn: string }[];
  readonly more: number;
}

/** Returns the first types with the form of their ARNs: those that the action needs, then the plainest. */
export function takenForms(types: readonly ResourceType[]): TakenForms {
  const sorted = types.toSorted(
    (a, b) =>
      Number(b.required === true) - Number(a.required === true) || a.arnFormat.length - b.arnFormat.length,
  );
  const forms = sorted.slice(0, shown).map(({ name, arnFormat }) => ({
    name,
    arn: (arnFormat.split(', ')[0] ?? '').replace('${Partition}', 'aws').replaceAll(/\$\{(\w+)\}/g, '$1'),
  }));
  return { forms, more: types.length - forms.length };
}
