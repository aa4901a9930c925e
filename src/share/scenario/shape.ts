/**
 * The strict reader of format.ts. It reads field by field and refuses every unknown member by name. It throws
 * `ShapeProblem`s, so call it inside `readShape` (file.ts does).
 */

import { quotaNames } from '../../core/model/quotas.ts';
import { type PasswordPolicy, unknownParts } from '../../core/model/records/tables.ts';
import {
  type Scenario,
  type ScenarioAccount,
  type ScenarioEntity,
  type ScenarioGroup,
  type ScenarioHolder,
  type ScenarioInstanceProfile,
  type ScenarioPolicy,
  type ScenarioResource,
  type ScenarioRole,
  type ScenarioStart,
  type ScenarioUser,
  scenarioFormat,
  scenarioVersion,
} from './format.ts';
import { credentialMembers, credentialsShape, spareMfaShape } from './credentials.ts';
import {
  accountId,
  arn,
  date,
  given,
  name,
  place,
  policyDocument,
  question,
  record,
  scenarioTags,
} from './members.ts';
import { guidanceOf } from './guide.ts';
import { organizationShape } from './organization.ts';
import { outsideShape } from './outside.ts';
import { oidcShape, samlShape } from './providers.ts';
import { settingMembers, settingsShape } from './settings.ts';
import { silenceShape } from './silences.ts';
import { usageShape } from './usage.ts';
import { type Shape } from '../json/shape.ts';

export function scenarioOf(file: Shape): Scenario {
  const format = file.optional('format')?.value;
  if (format !== scenarioFormat) {
    file.fail(`this is not a scenario: \`"format": "${scenarioFormat}"\` is missing`);
  }
  const version = file.member('version').whole(1);
  if (version > scenarioVersion) {
    file
      .member('version')
      .fail(
        `made by a newer version: format ${version}, this page reads up to ${scenarioVersion}; reload it`,
      );
  }
  file.only(
    '$schema',
    'format',
    'version',
    'title',
    'purpose',
    'notes',
    'start',
    'place',
    'clock',
    'goals',
    'questions',
    'steps',
    'learnt',
    'next',
    'level',
    'variant',
    'exercise',
    'accounts',
    'organization',
    'awsManagedPolicies',
  );
  const accounts = file.member('accounts').list();
  if (accounts.length === 0) file.member('accounts').expected('at least one account');
  const begin = file.optional('start');
  return {
    title: file.member('title').text(),
    purpose: file.optional('purpose')?.text() ?? '',
    notes: file.items('notes').map((note) => note.text()),
    ...(begin ? { start: start(begin) } : {}),
    ...given(file, 'place', place),
    ...given(file, 'clock', date),
    ...guidanceOf(file),
    accounts: accounts.map(account),
    ...given(file, 'organization', organizationShape),
    awsManagedPolicies: file.items('awsManagedPolicies').map(policy),
  };
}

function start(shape: Shape): ScenarioStart {
  shape.only('account', 'question', 'next');
  return {
    account: accountId(shape.member('account')),
    question: question(shape.member('question')),
    next: shape.items('next').map((step) => {
      step.only('text', 'question');
      return { text: step.member('text').text(), question: question(step.member('question')) };
    }),
  };
}

function account(shape: Shape): ScenarioAccount {
  shape.only(...accountMembers);
  const quotas = shape.optional('quotas');
  quotas?.only(...quotaNames);
  return {
    id: accountId(shape.member('id')),
    name: shape.member('name').text(),
    ...given(shape, 'email', (value) => value.text()),
    ...given(shape, 'alias', (value) => value.text()),
    ...given(shape, 'createDate', date),
    ...(quotas ? { quotas: record(quotas, (value) => value.whole(0)) } : {}),
    ...given(shape, 'unknown', (value) => value.list().map((part) => part.oneOf(unknownParts))),
    ...(shape.optional('resourcesKnown')?.flag() ? { resourcesKnown: true } : {}),
    ...given(shape, 'passwordPolicy', passwordPolicy),
    ...given(shape, 'root', (root) => credentialsShape(root.only(...credentialMembers))),
    users: shape.items('users').map(user),
    groups: shape.items('groups').map(group),
    roles: shape.items('roles').map(role),
    policies: shape.items('policies').map(policy),
    instanceProfiles: shape.items('instanceProfiles').map(instanceProfile),
    resources: shape.items('resources').map(resource),
    usage: shape.items('usage').map(usageShape),
    samlProviders: shape.items('samlProviders').map(samlShape),
    oidcProviders: shape.items('oidcProviders').map(oidcShape),
    outsideProviders: shape.items('outsideProviders').map(outsideShape),
    mfaDevices: shape.items('mfaDevices').map(spareMfaShape),
    ...given(shape, 'silences', (value) => value.list().map(silenceShape)),
    ...settingsShape(shape),
  };
}

const accountMembers = [
  ...['id', 'name', 'email', 'alias', 'createDate', 'quotas', 'unknown', 'users', 'groups', 'roles'],
  ...['policies', 'instanceProfiles', 'resources', 'usage', 'passwordPolicy', 'root'],
  ...[
    'samlProviders',
    'oidcProviders',
    'outsideProviders',
    'mfaDevices',
    'resourcesKnown',
    'silences',
    ...settingMembers,
  ],
];

