/**
 * Resources that came with the files of an account: which exist, and which role or user stands behind each. IAM's own
 * files do not tell them. They stand beside the tables of a world: no request changes them and nothing stores them,
 * and no policy is read from them.
 */

import type { AccountId, Arn } from '../ids.ts';

/** In the names of CloudFormation's resource types, and the login profile, which has none there. */
export const factTypes = [
  'AWS::AppRunner::Service',
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::BedrockAgentCore::CodeInterpreterCustom',
  'AWS::CloudFormation::Stack',
  'AWS::CloudFormation::StackSet',
  'AWS::CloudFormation::StackSetInstance',
  'AWS::CodeBuild::Project',
  'AWS::DynamoDB::Table',
  'AWS::EC2::Instance',
  'AWS::EC2::LaunchTemplate',
  'AWS::ECS::Cluster',
  'AWS::ECS::Service',
  'AWS::ECS::TaskDefinition',
  'AWS::Glue::DevEndpoint',
  'AWS::Glue::Job',
  'AWS::IAM::AccessKey',
  'AWS::IAM::LoginProfile',
  'AWS::IAM::OIDCProvider',
  'AWS::Lambda::Function',
  'AWS::Lambda::Url',
  'AWS::S3::Bucket',
  'AWS::SageMaker::NotebookInstance',
  'AWS::SecretsManager::Secret',
  'AWS::SSM::Parameter',
] as const;
export type FactType = (typeof factTypes)[number];

/** One resource. A type uses only some of the fields; an absent field says nothing. */
export interface ResourceFact {
  readonly type: FactType;
  readonly account: AccountId;
  /** Absent where AWS gives none: access keys, login profiles, function URLs. */
  readonly arn?: Arn;
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;

  /** The user whose access key or login profile it is. */
  readonly userArn?: Arn;
  /** The function that a function URL invokes. */
  readonly functionArn?: Arn;

  readonly roleArn?: Arn;
  readonly taskRoleArn?: Arn;
  readonly executionRoleArn?: Arn;
  readonly instanceRoleArn?: Arn;
  readonly administrationRoleArn?: Arn;
  readonly instanceProfileArn?: Arn;
  /** Name, not ARN: a stack set finds the role of this name in each of its accounts. */
  readonly executionRoleName?: string;

  /** Of an access key: `Active` or `Inactive`. */
  readonly status?: string;
  /** Of a function URL: `NONE` or `AWS_IAM`. */
  readonly authType?: string;
  readonly handler?: string;
  readonly streamEnabled?: boolean;
  readonly family?: string;
  readonly requiresCompatibilities?: readonly string[];
  readonly cluster?: string;
  readonly taskDefinition?: string;
  readonly enableExecuteCommand?: boolean;
  readonly desiredCount?: number;
  readonly launchTemplateId?: string;
  /** Of the launch template: a number or `$Default`, `$Latest`. */
  readonly version?: string;
  readonly stackSetName?: string;
  readonly instanceAccount?: string;
  /** Of an OpenID Connect provider. */
  readonly url?: string;
  readonly clientIds?: readonly string[];
}

export interface ResourceFacts {
  readonly list: readonly ResourceFact[];
  /**
   * Accounts of which the list holds every resource of the types above, access keys and login profiles included.
   * Of other accounts what is not in the list is unknown.
   */
  readonly completeFor: ReadonlySet<AccountId>;
}
