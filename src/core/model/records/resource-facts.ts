/**
 * Resources that came with the files of an account, and the role or user behind each; IAM's own files do not
 * tell them. They are not in the tables of a world: no request changes them, nothing stores them, and no
 * policy is read from them.
 */

import type { AccountId, Arn } from '../ids.ts';

/** The names of CloudFormation's resource types, and the login profile, which has none there. */
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
  /** Absent for types without an ARN: access keys, login profiles, function URLs. */
  readonly arn?: Arn;
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;

  /** The user that has the access key or login profile. */
  readonly userArn?: Arn;
  /** The function that a function URL invokes. */
  readonly functionArn?: Arn;

  readonly roleArn?: Arn;
  readonly taskRoleArn?: Arn;
  readonly executionRoleArn?: Arn;
  readonly instanceRoleArn?: Arn;
  readonly administrationRoleArn?: Arn;
  readonly instanceProfileArn?: Arn;
  /** A name, not an ARN: a stack set finds the role of this name in each of its accounts. */
  readonly executionRoleName?: string;

  /** Access keys only: `Active` or `Inactive`. */
  readonly status?: string;
  /** Function URLs only: `NONE` or `AWS_IAM`. */
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
  /** Launch templates only: a number, `$Default` or `$Latest`. */
  readonly version?: string;
  readonly stackSetName?: string;
  readonly instanceAccount?: string;
  /** OpenID Connect providers only. */
  readonly url?: string;
  readonly clientIds?: readonly string[];
}

export interface ResourceFacts {
  readonly list: readonly ResourceFact[];
  /**
   * Accounts whose resources of the types above are all in the list, access keys and login profiles included.
   * A resource of another account may exist without being in the list.
   */
  readonly completeFor: ReadonlySet<AccountId>;
}
