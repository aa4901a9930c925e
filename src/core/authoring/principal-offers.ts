/** Principals that an editor offers: accounts, users and roles, AWS's services, identity providers. */

import { rootArn } from '../model/arn.ts';
import type { AccountId } from '../model/ids.ts';
import { type World, ownedBy } from '../model/world/world.ts';
import { servicePrincipals } from '../policy/service-principals.ts';
import type { ElementOffer } from './element-offers.ts';

export const principalTypeOffers = (): ElementOffer[] =>
  [
    ['AWS', 'accounts, users and roles'],
    ['Service', 'services of AWS'],
    ['Federated', 'identity providers'],
    ['CanonicalUser', 'an account by its S3 canonical id'],
  ].map(([label = '', detail = '']) => ({ label, detail, type: 'element', value: '""' }));

export function principalOffers(
  type: string | undefined,
  { world, account }: { readonly world: World; readonly account: AccountId },
): ElementOffer[] {
  const constant = (label: string, detail = ''): ElementOffer => ({ label, detail, type: 'constant' });
  switch (type) {
    case undefined:
      return [constant('*', 'everybody')];
    case 'AWS':
      return [
        ...[...world.accounts.values()].map(({ id, name }) => constant(rootArn(id), `the account ${name}`)),
        ...ownedBy(world, 'roles', account).map(({ arn, roleName }) => constant(arn, `role ${roleName}`)),
        ...ownedBy(world, 'users', account).map(({ arn, userName }) => constant(arn, `user ${userName}`)),
        constant('*', 'everybody'),
      ];
    case 'Service':
      return servicePrincipals.map(([principal, name]) => constant(principal, name));
    case 'Federated':
      return [
        ...ownedBy(world, 'samlProviders', account).map(({ arn }) => constant(arn, 'SAML provider')),
        ...ownedBy(world, 'oidcProviders', account).map(({ arn }) => constant(arn, 'OIDC provider')),
        ...[
          'cognito-identity.amazonaws.com',
          'accounts.google.com',
          'www.amazon.com',
          'graph.facebook.com',
        ].map((label) => constant(label)),
      ];
    default:
      return [];
  }
}
