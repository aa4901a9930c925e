/** Turns a rule's example into a scenario: its account, its question, and its answer pinned. */

import { ruleOf } from '../../core/rules/book.ts';
import type { ExampleDocument, Rule, RuleExample } from '../../core/rules/rule.ts';
import type { Scenario } from '../scenario/format/scenario.ts';
import type { ScenarioAccount } from '../scenario/format/account.ts';
import type { ScenarioControlPolicy } from '../scenario/format/organization.ts';
import type {
  ScenarioHolder,
  ScenarioPolicy,
  ScenarioRole,
  ScenarioUser,
} from '../scenario/format/identities.ts';
import { exampleAccount, foreign, home, exampleIamArn, examplePolicyOf, trusting } from './example-parts.ts';
import type { Tag } from '../../core/model/records/tag.ts';
import { defined } from '../../core/model/defined.ts';

/** Owns the organization, so that both accounts of an example can be members or outsiders. */
const management = '777788889999';
const homeRoot = exampleIamArn('root');

const principals = {
  user: exampleIamArn('user/Bob'),
  role: exampleIamArn('role/Dev'),
  root: homeRoot,
  stranger: exampleIamArn('user/Eve', foreign),
  anyone: '*',
} as const;

/** `undefined` when the rule has no example. */
export function exampleScenario({ title, rule, example }: Rule): Scenario | undefined {
  if (!example) return undefined;
  const { action, resource, context, asks, expected } = example;
  const principal = principals[callerOf(example)];
  const question = { principal, action, resource, ...defined({ context }) };
  const organization = organizationOf(example);
  return {
    title,
    purpose: asks,
    notes: [withTitles(rule)],
    start: { account: home, question, next: [] },
    questions: [{ id: 'example', text: asks, question, expected }],
    steps: [],
    accounts: [
      homeAccount(example),
      ...(callerOf(example) === 'stranger' ? [foreignAccount(example)] : []),
      ...(organization ? [exampleAccount(management, 'Management account')] : []),
    ],
    ...defined({ organization }),
    awsManagedPolicies: [],
  };
}

/** Replaces rule ids with titles, because a note cannot hold a link. */
const withTitles = (text: string): string =>
  text.replace(/(?<![\w-])[A-Z]{1,4}-\d{1,2}[a-z]?(?![\w-])/g, (id) => {
    const other = ruleOf(id);
    return other ? `“${other.title}”` : id;
  });

const callerOf = ({ caller = 'user' }: RuleExample) => caller;

function homeAccount(example: RuleExample): ScenarioAccount {
  const caller = callerOf(example);
  const roles = [
    ...(caller === 'role' ? [roleDev(example)] : []),
    ...targetRole(example).filter(({ roleName }) => caller !== 'role' || roleName !== 'Dev'),
  ];
  return exampleAccount(home, 'Account of the example', {
    users: caller === 'user' ? [user('Bob', home, example)] : [],
    roles,
    policies: caller === 'user' || caller === 'role' ? boundaryPolicies(example) : [],
    resources: resourcesOf(example),
  });
}

const foreignAccount = (example: RuleExample): ScenarioAccount =>
  exampleAccount(foreign, 'Another account', {
    users: [user('Eve', foreign, example)],
    policies: boundaryPolicies(example),
  });

/** Returns the policies (inline), boundary and tags of a user or role of the example. */
function holder(
  example: RuleExample,
  owner: string,
): Omit<ScenarioHolder, 'arn' | 'path'> & {
  readonly permissionsBoundary?: string;
  readonly tags: readonly Tag[];
} {
  return {
    inlinePolicies: named(example.identity ?? []),
    attachedPolicies: [],
    tags: Object.entries(example.tags ?? {}).map(([key, value]) => ({ key, value })),
    ...(example.boundary
      ? { permissionsBoundary: exampleIamArn(`policy/${boundaryName(example.boundary)}`, owner) }
      : {}),
  };
}

const user = (userName: string, owner: string, example: RuleExample): ScenarioUser => ({
  userName,
  groups: [],
  accessKeys: [],
  mfaDevices: [],
  ...holder(example, owner),
});

/** A session of Dev makes the call. Dev's trust policy matters only when the example asks about it. */
const roleDev = (example: RuleExample): ScenarioRole => ({
  roleName: 'Dev',
  assumeRolePolicyDocument: isRole(example.resource, 'Dev')
    ? trustOf(example)
    : examplePolicyOf([trusting({ AWS: homeRoot })]),
  ...holder(example, home),
});

