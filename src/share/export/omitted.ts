/** Says in sentences what no script or template can build again: in the file's head, and on the page. */

import { parseArn } from '../../core/model/arn.ts';
import type { AccountId } from '../../core/model/ids.ts';
import { ownedBy, type World } from '../../core/model/world/world.ts';
import type { Blueprint } from './blueprint.ts';

export function notRebuilt(world: World, plan: Blueprint): string[] {
  const { id } = plan.account;
  const nameOf = ownerNames(world, id);
  const owners = (table: 'accessKeys' | 'loginProfiles' | 'userCredentials') =>
    ownedBy(world, table, id).map(({ owner }) => nameOf(owner));
  const devices = ownedBy(world, 'mfaDevices', id).flatMap(({ owner }) => (owner ? [nameOf(owner)] : []));
  const said = (names: readonly string[], sentence: (list: string) => string) =>
    names.length === 0 ? [] : [sentence(listed([...new Set(names)]))];
  const rest = organizationRest(world, id);
  return [
    'Unique ids, creation dates and last use: AWS gives out new ones.',
    ...said(owners('loginProfiles'), (who) => `Passwords: they cannot be read. Console access of ${who}.`),
    ...said(owners('accessKeys'), (who) => `Access keys: a secret is never shown again. Keys of ${who}.`),
    ...said(devices, (who) => `MFA devices: their seeds stay with the devices. Devices of ${who}.`),
    ...said(owners('userCredentials'), (who) => `SSH keys, certificates and service credentials of ${who}.`),
    ...said(
      ownedBy(world, 'serverCertificates', id).map(({ serverCertificateName }) => serverCertificateName),
      (names) => `Server certificates: their private keys are not kept. ${names}.`,
    ),
    ...said(
      plan.samlProviders
        .filter(({ privateKeys }) => privateKeys.length > 0)
        .map((row) => row.samlProviderName),
      (names) => `Decryption keys of the SAML providers ${names}.`,
    ),
    ...said(
      plan.reservedRoles.map(({ roleName }) => roleName),
      (names) => `Roles that only AWS makes: ${names}.`,
    ),
    ...said(plan.unknownPolicies, (names) => `Attached policies with unknown contents: ${names}.`),
    ...said(plan.unreadable, (list) => `Documents that cannot be read as policies: ${list}.`),
    ...plan.lost.map(
      ({ where, principal }) =>
        `${principal} in ${where}: the principal does not exist any more, and AWS would refuse the policy.`,
    ),
    ...said(rest, (parts) => `Parts of the organization: ${parts}.`),
    ...(plan.account.outboundFederation?.enabled
      ? ['Outbound federation: switch it on again. AWS gives the account a new issuer.']
      : []),
    ...(ownedBy(world, 'silences', id).length > 0 ? ['Silenced findings: AWS has no place for them.'] : []),
    ...said(
      Object.entries(plan.account.quotas).map(([name, value]) => `${name} ${value}`),
      (quotas) => `Quotas that this account was granted (ask AWS for them first): ${quotas}.`,
    ),
  ];
}

/** Returns the parts of an organization beside its tree and its control policies (Y-12), as far as there are any. */
function organizationRest(world: World, account: AccountId): string[] {
  const details = [...world.organizations.values()].find((row) => row.account === account)?.details ?? {};
  const parts: readonly (readonly [string, number | undefined])[] = [
    ['tags', Object.keys(details.tags ?? {}).length],
    ['invitations', details.handshakes?.length],
    ['services with trusted access', details.services?.length],
    ['delegated administrators', details.administrators?.length],
    ['the resource policy', details.resourcePolicy ? 1 : 0],
    ['policies of other types than SCP and RCP', details.policies?.length],
  ];
  return parts.flatMap(([name, count = 0]) => (count > 0 ? [name] : []));
}

/** Describes resources that cannot be made from what is known: objects, functions, tables without keys. */
export const unbuilt = (arns: readonly string[]): string[] =>
  arns.length === 0
    ? []
    : [
        `Resources (${arns.length}): this account does not hold enough to create them. Left out: ${listed(arns.map(shortName))}.`,
      ];

/** Returns the ARN without the parts that all have in common, for example `dynamodb table/orders`. */
const shortName = (arn: string): string => {
  const parts = parseArn(arn);
  return parts ? `${parts.service} ${parts.resource}` : arn;
};

function ownerNames(world: World, account: AccountId): (owner: string) => string {
  return (owner) => (owner === account ? 'the root user' : (world.users.get(owner)?.userName ?? owner));
}

const mostNames = 8;
const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, mostNames).join(', ');
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
};