/** Reads the password policy (P-14), with the member names of the record. */
function passwordPolicy(shape: Shape): PasswordPolicy {
  shape.only(...flags, 'minimumPasswordLength', 'maxPasswordAge', 'passwordReusePrevention');
  const flag = (member: (typeof flags)[number]) => shape.optional(member)?.flag() ?? false;
  return {
    minimumPasswordLength: shape.optional('minimumPasswordLength')?.whole(6, 128) ?? 6,
    requireSymbols: flag('requireSymbols'),
    requireNumbers: flag('requireNumbers'),
    requireUppercaseCharacters: flag('requireUppercaseCharacters'),
    requireLowercaseCharacters: flag('requireLowercaseCharacters'),
    allowUsersToChangePassword: flag('allowUsersToChangePassword'),
    hardExpiry: flag('hardExpiry'),
    ...given(shape, 'maxPasswordAge', (value) => value.whole(1, 1095)),
    ...given(shape, 'passwordReusePrevention', (value) => value.whole(1, 24)),
  };
}

const flags = [
  ...(['requireSymbols', 'requireNumbers', 'requireUppercaseCharacters'] as const),
  ...(['requireLowercaseCharacters', 'allowUsersToChangePassword', 'hardExpiry'] as const),
];

const entityMembers = ['id', 'path', 'arn', 'createDate'];
const entity = (shape: Shape): ScenarioEntity => ({
  ...given(shape, 'id', (value) => value.matching(/^.{1,128}$/, 'an id')),
  ...given(shape, 'path', (value) => value.matching(/^\/(?:[!-~]*\/)?$/, 'a path like `/` or `/staff/`')),
  ...given(shape, 'arn', arn),
  ...given(shape, 'createDate', date),
});

const holderMembers = [...entityMembers, 'inlinePolicies', 'attachedPolicies'];
const holder = (shape: Shape): ScenarioHolder => ({
  ...entity(shape),
  inlinePolicies: shape.items('inlinePolicies').map((inline) => {
    inline.only('policyName', 'document');
    return {
      policyName: name(inline.member('policyName')),
      document: policyDocument(inline.member('document')),
    };
  }),
  attachedPolicies: shape.items('attachedPolicies').map(arn),
});

function user(shape: Shape): ScenarioUser {
  shape.only(...holderMembers, ...credentialMembers, 'userName', 'groups', 'permissionsBoundary', 'tags');
  return {
    userName: name(shape.member('userName')),
    ...holder(shape),
    ...credentialsShape(shape),
    groups: shape.items('groups').map(name),
    ...given(shape, 'permissionsBoundary', arn),
    tags: scenarioTags(shape),
  };
}

function group(shape: Shape): ScenarioGroup {
  shape.only(...holderMembers, 'groupName');
  return { groupName: name(shape.member('groupName')), ...holder(shape) };
}

function role(shape: Shape): ScenarioRole {
  shape.only(
    ...[
      ...holderMembers,
      'roleName',
      'assumeRolePolicyDocument',
      'trustedIds',
      'permissionsBoundary',
      'tags',
    ],
    ...['description', 'maxSessionDuration'],
  );
  return {
    roleName: name(shape.member('roleName')),
    ...holder(shape),
    assumeRolePolicyDocument: policyDocument(shape.member('assumeRolePolicyDocument')),
    ...given(shape, 'trustedIds', (value) => record(value, (id) => id.text())),
    ...given(shape, 'permissionsBoundary', arn),
    tags: scenarioTags(shape),
    ...given(shape, 'description', (value) => value.text()),
    ...given(shape, 'maxSessionDuration', (value) => value.whole(3600, 43_200)),
  };
}

const versionId = (shape: Shape) => shape.matching(/^v[1-9]\d*$/, 'a version like `v1`');

function policy(shape: Shape): ScenarioPolicy {
  shape.only(
    ...[...entityMembers, 'policyName', 'description', 'updateDate', 'isAttachable', 'tags', 'document'],
    ...['versions', 'defaultVersionId', 'nextVersion'],
  );
  const versions = shape.optional('versions');
  if ((versions === undefined) === (shape.optional('document') === undefined)) {
    shape.expected('either `document` or `versions`');
  }
  if (versions?.list().length === 0) versions.expected('at least one version');
  return {
    policyName: name(shape.member('policyName')),
    ...entity(shape),
    ...given(shape, 'description', (value) => value.text()),
    ...given(shape, 'updateDate', date),
    ...given(shape, 'isAttachable', (value) => value.flag()),
    tags: scenarioTags(shape),
    ...given(shape, 'document', policyDocument),
    ...given(shape, 'versions', (value) =>
      value.list().map((version) => {
        version.only('versionId', 'document', 'createDate');
        return {
          versionId: versionId(version.member('versionId')),
          document: policyDocument(version.member('document')),
          ...given(version, 'createDate', date),
        };
      }),
    ),
    ...given(shape, 'defaultVersionId', versionId),
    ...given(shape, 'nextVersion', (value) => value.whole(2)),
  };
}

function instanceProfile(shape: Shape): ScenarioInstanceProfile {
  shape.only(...entityMembers, 'instanceProfileName', 'roles', 'tags');
  return {
    instanceProfileName: name(shape.member('instanceProfileName')),
    ...entity(shape),
    roles: shape.items('roles').map(name),
    tags: scenarioTags(shape),
  };
}

function resource(shape: Shape): ScenarioResource {
  shape.only('arn', 'name', 'tags', 'policy', 'principalIds', 'createDate', 'details');
  return {
    arn: arn(shape.member('arn')),
    ...given(shape, 'name', (value) => value.text()),
    tags: scenarioTags(shape),
    ...given(shape, 'policy', policyDocument),
    ...given(shape, 'principalIds', (value) => record(value, (id) => id.text())),
    ...given(shape, 'createDate', date),
    ...given(shape, 'details', (value) =>
      Object.fromEntries(Object.keys(value.object()).map((name) => [name, value.member(name).text()])),
    ),
  };
}
