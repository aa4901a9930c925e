/**
 * Reads the items of AWS Config: a configuration snapshot, or the answer of `batch-get-resource-config`. Older types
 * write their fields as `roleArn`, newer ones as CloudFormation does, `RoleArn`; both are read.
 */

import { parseArn } from '#core/model/arn.ts';
import { type Arn, parseAccountId, unsafeArn } from '#core/model/ids.ts';
import type { JsonShape } from '../../json/shape.ts';
import { type FactType, isFactType, type ImportedFact } from './fact.ts';
import { defined } from '#core/model/defined.ts';

/** `configurationItems`: a snapshot or a history file. `baseConfigurationItems`: an answer of the CLI. */
const lists = ['configurationItems', 'baseConfigurationItems'] as const;

export const isConfigExport = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  lists.some((name) => Array.isArray(Reflect.get(value, name)));

export const configItems = (root: JsonShape): readonly JsonShape[] =>
  lists.flatMap((name) => root.items(name));

type TextField =
  | 'roleArn'
  | 'taskRoleArn'
  | 'executionRoleArn'
  | 'instanceRoleArn'
  | 'instanceProfileArn'
  | 'instanceProfileName'
  | 'family'
  | 'cluster'
  | 'taskDefinition'
  | 'launchTemplateId'
  | 'version'
  | 'handler'
  | 'url';

/** The place of each field in an item, below `configuration`; upper and lower case are the same. */
const places: Readonly<Partial<Record<FactType, Readonly<Partial<Record<TextField, string>>>>>> = {
  'AWS::AppRunner::Service': { instanceRoleArn: 'instanceConfiguration.instanceRoleArn' },
  'AWS::AutoScaling::AutoScalingGroup': {
    launchTemplateId: 'launchTemplate.launchTemplateId',
    version: 'launchTemplate.version',
  },
  'AWS::Batch::JobDefinition': {
    taskRoleArn: 'containerProperties.jobRoleArn',
    executionRoleArn: 'containerProperties.executionRoleArn',
  },
  'AWS::BedrockAgentCore::BrowserCustom': { roleArn: 'executionRoleArn' },
  'AWS::BedrockAgentCore::CodeInterpreterCustom': { roleArn: 'executionRoleArn' },
  'AWS::BedrockAgentCore::Runtime': { roleArn: 'roleArn' },
  'AWS::CloudFormation::Stack': { roleArn: 'roleArn' },
  'AWS::CodeBuild::Project': { roleArn: 'serviceRole' },
  'AWS::CodeDeploy::DeploymentGroup': { roleArn: 'serviceRoleArn' },
  'AWS::EC2::Instance': { instanceProfileArn: 'iamInstanceProfile.arn' },
  'AWS::EC2::LaunchTemplate': {
    instanceProfileArn: 'launchTemplateData.iamInstanceProfile.arn',
    instanceProfileName: 'launchTemplateData.iamInstanceProfile.name',
  },
  'AWS::ECS::Service': { cluster: 'cluster', taskDefinition: 'taskDefinition' },
  'AWS::ECS::TaskDefinition': {
    taskRoleArn: 'taskRoleArn',
    executionRoleArn: 'executionRoleArn',
    family: 'family',
  },
  'AWS::Glue::DevEndpoint': { roleArn: 'roleArn' },
  'AWS::Glue::Job': { roleArn: 'role' },
  'AWS::IAM::OIDCProvider': { url: 'url' },
  'AWS::Lambda::Function': { roleArn: 'role', handler: 'handler' },
  'AWS::SageMaker::NotebookInstance': { roleArn: 'roleArn' },
  'AWS::StepFunctions::StateMachine': { roleArn: 'roleArn' },
};

/** A snapshot has no such items. */
const ofUsers: readonly FactType[] = ['AWS::IAM::AccessKey', 'AWS::IAM::LoginProfile'];

/** Deleted resources stay in a snapshot for a while; one that AWS Config does not record says nothing. */
const existing = ['OK', 'ResourceDiscovered'];

/** Returns the resource; `undefined` for one that is gone or of a type that is not asked about. Throws a ShapeProblem. */
export function readConfigItem(item: JsonShape): ImportedFact | undefined {
  const type = item.member('resourceType').text();
  const status = item.optional('configurationItemStatus')?.text() ?? 'OK';
  if (!isFactType(type) || ofUsers.includes(type) || !existing.includes(status)) return undefined;
  const owner = item.optional('awsAccountId') ?? item.member('accountId');
  const account = parseAccountId(owner.text()) ?? owner.expected('an account id of twelve digits');
  const arn = arnOf(item);
  const name = item.optional('resourceName')?.text();
  const configuration = configurationOf(item);
  const found = Object.entries(places[type] ?? {}).flatMap(([field, path]) => {
    const value = textAt(configuration, path.split('.'));
    return value === undefined || value === '' ? [] : [[field, value] as const];
  });
  const tags = tagsOf(item);
  const audiences = valueAt(configuration, ['clientIdList']);
  return {
    type,
    account,
    arn,
    ...defined({ name, tags }),
    ...(type === 'AWS::IAM::OIDCProvider' && Array.isArray(audiences)
      ? { clientIds: audiences.filter((one) => typeof one === 'string') }
      : {}),
    ...(Object.fromEntries(found) as Partial<ImportedFact>),
  };
}

function arnOf(item: JsonShape): Arn {
  const given = item.optional('ARN') ?? item.member('arn');
  const text = given.text('an ARN');
  return parseArn(text) ? unsafeArn(text) : given.expected('an ARN');
}

/** A snapshot has an object, the CLI a text with JSON. */
function configurationOf(item: JsonShape): unknown {
  const value = item.optional('configuration')?.value;
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return item.member('configuration').expected('JSON');
  }
}

/** A snapshot has an object; a list of keys and values comes from a query. */
function tagsOf(item: JsonShape): Readonly<Record<string, string>> | undefined {
  const given = item.optional('tags');
  if (!given || Array.isArray(given.value)) return undefined;
  const tags = Object.entries(given.object()).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value] as const] : [],
  );
  return tags.length > 0 ? Object.fromEntries(tags) : undefined;
}

function valueAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const key = Object.keys(value).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : valueAt(Reflect.get(value, key), rest);
}

function textAt(value: unknown, path: readonly string[]): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : undefined;
}
