import { quotaNames } from '../../model/quotas.ts';
import { importedTables, tableNames, unknownParts } from '../../model/records.ts';
import type { ServiceModel, Shape, StructureShape } from '../model/shapes.ts';

/**
 * The API model of the `playground` service, in the form of AWS's: what its calls take and how it is
 * checked. The record shapes repeat core/model/records.ts for data that comes from outside.
 */
const structure = (members: StructureShape['members'], optional: readonly string[] = []): StructureShape => ({
  type: 'structure',
  members,
  required: Object.keys(members).filter((member) => !optional.includes(member)),
});
const list = (member: string): Shape => ({ type: 'list', member });

/** Tables that no file brings in (credentials, providers, jobs): they may be named, and must be empty. */
const emptyTables = tableNames.filter((table) => !(importedTables as readonly string[]).includes(table));

const holder = {
  id: 'Id',
  account: 'AccountId',
  path: 'Path',
  arn: 'Arn',
  createDate: 'Date',
  inlinePolicies: 'InlinePolicies',
  attachedPolicies: 'Arns',
};

const shapes: Readonly<Record<string, Shape>> = {
  Text: { type: 'string' },
  Id: { type: 'string', min: 1, max: 160 },
  Ids: list('Id'),
  AccountId: { type: 'string', pattern: '\\d{12}' },
  OwnerId: { type: 'string', pattern: '\\d{12}|aws' },
  AccountName: { type: 'string', min: 1, max: 50 },
  Email: { type: 'string', min: 6, max: 64, pattern: '[^\\s@]+@[^\\s@]+\\.[^\\s@]+' },
  Alias: { type: 'string', min: 3, max: 63, pattern: '^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$' },
  Name: { type: 'string', min: 1, max: 128 },
  Path: { type: 'string', min: 1, max: 512, pattern: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)' },
  Arn: { type: 'string', min: 20, max: 2048 },
  Arns: list('Arn'),
  ResourceArn: { type: 'string', min: 10, max: 2048, pattern: 'arn:[^:*?]+:[^:*?]+:[^:*?]*:[^:*?]*:[^*?]+' },
  Date: { type: 'string', pattern: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ' },
  Document: { type: 'string', min: 1, max: 131072 },
  Boolean: { type: 'boolean' },
  TagKey: { type: 'string', min: 1, max: 128 },
  TagValue: { type: 'string', max: 256 },
  Tag: structure({ key: 'TagKey', value: 'TagValue' }),
  Tags: list('Tag'),
  QuotaName: { type: 'string', enum: quotaNames },
  QuotaValue: { type: 'integer', min: 0, max: 1_000_000 },
  Quotas: { type: 'map', key: 'QuotaName', value: 'QuotaValue' },
  UnknownPart: { type: 'string', enum: unknownParts },
  UnknownParts: list('UnknownPart'),
  InlinePolicy: structure({ policyName: 'Name', document: 'Document' }),
  InlinePolicies: list('InlinePolicy'),
  SessionSeconds: { type: 'integer', min: 3600, max: 43200 },
  VersionNumber: { type: 'integer', min: 1 },
  TrustedIds: { type: 'map', key: 'Text', value: 'Id' },
  Account: structure(
    {
      id: 'AccountId',
      name: 'AccountName',
      email: 'Email',
      alias: 'Alias',
      createDate: 'Date',
      quotas: 'Quotas',
      unknown: 'UnknownParts',
    },
    ['email', 'alias', 'unknown'],
  ),
  User: structure({ ...holder, userName: 'Name', groups: 'Ids', permissionsBoundary: 'Arn', tags: 'Tags' }, [
    'permissionsBoundary',
  ]),
  Group: structure({ ...holder, groupName: 'Name' }),
  Role: structure(
    {
      ...holder,
      roleName: 'Name',
      assumeRolePolicyDocument: 'Document',
      trustedIds: 'TrustedIds',
      permissionsBoundary: 'Arn',
      tags: 'Tags',
      description: 'Text',
      maxSessionDuration: 'SessionSeconds',
    },
    ['permissionsBoundary', 'description'],
  ),
  PolicyVersion: structure({ versionId: 'Id', document: 'Document', createDate: 'Date' }),
  PolicyVersions: list('PolicyVersion'),
  Policy: structure(
    {
      id: 'Id',
      account: 'OwnerId',
      policyName: 'Name',
      path: 'Path',
      arn: 'Arn',
      description: 'Text',
      createDate: 'Date',
      updateDate: 'Date',
      defaultVersionId: 'Id',
      nextVersion: 'VersionNumber',
      isAttachable: 'Boolean',
      versions: 'PolicyVersions',
      tags: 'Tags',
    },
    ['description'],
  ),
  InstanceProfile: structure({
    id: 'Id',
    account: 'AccountId',
    instanceProfileName: 'Name',
    path: 'Path',
    arn: 'Arn',
    createDate: 'Date',
    roles: 'Ids',
    tags: 'Tags',
  }),
  Resource: structure(
    {
      id: 'ResourceArn',
      arn: 'ResourceArn',
      account: 'AccountId',
      name: 'Text',
      tags: 'Tags',
      policy: 'Document',
    },
    ['policy'],
  ),
  Usage: structure(
    {
      id: 'Id',
      account: 'AccountId',
      principal: 'Id',
      service: 'Name',
      lastUsed: 'Date',
      region: 'Name',
      action: 'Name',
    },
    ['action'],
  ),
  Accounts: list('Account'),
  Users: list('User'),
  Groups: list('Group'),
  Roles: list('Role'),
  Policies: list('Policy'),
  InstanceProfiles: list('InstanceProfile'),
  Resources: list('Resource'),
  Usages: list('Usage'),
  NoRows: { type: 'list', member: 'Text', max: 0 },
  Records: structure(
    {
      accounts: 'Accounts',
      users: 'Users',
      groups: 'Groups',
      roles: 'Roles',
      policies: 'Policies',
      instanceProfiles: 'InstanceProfiles',
      resources: 'Resources',
      usage: 'Usages',
      ...Object.fromEntries(emptyTables.map((table) => [table, 'NoRows'])),
    },
    tableNames.filter((table) => table !== 'accounts'),
  ),
  CreateAccountRequest: structure(
    {
      AccountId: 'AccountId',
      AccountName: 'AccountName',
      Email: 'Email',
      Alias: 'Alias',
      Password: 'RootPassword',
    },
    ['AccountId', 'Email', 'Alias', 'Password'],
  ),
  RootPassword: {
    type: 'string',
    sensitive: true,
    min: 1,
    max: 128,
    pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
  },
  ImportAccountRequest: structure({ Records: 'Records' }),
  ApiTag: structure({ Key: 'TagKey', Value: 'TagValue' }),
  ApiTags: list('ApiTag'),
  PutResourceRequest: structure(
    { Arn: 'ResourceArn', Account: 'AccountId', Name: 'Name', Tags: 'ApiTags', Policy: 'Document' },
    ['Account', 'Name', 'Tags', 'Policy'],
  ),
  DeleteResourceRequest: structure({ Arn: 'ResourceArn' }),
  VendorSerial: { type: 'string', min: 9, max: 32, pattern: '[A-Za-z0-9]+' },
  SerialNumber: { type: 'string', min: 9, max: 256 },
  DeviceClock: { type: 'string', enum: ['simulated', 'wall'] },
  CreateHardwareDeviceRequest: structure({ Account: 'AccountId', SerialNumber: 'VendorSerial' }, [
    'Account',
    'SerialNumber',
  ]),
  SetMFADeviceClockRequest: structure({ SerialNumber: 'SerialNumber', Clock: 'DeviceClock' }),
  SetQuotaRequest: structure({ Account: 'AccountId', Name: 'QuotaName', Value: 'QuotaValue' }, [
    'Account',
    'Value',
  ]),
};

export const playgroundModel: ServiceModel = {
  service: 'playground',
  apiVersion: '1',
  eventSource: 'playground',
  strict: true,
  operations: {
    CreateAccount: { input: 'CreateAccountRequest' },
    ImportAccount: { input: 'ImportAccountRequest' },
    PutResource: { input: 'PutResourceRequest' },
    DeleteResource: { input: 'DeleteResourceRequest' },
    SetQuota: { input: 'SetQuotaRequest' },
    CreateHardwareDevice: { input: 'CreateHardwareDeviceRequest' },
    SetMFADeviceClock: { input: 'SetMFADeviceClockRequest' },
  },
  shapes,
  errors: {},
  paginators: {},
};
