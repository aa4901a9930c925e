/** Types of resources that a method may need, with a name for screens and the form of their ARNs. */

import { parseArn } from '../../model/arn.ts';
import {
  resourcesKnown,
  resourcesOfType,
  resourcesRunningAs,
  typeOfResource,
} from '../../model/world/running-roles.ts';
import { unsafeArn } from '../../model/ids.ts';
import type { ResourceDetails } from '../../model/records/tables.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import type { Existing, ThingState, ThingType } from './format.ts';

export interface Thing {
  readonly words: string;
  /** The rest of its ARN after `arn:aws:`; `{parent}` is the name of what it belongs to. */
  readonly form: `${string}:${string}`;
}

const things: Readonly<Partial<Record<ThingType, Thing>>> = {
  'AWS::AppRunner::Service': {
    words: 'an App Runner service',
    form: 'apprunner:{region}:{account}:service/{name}/{any}',
  },
  'AWS::AutoScaling::AutoScalingGroup': {
    words: 'an Auto Scaling group',
    form: 'autoscaling:{region}:{account}:autoScalingGroup:{any}:autoScalingGroupName/{name}',
  },
  'AWS::Batch::JobDefinition': {
    words: 'a Batch job definition',
    form: 'batch:{region}:{account}:job-definition/{name}:{any}',
  },
  'AWS::BedrockAgentCore::BrowserCustom': {
    words: 'an AgentCore browser',
    form: 'bedrock-agentcore:{region}:{account}:browser-custom/{name}',
  },
  'AWS::BedrockAgentCore::CodeInterpreterCustom': {
    words: 'an AgentCore code interpreter',
    form: 'bedrock-agentcore:{region}:{account}:code-interpreter-custom/{name}',
  },
  'AWS::BedrockAgentCore::Runtime': {
    words: 'an AgentCore runtime',
    form: 'bedrock-agentcore:{region}:{account}:runtime/{name}',
  },
  'AWS::CloudFormation::Stack': {
    words: 'a CloudFormation stack',
    form: 'cloudformation:{region}:{account}:stack/{name}/{any}',
  },
  'AWS::CloudFormation::StackSet': {
    words: 'a CloudFormation stack set',
    form: 'cloudformation:{region}:{account}:stackset/{name}:{any}',
  },
  'AWS::CodeBuild::Project': {
    words: 'a CodeBuild project',
    form: 'codebuild:{region}:{account}:project/{name}',
  },
  'AWS::CodeDeploy::DeploymentGroup': {
    words: 'a CodeDeploy deployment group',
    form: 'codedeploy:{region}:{account}:deploymentgroup:{parent}/{name}',
  },
  'AWS::Cognito::IdentityPool': {
    words: 'a Cognito identity pool',
    form: 'cognito-identity:{region}:{account}:identitypool/{name}',
  },
  'AWS::EC2::Instance': { words: 'an EC2 instance', form: 'ec2:{region}:{account}:instance/{name}' },
  'AWS::EC2::LaunchTemplate': {
    words: 'an EC2 launch template',
    form: 'ec2:{region}:{account}:launch-template/{name}',
  },
  'AWS::ECS::Cluster': { words: 'an ECS cluster', form: 'ecs:{region}:{account}:cluster/{name}' },
  'AWS::ECS::Service': { words: 'an ECS service', form: 'ecs:{region}:{account}:service/{parent}/{name}' },
  'AWS::ECS::TaskDefinition': {
    words: 'an ECS task definition',
    form: 'ecs:{region}:{account}:task-definition/{name}:{any}',
  },
  'AWS::Glue::DevEndpoint': {
    words: 'a Glue development endpoint',
    form: 'glue:{region}:{account}:devEndpoint/{name}',
  },
  'AWS::Glue::Job': { words: 'a Glue job', form: 'glue:{region}:{account}:job/{name}' },
  'AWS::Lambda::Function': {
    words: 'a Lambda function',
    form: 'lambda:{region}:{account}:function:{name}',
  },
  'AWS::SageMaker::NotebookInstance': {
    words: 'a SageMaker notebook',
    form: 'sagemaker:{region}:{account}:notebook-instance/{name}',
  },
  'AWS::SSO::Instance': { words: 'an instance of IAM Identity Center', form: 'sso:::instance/{name}' },
  'AWS::StepFunctions::StateMachine': {
    words: 'a state machine',
    form: 'states:{region}:{account}:stateMachine:{name}',
  },
};

