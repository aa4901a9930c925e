/**
 * Says for each table of a world whether it travels in a scenario.
 *
 * INVARIANT: nothing is left out silently. A table travels, or is a secret (only by the ticked box), or the
 * person is told that it stays.
 */

import { type TableName, tableNames } from '../../core/model/records/lists.ts';
import type { World } from '../../core/model/world/world.ts';
import { writtenUsage } from './usage.ts';

export interface Travel {
  readonly travels: boolean;
  /** Names what stays behind of this world; `undefined` when nothing does. */
  readonly stays?: (world: World) => string | undefined;
}

const travels: Travel = { travels: true };
const stays = (table: TableName, words: string): Travel => ({
  travels: false,
  stays: (world) => (world[table].size > 0 ? words : undefined),
});
const reports = 'reports that were asked for';

/** @internal */
export const travel: Readonly<Record<TableName, Travel>> = {
  accounts: travels,
  users: travels,
  groups: travels,
  roles: travels,
  policies: travels,
  instanceProfiles: travels,
  resources: travels,
  usage: { travels: true, stays: partOfUsage },
  accessKeys: travels,
  loginProfiles: travels,
  mfaDevices: travels,
  userCredentials: stays('userCredentials', 'SSH keys, signing certificates and service passwords'),
  // Secrets travel only by the ticked box, and then only those that were made for play (secrets.ts).
  secrets: {
    travels: false,
    stays: (world) =>
      [...world.secrets.values()].some(({ kind }) => kind === 'secret-value')
        ? 'values of secrets'
        : undefined,
  },
  serverCertificates: stays('serverCertificates', 'server certificates'),
  samlProviders: { travels: true, stays: decryptionKeys },
  oidcProviders: travels,
  credentialReports: stays('credentialReports', reports),
  lastAccessedJobs: stays('lastAccessedJobs', reports),
  organizationsReports: stays('organizationsReports', reports),
  deletionTasks: stays('deletionTasks', 'deletions under way'),
  sessions: stays('sessions', 'running sessions'),
  signIns: stays('signIns', 'sign-ins'),
  organizations: travels,
  organizationalUnits: travels,
  controlPolicies: travels,
  clock: { travels: true, stays: clockThatRuns },
  reviews: stays('reviews', '“reviewed” marks'),
  silences: travels,
  reportSchedules: travels,
  reportDeliveries: stays('reportDeliveries', 'the inbox of reports'),
  outsideProviders: travels,
};

/** Uses of services by users and roles travel, and those of passwords and access keys of users. */
function partOfUsage(world: World): string | undefined {
  const some = [...world.usage.values()].some((use) => writtenUsage(world, use) === undefined);
  return some ? 'last uses of single actions, of MFA devices and of the root user' : undefined;
}

function decryptionKeys(world: World): string | undefined {
  const some = [...world.samlProviders.values()].some(({ privateKeys }) => privateKeys.length > 0);
  return some ? 'private keys of SAML providers' : undefined;
}

function clockThatRuns({ clock }: World): string | undefined {
  const some = [...clock.values()].some(({ frozenAt, offset }) => frozenAt === undefined && offset !== 0);
  return some ? 'the clock that runs ahead' : undefined;
}

/** Returns what stays behind, in words, each once. */
export const stayingBehind = (world: World): string[] => [
  ...new Set(tableNames.flatMap((table) => travel[table].stays?.(world) ?? [])),
];