const rolePrefix = exampleIamArn('role/');
const isRole = (resource: string, name: string): boolean => resource === `${rolePrefix}${name}`;

function targetRole(example: RuleExample): ScenarioRole[] {
  const { resource } = example;
  if (!resource.startsWith(rolePrefix) || /[*?]/.test(resource)) return [];
  const [roleName = '', ...path] = resource.slice(rolePrefix.length).split('/').toReversed();
  return [
    {
      roleName,
      ...(path.length === 0 ? {} : { path: `/${path.toReversed().join('/')}/` }),
      assumeRolePolicyDocument: trustOf(example),
      inlinePolicies: [],
      attachedPolicies: [],
      tags: [],
    },
  ];
}

/** Every role needs a trust policy. Without one in the example, only EC2 may assume the role. */
const trustOf = ({ resourcePolicy }: RuleExample): ExampleDocument =>
  resourcePolicy ?? examplePolicyOf([trusting({ Service: 'ec2.amazonaws.com' })]);

/** Returns the resource with its policy. In IAM only roles have one, their trust policy. */
function resourcesOf({ resource, resourcePolicy }: RuleExample): ScenarioAccount['resources'] {
  const service = resource.split(':')[2];
  if (service === undefined || service === 'iam' || service === 'sts') return [];
  // An object's policy is the policy of its bucket.
  const arn = service === 's3' ? resource.split('/')[0] : resource;
  if (arn === undefined || /[*?]/.test(arn)) return [];
  return [{ arn, tags: [], ...defined({ policy: resourcePolicy }) }];
}

const boundaryName = (document: ExampleDocument): string => `Boundary${nameOf(document)}`;

const boundaryPolicies = ({ boundary }: RuleExample): ScenarioPolicy[] =>
  boundary ? [{ policyName: boundaryName(boundary), document: boundary, tags: [] }] : [];

function organizationOf(example: RuleExample): Scenario['organization'] {
  const { serviceControlPolicy, resourceControlPolicy } = example;
  if (!serviceControlPolicy && !resourceControlPolicy) return undefined;
  const policies: ScenarioControlPolicy[] = [];
  const attach = (type: ScenarioControlPolicy['type'], policyId: string, document?: ExampleDocument) => {
    if (document) policies.push({ policyId, type, name: nameOf(document), document, targets: [home] });
  };
  attach('SERVICE_CONTROL_POLICY', 'p-examplescp', serviceControlPolicy);
  attach('RESOURCE_CONTROL_POLICY', 'p-examplercp', resourceControlPolicy);
  return {
    managementAccount: management,
    enabledPolicyTypes: policies.map(({ type }) => type),
    units: [],
    members: [{ account: home }],
    policies,
  };
}

/** Gives each document a name; a number distinguishes equal names. */
function named(documents: readonly ExampleDocument[]): ScenarioHolder['inlinePolicies'] {
  const names = documents.map(nameOf);
  return documents.map((document, at) => {
    const name = names[at] ?? '';
    const before = names.slice(0, at).filter((other) => other === name).length;
    return { policyName: before === 0 ? name : `${name}${before + 1}`, document };
  });
}

/** Names a document after its first statement: `AllowGetObject`. `AndMore` stands for more statements. */
function nameOf(document: ExampleDocument): string {
  const statements = [document['Statement']].flat() as (Readonly<Record<string, unknown>> | undefined)[];
  const [first = {}] = statements;
  const effect = typeof first['Effect'] === 'string' ? first['Effect'] : '';
  const actions = [first['Action'] ?? first['NotAction']].flat().filter((one) => typeof one === 'string');
  const but = first['Action'] === undefined && first['NotAction'] !== undefined ? 'AllBut' : '';
  const more = statements.length > 1 || actions.length > 1 ? 'AndMore' : '';
  return `${effect}${but}${actionName(actions[0])}${more}`.replace(/[^A-Za-z0-9]/g, '') || 'Example';
}

function actionName(action = ''): string {
  if (action === '*') return 'Everything';
  const [service = '', name = ''] = action.split(':');
  return name === '*' ? `AllOf${service.charAt(0).toUpperCase()}${service.slice(1)}` : name;
}
