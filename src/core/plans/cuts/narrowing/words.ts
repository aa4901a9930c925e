/** The title of a narrowing: what it asks for from now on, or what it takes out, and of which policy. */

import type { Labels } from '#core/model/labels.ts';
import { upTo } from '#core/words/resource-words.ts';
import type { Narrowing } from '../cut.ts';

const mostNames = 4;

/** Returns `Narrow repo:acme* to repo:acme/* in the trust policy of Deploy`, for example. */
export function narrowingWords(labels: Labels, change: Narrowing): string {
  const policy = labels.policy(change.policy);
  const named = (arns: readonly string[]) => upTo(mostNames, arns.map(labels.resource));
  switch (change.kind) {
    case 'condition':
      return conditionWords(labels, change);
    case 'subjects':
      return Object.entries(change.narrower)
        .map(([value, by], at) => `${at === 0 ? 'Narrow' : 'and'} ${value} to ${by.join(' or ')}`)
        .join(' ')
        .concat(` in ${policy}`);
    case 'only-resources':
      return `Limit ${change.action} in ${policy} to ${named(change.resources)}`;
    case 'but-resources':
      return `Take ${change.action} on ${named(change.resources)} out of ${policy}`;
    case 'but-actions':
      return `Take the ${change.actions.length} IAM actions that ways are made of out of ${policy}`;
  }
}

function conditionWords(
  labels: Labels,
  { action, key, values, policy, isExample }: Extract<Narrowing, { readonly kind: 'condition' }>,
): string {
  const [place, text] = [labels.policy(policy), values.join(' or ')];
  switch (key) {
    case 'iam:PassedToService':
      return `Limit ${action} in ${place} to the services ${text}`;
    case 'sts:ExternalId':
      return `Ask for the external id ${text} in ${place}${isExample ? ', once the other company sends it' : ''}`;
    case 'aws:PrincipalOrgID':
      return `Limit ${place} to the organization ${text}`;
    case 'aws:PrincipalAccount':
      return `Limit ${place} to the account${values.length > 1 ? 's' : ''} ${text}`;
    default:
      return `Ask for the subject ${text} in ${place}${isExample ? ', with your own names in capitals' : ''}`;
  }
}