const unknownThing: Thing = { words: 'a resource', form: '{any}:{region}:{account}:{name}' };

export const thingOf = (type: ThingType): Thing => things[type] ?? unknownThing;

interface Owner {
  readonly account: string;
  readonly arn: string;
}

/** Returns the things that the method can use. One without an ARN stands for one that nobody knows of. */
export function thingChoices(
  world: World,
  { type, role, state }: Existing,
  self: Owner,
  target: Owner,
): { readonly resource?: string }[] {
  const account = role === 'target' ? target.account : self.account;
  const known =
    role === 'target'
      ? resourcesRunningAs(world, unsafeArn(target.arn)).filter((one) => typeOfResource(one) === type)
      : resourcesOfType(world, account, type);
  const found = known
    .filter(({ details = {} }) => state === undefined || isIn[state](details))
    .map(({ arn }) => ({ resource: arn }));
  // Only the policy of a thing that is known can let an actor of another account in.
  return resourcesKnown(world, account) || account !== self.account ? found : [...found, {}];
}

/** A detail that no file tells is taken as AWS's default. */
const isIn: Readonly<Record<ThingState, (details: ResourceDetails) => boolean>> = {
  'with-profile': ({ instanceProfile, role }) => instanceProfile !== undefined || role !== undefined,
  'without-profile': ({ instanceProfile, role }) => instanceProfile === undefined && role === undefined,
  'with-shell': ({ enableExecuteCommand, desiredCount }) =>
    enableExecuteCommand !== 'false' && desiredCount !== '0',
};

interface Together {
  readonly resource?: string;
  readonly beside?: string;
}

/** Returns false for a group that surely launches nothing from the newest or default version of the template. */
export function mayBelong(world: World, { resource, beside }: Together): boolean {
  const { launchTemplate, launchTemplateVersion: version = '$Default' } = groupOf(world, beside);
  if (!resource?.includes(':launch-template/') || launchTemplate === undefined) return true;
  return launchTemplate === resource && version.startsWith('$');
}

export const doubtsAboutGroup = (world: World, { resource, beside }: Together): string[] =>
  beside !== undefined &&
  resource?.includes(':launch-template/') &&
  groupOf(world, beside).launchTemplate === undefined
    ? [`${beside} launches instances from ${resource}.`]
    : [];

/** Returns a sentence where no instance is known that could be in a cluster. A group launches its instances itself. */
export const doubtsAboutHost = (world: World, account: string): string[] =>
  ['AWS::EC2::Instance', 'AWS::AutoScaling::AutoScalingGroup'].some(
    (type) => resourcesOfType(world, account, type).length > 0,
  )
    ? []
    : [`An instance is registered in a cluster of account ${account}.`];

const groupOf = (world: World, arn = ''): ResourceDetails =>
  findByArn(world, 'resources', arn)?.details ?? {};

/** Returns the same for a second thing of the actor's account. */
export function besideChoices(
  world: World,
  type: ThingType,
  { account }: Owner,
): { readonly beside?: string }[] {
  const found = resourcesOfType(world, account, type).map(({ arn }) => ({ beside: arn }));
  return resourcesKnown(world, account) ? found : [...found, {}];
}

export interface ThingNames {
  readonly region: string;
  readonly account: string;
  readonly name: string;
  readonly parent: string;
}

/** Returns the names in the ARN of a thing. An ARN of another form gives its last part. */
export function namesOf(arn: string, type: ThingType): ThingNames {
  const { region = '', account = '', resource = '' } = parseArn(arn) ?? {};
  const form = thingOf(type).form.split(':').slice(3).join(':');
  const groups = new RegExp(`^${expression(form)}$`).exec(resource)?.groups ?? {};
  const name =
    groups['name'] ?? resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
  return { region, account, name, parent: groups['parent'] ?? name };
}

const expression = (form: string): string =>
  form
    .replace(/\{any\}/, '[^:/]+')
    .replace(/\{parent\}/, '(?<parent>[^:/]+)')
    .replace(/\{name\}$/, '(?<name>.+)')
    .replace(/\{name\}/, '(?<name>[^:/]+)');

export const assumedThing = ({ type, role }: Existing, target: Owner, account: string): string =>
  role === 'target'
    ? `${capital(thingOf(type).words)} runs as ${parseArn(target.arn)?.resource ?? target.arn}.`
    : `${capital(thingOf(type).words)} exists in account ${account}.`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
