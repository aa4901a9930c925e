/**
 * The rows that ImportAccount takes, in the form of AWS's API model. Their members are those of the records
 * (core/model/records); here is what is asked of data from outside besides, by the name of a member.
 */

import {
  controlPolicyTypes,
  deviceKinds,
  importedTables,
  keyStatuses,
  type TableName,
  tableNames,
  unknownParts,
} from '../../model/records/lists.ts';
import { inlinePolicy, policyVersion } from '../../model/records/identities.ts';
import { membership } from '../../model/records/organization.ts';
import { tableSchemas } from '../../model/records/tables.ts';
import { type Shape, listShapeOf, structure } from '../model/shapes.ts';

const organizationTables = ['organizations', 'organizationalUnits', 'controlPolicies'] as const;
const takenTables = [...importedTables, ...organizationTables];
type TakenTable = (typeof takenTables)[number];

/** Forms of members whose name says what they are in every row. */
const forms: Readonly<Record<string, string>> = {
  ...{ id: 'Id', account: 'AccountId', arn: 'Arn', path: 'Path', tags: 'Tags', owner: 'Id' },
  ...{ createDate: 'Date', updateDate: 'Date', statusDate: 'Date', enableDate: 'Date', passwordDate: 'Date' },
  ...{ lastUsed: 'Date', knownSince: 'Date', joined: 'Date' },
  ...{ name: 'Name', userName: 'Name', groupName: 'Name', roleName: 'Name', policyName: 'Name' },
  ...{ instanceProfileName: 'Name', service: 'Name', region: 'Name', action: 'Name' },
  ...{ inlinePolicies: 'InlinePolicies', attachedPolicies: 'Arns', permissionsBoundary: 'Arn' },
  ...{ groups: 'Ids', roles: 'Ids', targets: 'Ids', principal: 'Id', parent: 'Id', organization: 'Id' },
  ...{ document: 'Document', assumeRolePolicyDocument: 'Document', policy: 'Document', content: 'Document' },
  ...{ description: 'Text', details: 'Details', trustedIds: 'TrustedIds', principalIds: 'TrustedIds' },
  ...{ versionId: 'Id', defaultVersionId: 'Id', nextVersion: 'VersionNumber', versions: 'PolicyVersions' },
  ...{ isAttachable: 'Boolean', resourcesKnown: 'Boolean', passwordResetRequired: 'Boolean' },
  ...{ awsManaged: 'Boolean', maxSessionDuration: 'SessionSeconds', status: 'KeyStatus' },
  ...{ email: 'Email', alias: 'Alias', quotas: 'Quotas', unknown: 'UnknownParts', membership: 'Membership' },
  ...{ kind: 'DeviceKind', offset: 'CodeOffset', clock: 'DeviceClock', certifications: 'Certifications' },
  ...{ policyId: 'Id', rootId: 'Id', requestId: 'Id', method: 'JoinMethod', type: 'ControlPolicyType' },
  ...{ featureSet: 'FeatureSet', enabledPolicyTypes: 'ControlPolicyTypes', rootFeatures: 'RootFeatures' },
};

/** Members of a table that have another form there; `undefined` for those that no import brings. */
const exceptions: { readonly [T in TakenTable]?: Readonly<Record<string, string | undefined>> } = {
  accounts: {
    ...{ id: 'AccountId', name: 'AccountName', passwordPolicy: undefined, signInExtensions: undefined },
    ...{ globalEndpointTokenVersion: undefined, outboundFederation: undefined, settings: undefined },
  },
  policies: { account: 'OwnerId' },
  resources: { id: 'ResourceArn', arn: 'ResourceArn', name: 'Text' },
  usage: { step: undefined },
  mfaDevices: { id: 'ResourceArn' },
  organizations: { details: 'OrganizationNames' },
  controlPolicies: { description: 'Text' },
};

type Entries = Readonly<Record<string, { readonly type: string }>>;

function rowShape(entries: Entries, own: Readonly<Record<string, string | undefined>> = {}): Shape {
  const names = Object.keys(entries).filter((name) => !(name in own) || own[name] !== undefined);
  const members = names.map((name) => {
    const form = own[name] ?? forms[name];
    if (form === undefined) throw new Error(`an import does not know what to ask of \`${name}\``);
    return [name, form];
  });
  const optional = names.filter((name) => entries[name]?.type === 'optional');
  return structure(Object.fromEntries(members) as Record<string, string>, optional);
}

const texts = (values: readonly string[]): Shape => ({ type: 'string', enum: values });

/** Tables that no file brings in (secrets, providers, jobs) may be named, and must be empty. */
const emptyTables = tableNames.filter((table) => !(takenTables as readonly TableName[]).includes(table));

export const importedRows: Readonly<Record<string, Shape>> = {
  UnknownPart: texts(unknownParts),
  UnknownParts: listShapeOf('UnknownPart'),
  KeyStatus: texts(keyStatuses),
  DeviceKind: texts(deviceKinds),
  ControlPolicyType: texts(controlPolicyTypes),
  ControlPolicyTypes: listShapeOf('ControlPolicyType'),
  FeatureSet: texts(['ALL', 'CONSOLIDATED_BILLING']),
  AccountNames: { type: 'map', key: 'AccountId', value: 'Text' },
  OrganizationNames: structure({ accountNames: 'AccountNames' }, ['accountNames']),
  RootFeature: texts(['RootCredentialsManagement', 'RootSessions']),
  RootFeatures: listShapeOf('RootFeature'),
  JoinMethod: texts(['CREATED', 'INVITED']),
  InlinePolicy: rowShape(inlinePolicy.entries),
  InlinePolicies: listShapeOf('InlinePolicy'),
  PolicyVersion: rowShape(policyVersion.entries),
  PolicyVersions: listShapeOf('PolicyVersion'),
  Membership: rowShape(membership.entries),
  Joining: structure({ Account: 'AccountId', Membership: 'Membership' }),
  Memberships: listShapeOf('Joining'),
  ...Object.fromEntries(
    takenTables.flatMap((table) => [
      [`${table} row`, rowShape(tableSchemas[table].entries, exceptions[table])],
      [`${table} rows`, listShapeOf(`${table} row`)],
    ]),
  ),
  NoRows: { type: 'list', member: 'Text', max: 0 },
  Records: structure(
    {
      ...Object.fromEntries(takenTables.map((table) => [table, `${table} rows`])),
      ...Object.fromEntries(emptyTables.map((table) => [table, 'NoRows'])),
    },
    tableNames.filter((table) => table !== 'accounts'),
  ),
};
