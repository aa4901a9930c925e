/**
 * The part of the collector script that lists what runs as a role: each call with a query that keeps the ARN and the
 * role, and nothing else. Variables, code and start scripts of a resource never leave the account.
 *
 * INVARIANT: the script only reads. Every call is a get, a list or a describe.
 */

import type { FactType } from './fact.ts';

interface RoleList {
  readonly type: FactType;
  /** A call that lists all; or one about `$one` of what `each` gives. */
  readonly call: string;
  /** JMESPath: a list of facts. `$here` is `{region}:{account}` in ARNs. */
  readonly query: string;
  /** The call and query that give the words for `$one`. */
  readonly each?: string;
  /** The list is the same in each region. */
  readonly isGlobal?: true;
}

const arn = (service: string, kind: string, id: string): string =>
  `join('', ['arn:$partition:${service}:$here:${kind}', ${id}])`;

const agents = 'bedrock-agentcore-control';

const lists: readonly RoleList[] = [
  {
    type: 'AWS::Lambda::Function',
    call: 'lambda list-functions',
    query: 'Functions[].{arn:FunctionArn,roleArn:Role,handler:Handler}',
  },
  {
    type: 'AWS::EC2::Instance',
    call: 'ec2 describe-instances',
    query: `Reservations[].Instances[?State.Name!='terminated'].{arn:${arn('ec2', 'instance/', 'InstanceId')},instanceProfileArn:IamInstanceProfile.Arn}[]`,
  },
  {
    type: 'AWS::EC2::LaunchTemplate',
    call: "ec2 describe-launch-template-versions --versions '$Default'",
    query: `LaunchTemplateVersions[].{arn:${arn('ec2', 'launch-template/', 'LaunchTemplateId')},name:LaunchTemplateName,instanceProfileArn:LaunchTemplateData.IamInstanceProfile.Arn,instanceProfileName:LaunchTemplateData.IamInstanceProfile.Name}`,
  },
  {
    type: 'AWS::AutoScaling::AutoScalingGroup',
    call: 'autoscaling describe-auto-scaling-groups',
    query:
      'AutoScalingGroups[].{arn:AutoScalingGroupARN,name:AutoScalingGroupName,launchTemplateId:LaunchTemplate.LaunchTemplateId,version:LaunchTemplate.Version}',
  },
  {
    type: 'AWS::ECS::Cluster',
    each: "ecs list-clusters --query 'clusterArns'",
    call: 'ecs describe-clusters --clusters "$one"',
    query: 'clusters[].{arn:clusterArn,name:clusterName}',
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    each: "ecs list-task-definitions --query 'taskDefinitionArns'",
    call: 'ecs describe-task-definition --task-definition "$one"',
    query:
      '[taskDefinition.{arn:taskDefinitionArn,family:family,taskRoleArn:taskRoleArn,executionRoleArn:executionRoleArn}]',
  },
  {
    type: 'AWS::CloudFormation::Stack',
    call: 'cloudformation describe-stacks',
    query: 'Stacks[].{arn:StackId,name:StackName,roleArn:RoleARN}',
  },
  {
    type: 'AWS::CloudFormation::StackSet',
    each: "cloudformation list-stack-sets --status ACTIVE --query 'Summaries[].StackSetName'",
    call: 'cloudformation describe-stack-set --stack-set-name "$one"',
    query:
      '[StackSet.{arn:StackSetARN,name:StackSetName,administrationRoleArn:AdministrationRoleARN,executionRoleName:ExecutionRoleName}]',
  },
  {
    type: 'AWS::CloudFormation::StackSetInstance',
    each: "cloudformation list-stack-sets --status ACTIVE --query 'Summaries[].StackSetName'",
    call: 'cloudformation list-stack-instances --stack-set-name "$one"',
    query: "Summaries[].{account:'$account',stackSetName:'$one',instanceAccount:Account}",
  },
  {
    type: 'AWS::CodeBuild::Project',
    each: "codebuild list-projects --query 'projects'",
    call: 'codebuild batch-get-projects --names "$one"',
    query: 'projects[].{arn:arn,name:name,roleArn:serviceRole}',
  },
  {
    type: 'AWS::Glue::Job',
    call: 'glue get-jobs',
    query: `Jobs[].{arn:${arn('glue', 'job/', 'Name')},name:Name,roleArn:Role}`,
  },
  {
    type: 'AWS::Glue::DevEndpoint',
    call: 'glue get-dev-endpoints',
    query: `DevEndpoints[].{arn:${arn('glue', 'devEndpoint/', 'EndpointName')},name:EndpointName,roleArn:RoleArn}`,
  },
  {
    type: 'AWS::SageMaker::NotebookInstance',
    each: "sagemaker list-notebook-instances --query 'NotebookInstances[].NotebookInstanceName'",
    call: 'sagemaker describe-notebook-instance --notebook-instance-name "$one"',
    query: '[{arn:NotebookInstanceArn,name:NotebookInstanceName,roleArn:RoleArn}]',
  },
  {
    type: 'AWS::AppRunner::Service',
    each: "apprunner list-services --query 'ServiceSummaryList[].ServiceArn'",
    call: 'apprunner describe-service --service-arn "$one"',
    query:
      '[Service.{arn:ServiceArn,name:ServiceName,instanceRoleArn:InstanceConfiguration.InstanceRoleArn}]',
  },
  {
    type: 'AWS::StepFunctions::StateMachine',
    each: "stepfunctions list-state-machines --query 'stateMachines[].stateMachineArn'",
    call: 'stepfunctions describe-state-machine --state-machine-arn "$one"',
    query: '[{arn:stateMachineArn,name:name,roleArn:roleArn}]',
  },
  {
    type: 'AWS::Batch::JobDefinition',
    call: 'batch describe-job-definitions --status ACTIVE',
    query:
      'jobDefinitions[].{arn:jobDefinitionArn,name:jobDefinitionName,taskRoleArn:containerProperties.jobRoleArn,executionRoleArn:containerProperties.executionRoleArn}',
  },
  {
    type: 'AWS::BedrockAgentCore::CodeInterpreterCustom',
    each: `${agents} list-code-interpreters --type CUSTOM --query 'codeInterpreterSummaries[].codeInterpreterId'`,
    call: `${agents} get-code-interpreter --code-interpreter-id "$one"`,
    query: '[{arn:codeInterpreterArn,name:name,roleArn:executionRoleArn}]',
  },
  {
    type: 'AWS::BedrockAgentCore::BrowserCustom',
    each: `${agents} list-browsers --type CUSTOM --query 'browserSummaries[].browserId'`,
    call: `${agents} get-browser --browser-id "$one"`,
    query: '[{arn:browserArn,name:name,roleArn:executionRoleArn}]',
  },
  {
    type: 'AWS::BedrockAgentCore::Runtime',
    each: `${agents} list-agent-runtimes --query 'agentRuntimes[].agentRuntimeId'`,
    call: `${agents} get-agent-runtime --agent-runtime-id "$one"`,
    query: '[{arn:agentRuntimeArn,name:agentRuntimeName,roleArn:roleArn}]',
  },
  {
    type: 'AWS::Cognito::IdentityPool',
    each: "cognito-identity list-identity-pools --max-results 60 --query 'IdentityPools[].IdentityPoolId'",
    call: 'cognito-identity get-identity-pool-roles --identity-pool-id "$one"',
    query: `[{arn:${arn('cognito-identity', 'identitypool/', 'IdentityPoolId')},roleArn:Roles.authenticated,unauthenticatedRoleArn:Roles.unauthenticated}]`,
  },
  {
    type: 'AWS::CodeDeploy::DeploymentGroup',
    each: "deploy list-applications --query 'applications'",
    call: 'deploy list-deployment-groups --application-name "$one"',
    query: `deploymentGroups[].{arn:${arn('codedeploy', 'deploymentgroup:$one/', '@')},name:@}`,
  },
  {
    type: 'AWS::SSO::Instance',
    call: 'sso-admin list-instances',
    query: "Instances[].{account:'$account',arn:InstanceArn,name:Name}",
  },
  {
    type: 'AWS::IAM::OIDCProvider',
    isGlobal: true,
    each: "iam list-open-id-connect-providers --query 'OpenIDConnectProviderList[].Arn'",
    call: 'iam get-open-id-connect-provider --open-id-connect-provider-arn "$one"',
    query: "[{arn:'$one',url:Url,clientIds:ClientIDList}]",
  },
];

