/** Condition operators, keys and values that an editor offers. */

import type { AccountId } from '../model/ids.ts';
import type { Reference } from '../model/service-reference.ts';
import { type World, ownedBy } from '../model/world/world.ts';
import { globalKeyMeaning } from '../policy/global-key-meanings.ts';
import { findGlobalKey, globalKeys } from '../policy/global-keys.ts';
import { conditionOperators } from '../policy/operator-names.ts';
import { servicePrincipals } from '../policy/service-principals.ts';
import type { ElementOffer } from './element-offers.ts';

export function operatorOffers(typed: string): ElementOffer[] {
  const plain = conditionOperators.flatMap((name) => (name === 'Null' ? [name] : [name, `${name}IfExists`]));
  const sets = ['ForAnyValue', 'ForAllValues'].flatMap((set) =>
    conditionOperators.filter((name) => name !== 'Null').map((name) => `${set}:${name}`),
  );
  const names = typed.toLowerCase().startsWith('for') ? sets : [...plain, ...sets];
  return names.map((label) => ({ label, detail: meaningOf(label), type: 'operator', value: '{}' }));
}

function meaningOf(operator: string): string {
  if (operator.startsWith('ForAnyValue:')) return 'at least one of several values';
  if (operator.startsWith('ForAllValues:')) return 'every value; true when there is no value';
  if (operator.endsWith('IfExists')) return 'or the key is missing';
  if (operator === 'Null') return 'whether the key is missing';
  if (operator === 'StringLike' || operator === 'ArnLike') return 'with * and ?';
  return '';
}

interface KeyContext {
  readonly actions: readonly string[];
  readonly operator: string;
  readonly reference: Reference;
}

/** Returns the keys that the statement's actions carry, then those that any request may carry. */
export function conditionKeyOffers({ actions, reference }: KeyContext): ElementOffer[] {
  const own = new Set<string>();
  for (const name of actions) {
    const [prefix = ''] = name.split(':');
    const action = reference.action(name);
    const keys = action?.conditionKeys ?? reference.service?.(prefix)?.conditionKeys ?? [];
    for (const key of keys) if (!key.startsWith('aws:')) own.add(key);
  }
  return [
    ...[...own].sort().map((label): ElementOffer => ({
      label: shownKey(label),
      detail: label.split(':')[0] ?? '',
      type: 'key',
      value: '""',
    })),
    ...globalKeys.map(({ name, type }): ElementOffer => ({
      label: shownKey(name),
      detail: type,
      info: globalKeyMeaning(name) ?? '',
      type: 'key',
      value: '""',
    })),
  ];
}

/** Cuts `aws:PrincipalTag/${TagKey}` to `aws:PrincipalTag/`; the person writes the rest. */
const shownKey = (name: string): string => name.replace(/(\$\{|<).*$/, '');

export function conditionValueOffers(
  key: string,
  operator: string,
  { world, account }: { readonly world: World; readonly account: AccountId },
): ElementOffer[] {
  const lower = key.toLowerCase();
  const constant = (label: string, detail = ''): ElementOffer => ({ label, detail, type: 'constant' });
  if (/^(bool|null)/i.test(operator) || findGlobalKey(key)?.type === 'bool')
    return [constant('true'), constant('false')];
  switch (lower) {
    case 'iam:passedtoservice':
    case 'aws:principalservicename':
    case 'aws:calledvia':
    case 'aws:calledviafirst':
    case 'aws:calledvialast':
      return servicePrincipals.map(([principal, name]) => constant(principal, name));
    case 'aws:principalaccount':
    case 'aws:resourceaccount':
    case 'aws:sourceaccount':
      return [...world.accounts.values()].map(({ id, name }) => constant(id, name));
    case 'aws:principaltype':
      return ['Account', 'User', 'FederatedUser', 'AssumedRole', 'Anonymous'].map((one) => constant(one));
    case 'aws:requestedregion':
      return ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-southeast-1'].map((one) =>
        constant(one),
      );
    case 'aws:principalorgid':
    case 'aws:resourceorgid':
    case 'aws:sourceorgid':
      return [...world.organizations.values()].map(({ id }) => constant(id, 'this organization'));
    case 'aws:username':
      return ownedBy(world, 'users', account).map(({ userName }) => constant(userName, 'user'));
    case 'aws:principalarn':
      return [...ownedBy(world, 'roles', account), ...ownedBy(world, 'users', account)].map(({ arn }) =>
        constant(arn),
      );
    case 'iam:permissionsboundary':
      return ownedBy(world, 'policies', account).map(({ arn, policyName }) => constant(arn, policyName));
    default:
      return [];
  }
}

/** Returns the policy variables (C-60): what a request carries, put into a resource or a value. */
export const variableOffers = (): ElementOffer[] =>
  [
    ['aws:username', 'name of the IAM user'],
    ['aws:userid', 'unique id of the principal'],
    ['aws:PrincipalTag/', 'a tag of the principal'],
    ['aws:ResourceTag/', 'a tag of the resource'],
    ['aws:RequestTag/', 'a tag sent with the request'],
    ['aws:PrincipalAccount', 'account of the principal'],
    ['aws:PrincipalOrgID', 'organization of the principal'],
    ['aws:SourceIp', 'address of the request'],
    ['aws:CurrentTime', 'time of the request'],
    ['aws:FederatedProvider', 'provider that signed the person in'],
    ['aws:SourceIdentity', 'the name that was given when the role was assumed'],
    ['s3:prefix', 'prefix of a listing'],
  ].map(([name = '', detail = '']) => ({ label: `\${${name}}`, detail, type: 'variable' }));
