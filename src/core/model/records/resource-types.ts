/**
 * CloudFormation's name of a resource's type, read from its ARN, and the details of a record that say which role it
 * runs as. A type without a row here has resources too; nothing is asked about them by type.
 */

import { parseArn } from '../arn.ts';

/** The form of the sixth field of an ARN, by service: https://docs.aws.amazon.com/service-authorization/. */
const forms: Readonly<Record<string, readonly (readonly [form: RegExp, type: string])[]>> = {
  apprunner: [[/^service\/[^/]+\/[^/]+$/, 'AWS::AppRunner::Service']],
  autoscaling: [[/^autoScalingGroup:[^:]+:autoScalingGroupName\/.+$/, 'AWS::AutoScaling::AutoScalingGroup']],
  batch: [[/^job-definition\/.+$/, 'AWS::Batch::JobDefinition']],
  'bedrock-agentcore': [
    [/^browser(?:-custom)?\/[^/]+$/, 'AWS::BedrockAgentCore::BrowserCustom'],
    [/^code-interpreter(?:-custom)?\/[^/]+$/, 'AWS::BedrockAgentCore::CodeInterpreterCustom'],
    [/^runtime\/[^/]+$/, 'AWS::BedrockAgentCore::Runtime'],
  ],
  cloudformation: [
    [/^stack\/.+$/, 'AWS::CloudFormation::Stack'],
    [/^stackset\/.+$/, 'AWS::CloudFormation::StackSet'],
  ],
  codebuild: [[/^project\/.+$/, 'AWS::CodeBuild::Project']],
  codedeploy: [[/^deploymentgroup:[^/]+\/.+$/, 'AWS::CodeDeploy::DeploymentGroup']],
  'cognito-identity': [[/^identitypool\/.+$/, 'AWS::Cognito::IdentityPool']],
  dynamodb: [[/^table\/[^/]+$/, 'AWS::DynamoDB::Table']],
  ec2: [
    [/^instance\/.+$/, 'AWS::EC2::Instance'],
    [/^launch-template\/.+$/, 'AWS::EC2::LaunchTemplate'],
  ],
  ecs: [
    [/^cluster\/.+$/, 'AWS::ECS::Cluster'],
    [/^service\/.+$/, 'AWS::ECS::Service'],
    [/^task-definition\/.+$/, 'AWS::ECS::TaskDefinition'],
  ],
  glue: [
    [/^devEndpoint\/.+$/, 'AWS::Glue::DevEndpoint'],
    [/^job\/.+$/, 'AWS::Glue::Job'],
  ],
  kms: [[/^key\/.+$/, 'AWS::KMS::Key']],
  lambda: [[/^function:[^:]+$/, 'AWS::Lambda::Function']],
  s3: [[/^[^/]+$/, 'AWS::S3::Bucket']],
  sagemaker: [[/^notebook-instance\/.+$/, 'AWS::SageMaker::NotebookInstance']],
  secretsmanager: [[/^secret:.+$/, 'AWS::SecretsManager::Secret']],
  sns: [[/^[^:]+$/, 'AWS::SNS::Topic']],
  sqs: [[/^[^:]+$/, 'AWS::SQS::Queue']],
  ssm: [[/^parameter\/.+$/, 'AWS::SSM::Parameter']],
  sso: [
    [/^instance\/[^/]+$/, 'AWS::SSO::Instance'],
    [/^permissionSet\/[^/]+\/[^/]+$/, 'AWS::SSO::PermissionSet'],
  ],
  states: [[/^stateMachine:[^:]+$/, 'AWS::StepFunctions::StateMachine']],
};

/** Returns `AWS::Lambda::Function` for the ARN of a function; `undefined` for an object, a version, an unknown service. */
export function typeOfArn(arn: string): string | undefined {
  const parts = parseArn(arn);
  if (!parts) return undefined;
  return (Object.hasOwn(forms, parts.service) ? forms[parts.service] : undefined)?.find(([form]) =>
    form.test(parts.resource),
  )?.[1];
}

/**
 * Details that lead to the role of a resource, each an ARN. `role`: the role that it runs as. `taskDefinition`: the
 * one that an ECS service runs. `launchTemplate`: the one that an Auto Scaling group launches.
 */
export const roleDetails = [
  'role',
  'unauthenticatedRole',
  'instanceProfile',
  'taskDefinition',
  'launchTemplate',
] as const;

/**
 * Lists the accounts of a stack set's instances. The details `executionRoleName` and `instanceAccounts`, separated by
 * blanks, say which role of which account it runs as; `administrationRole` only takes that role.
 */
export const instanceAccounts = (details: Readonly<Record<string, string>> = {}): readonly string[] =>
  (details['instanceAccounts'] ?? '').split(' ').filter((account) => account !== '');
