/** A resource as files tell it, with the role or user behind it; `add-facts.ts` makes rows of it. */

import type { AccountId, Arn } from '#core/model/ids.ts';

/** The names of CloudFormation's resource types; the login profile and the assignment have none there, or no ARN. */
export const factTypes = [
  'AWS::AppRunner::Service',
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::Batch::JobDefinition',
  'AWS::BedrockAgentCore::BrowserCustom',
  'AWS::BedrockAgentCore::CodeInterpreterCustom',
  'AWS::BedrockAgentCore::Runtime',
  'AWS::CloudFormation::Stack',
  'AWS::CloudFormation::StackSet',
  'AWS::CloudFormation::StackSetInstance',
  'AWS::CodeBuild::Project',
  'AWS::CodeDeploy::DeploymentGroup',
  'AWS::Cognito::IdentityPool',
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
  'AWS::SSO::Instance',
  'AWS::StepFunctions::StateMachine',
] as const;
export type FactType = (typeof factTypes)[number];

export const isFactType = (type: string): type is FactType => (factTypes as readonly string[]).includes(type);

/** One resource. A type uses only some of the fields; an absent field says nothing. */
export interface ImportedFact {
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

  /** An ARN, or the name of a role of the account, as Glue has it. */
  readonly roleArn?: string;
  readonly taskRoleArn?: Arn;
  readonly executionRoleArn?: Arn;
  readonly instanceRoleArn?: Arn;
  readonly unauthenticatedRoleArn?: Arn;
  readonly administrationRoleArn?: Arn;
  readonly instanceProfileArn?: Arn;
  /** Launch templates may name their profile instead. */
  readonly instanceProfileName?: string;
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
  /** The ARN of a cluster or its name. */
  readonly cluster?: string;
  /** An ARN or `{family}:{revision}`. */
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
  readonly list: readonly ImportedFact[];
  /** Accounts whose resources of the types above are all in the list. */
  readonly completeFor: ReadonlySet<AccountId>;
  /** Accounts whose access keys and login profiles are all in the list. */
  readonly credentialsFor: ReadonlySet<AccountId>;
}