const block = ({ type, call, query, each, isGlobal }: RoleList): string => {
  const where = isGlobal ? '' : ' --region "$at"';
  const told = `listed ${type} "${query}" ${call}${where}`;
  return each === undefined ? `  ${told}` : `  for one in $(words ${each}${where}); do\n    ${told}\n  done`;
};

const blocks = (ofAll: boolean): string =>
  lists
    .filter(({ isGlobal = false }) => isGlobal === ofAll)
    .map(block)
    .join('\n');

/** Two functions: `roles` lists the resources of the region `$1`, `global` what belongs to no region. */
export const roleLists =
  (): string => `# Keeps of each resource its ARN and its role; the query leaves out all else.
listed() { # type, query, then the call
  local type=$1 query=$2
  shift 2
  ask "$@" --query "$query"
  [ "$ANSWER" != null ] && [ "$ANSWER" != '[]' ] || return 0
  printf '%s\\n{"type":"%s","facts":%s}' "$comma" "$type" "$ANSWER"
  comma=,
}

roles() {
  local at=$1 here=$1:$account one cluster service
${blocks(false)}
  for cluster in $(words ecs list-clusters --query 'clusterArns' --region "$at"); do
    for service in $(words ecs list-services --cluster "$cluster" --query 'serviceArns' --region "$at"); do
      listed AWS::ECS::Service "services[].{arn:serviceArn,name:serviceName,cluster:clusterArn,taskDefinition:taskDefinition,enableExecuteCommand:enableExecuteCommand}" \\
        ecs describe-services --cluster "$cluster" --services "$service" --region "$at"
    done
  done
}

global() {
  local one
${blocks(true)}
}`;
