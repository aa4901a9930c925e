/**
 * The services that a call hands a role to (E-58), and when each finds out that it cannot assume the role. `at-once`: the
 * call is refused, with the error of the row. `later`: the call is accepted, and what it started fails. Sources are pages
 * of AWS, or reports of the error; without one a row is unverified.
 */

import type { AwsError } from './request.ts';

export type TrustCheck = 'at-once' | 'later' | 'unverified';

interface RefusedRole {
  readonly code: string;
  /** `{role}` stands for the ARN of the role. */
  readonly message: string;
  readonly status?: number;
}

export interface UntrustedService {
  readonly role: string;
  /** The service principal that gets the role, like `lambda.amazonaws.com`. */
  readonly service: string;
  readonly when: TrustCheck;
  /** AWS's error, where it refuses the call at once. */
  readonly error?: AwsError;
}

type PassedRoles = {
  /** The prefix of the actions. */
  readonly service: string;
  /** Absent: every other action of the service. */
  readonly actions?: string;
  /** The service principal that gets the role; absent: `{service}.amazonaws.com`. */
  readonly to?: string;
  readonly source?: string;
} & (
  | { readonly checks: 'at-once'; readonly source: string; readonly error: RefusedRole }
  | { readonly checks: 'later'; readonly source: string }
  | { readonly checks: 'unverified' }
);

const docs = 'https://docs.aws.amazon.com';
const reports = 'https://github.com';

/** @internal Rows that name actions stand before the others of their service. */
export const passedRoles: readonly PassedRoles[] = [
  {
    service: 'lambda',
    checks: 'at-once',
    error: {
      code: 'InvalidParameterValueException',
      message: 'The role defined for the function cannot be assumed by Lambda.',
    },
    source: `${reports}/serverless/serverless/issues/4384`,
  },
  {
    service: 'events',
    actions: 'PutRule',
    checks: 'at-once',
    error: {
      code: 'ValidationException',
      message: "Provided role '{role}' cannot be assumed by principal 'events.amazonaws.com'.",
    },
    source: `${reports}/Miserlou/Zappa/issues/381`,
  },
  { service: 'events', checks: 'unverified' },
  {
    service: 'scheduler',
    checks: 'at-once',
    error: {
      code: 'ValidationException',
      message: 'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
    },
    source: `${reports}/aws/aws-sdk-js-v3/issues/6494`,
  },
  {
    service: 'glue',
    actions: 'CreateCrawler UpdateCrawler',
    checks: 'at-once',
    error: {
      code: 'InvalidInputException',
      message: "Service is unable to assume role {role}. Please verify role's TrustPolicy",
    },
    source: `${reports}/ansible-collections/community.aws/pull/546`,
  },
  {
    service: 'glue',
    actions: 'CreateDevEndpoint',
    checks: 'at-once',
    error: {
      code: 'ValidationException',
      message: 'Role {role} should be given assume role permissions for Glue Service.',
    },
    source: `${reports}/boto/boto3/issues/1487`,
  },
  {
    service: 'glue',
    checks: 'later',
    source: `${reports}/aws-solutions-library-samples/data-lakes-on-aws/issues/312`,
  },
  {
    service: 'sagemaker',
    actions: 'CreateModel',
    checks: 'at-once',
    error: {
      code: 'ValidationException',
      message:
        'The execution role ARN "{role}" is invalid. Please ensure that the role exists and that its trust relationship policy allows the action "sts:AssumeRole" for the service principal "sagemaker.amazonaws.com".',
    },
    source: `${reports}/bentoml/BentoML/issues/892`,
  },
  {
    service: 'sagemaker',
    actions: 'CreateTrainingJob',
    checks: 'later',
    source: `${reports}/aws/sagemaker-python-sdk/issues/35`,
  },
  { service: 'sagemaker', checks: 'unverified' },
  {
    service: 'codedeploy',
    checks: 'at-once',
    error: {
      code: 'InvalidRoleException',
      message: 'AWS CodeDeploy does not have the permissions required to assume the role {role}.',
    },
    source: `${reports}/go-to-k/cdkd/pull/948`,
  },
  {
    service: 'cloudformation',
    checks: 'at-once',
    error: { code: 'ValidationError', message: 'Role {role} is invalid or cannot be assumed' },
    source: `${reports}/awslabs/aws-sam-codepipeline-cd/issues/22`,
  },
  {
    service: 'eks',
    actions: 'CreateCluster',
    checks: 'at-once',
    error: {
      code: 'InvalidParameterException',
      message:
        'Role with arn: {role}, could not be assumed because it does not exist or the trusted entity is not correct',
    },
    source: `${reports}/terraform-aws-modules/terraform-aws-eks/issues/2406`,
  },
  {
    service: 'eks',
    actions: 'CreateFargateProfile',
    to: 'eks-fargate-pods.amazonaws.com',
    checks: 'unverified',
  },
  { service: 'eks', actions: 'CreateNodegroup', to: 'ec2.amazonaws.com', checks: 'unverified' },
  {
    service: 'eks',
    actions: 'CreatePodIdentityAssociation',
    to: 'pods.eks.amazonaws.com',
    checks: 'unverified',
  },
  {
    service: 'cloudtrail',
    checks: 'at-once',
    error: {
      code: 'InvalidCloudWatchLogsRoleArnException',
      message: 'Access denied. Check the trust relationships for your role.',
    },
    source: `${reports}/cloudposse/terraform-aws-cloudtrail-cloudwatch-alarms/issues/2`,
  },
  {
    service: 'ec2',
    checks: 'later',
    source: `${docs}/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html`,
  },
  {
    service: 'iam',
    to: 'ec2.amazonaws.com',
    checks: 'later',
    source: `${docs}/IAM/latest/UserGuide/troubleshoot_iam-ec2.html`,
  },
  {
    service: 'autoscaling',
    to: 'ec2.amazonaws.com',
    checks: 'later',
    source: `${docs}/autoscaling/ec2/userguide/us-iam-role.html`,
  },
  {
    service: 'ecs',
    to: 'ecs-tasks.amazonaws.com',
    checks: 'later',
    source: `${reports}/boto/boto3/issues/1878`,
  },
  ...`apprunner appsync backup batch bedrock bedrock-agentcore codebuild codepipeline cognito-identity config
     elasticmapreduce emr-serverless firehose iot logs mediaconvert pipes rds redshift s3 ssm states transfer`
    .split(/\s+/)
    .map((service) => ({ service, checks: 'unverified' as const })),
];

const isOf = (row: PassedRoles, name: string): boolean =>
  row.actions === undefined || row.actions.toLowerCase().split(' ').includes(name);

function rowOf(action: string): PassedRoles | undefined {
  const [service = '', name = ''] = action.toLowerCase().split(':');
  return passedRoles.find((row) => row.service === service && isOf(row, name));
}

/** Returns the service principal that gets the role of a call. `action`: with its service, like `ecs:RunTask`. */
export const roleReceiverOf = (action: string): string =>
  rowOf(action)?.to ?? `${action.split(':')[0] ?? ''}.amazonaws.com`;

/** Returns when the call finds out, and its error then. A call that has no row is unverified. */
export function trustCheckOf(action: string, role: string): Pick<UntrustedService, 'when' | 'error'> {
  const row = rowOf(action);
  if (row?.checks !== 'at-once') return { when: row?.checks ?? 'unverified' };
  const { code, message, status = 400 } = row.error;
  return { when: row.checks, error: { code, status, message: message.replace('{role}', role) } };
}
