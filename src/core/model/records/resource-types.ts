/**
 * CloudFormation's name of a resource's type, read from its ARN, and the details of a record that say which role it
 * runs as. Types that are no kind of resource-kinds/lookup.ts are here; any other has resources too, and nothing is asked
 * about them by type.
 */

import { parseArn } from '../arn.ts';
import { kindOfArn } from '../resource-kinds/lookup.ts';

/** The form of the sixth field of an ARN of types that are no kind here, by service: https://docs.aws.amazon.com/service-authorization/. */
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
  ec2: [[/^launch-template\/.+$/, 'AWS::EC2::LaunchTemplate']],
  ecs: [
    [/^cluster\/.+$/, 'AWS::ECS::Cluster'],
    [/^service\/.+$/, 'AWS::ECS::Service'],
    [/^task-definition\/.+$/, 'AWS::ECS::TaskDefinition'],
  ],
  glue: [
    [/^devEndpoint\/.+$/, 'AWS::Glue::DevEndpoint'],
    [/^job\/.+$/, 'AWS::Glue::Job'],
  ],
  s3: [
    [/^accesspoint\/[^/]+\.mrap$/, 'AWS::S3::MultiRegionAccessPoint'],
    [/^accesspoint\//, 'AWS::S3::AccessPoint'],
  ],
  's3-object-lambda': [[/^accesspoint\//, 'AWS::S3ObjectLambda::AccessPoint']],
  sagemaker: [[/^notebook-instance\/.+$/, 'AWS::SageMaker::NotebookInstance']],
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
  const own = kindOfArn(arn)?.type;
  if (own !== undefined) return own;
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
