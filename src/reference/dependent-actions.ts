/**
 * Actions that hand a role to a service and so need `iam:PassRole` as well. Written by hand from AWS's
 * service authorization pages, because the package has none; a missing action may pass a role too.
 */

const passing: Readonly<Record<string, string>> = {
  apprunner: 'CreateService UpdateService',
  appsync: 'CreateDataSource UpdateDataSource',
  autoscaling: 'CreateAutoScalingGroup CreateLaunchConfiguration UpdateAutoScalingGroup',
  backup: 'CreateBackupSelection StartBackupJob StartRestoreJob',
  batch: 'CreateComputeEnvironment RegisterJobDefinition UpdateComputeEnvironment',
  bedrock: 'CreateAgent CreateKnowledgeBase CreateModelCustomizationJob UpdateAgent UpdateKnowledgeBase',
  'bedrock-agentcore': 'CreateAgentRuntime CreateGateway',
  cloudformation: 'CreateChangeSet CreateStack CreateStackSet DeleteStack UpdateStack UpdateStackSet',
  cloudtrail: 'CreateTrail UpdateTrail',
  codebuild: 'CreateProject UpdateProject',
  codedeploy: 'CreateDeploymentGroup UpdateDeploymentGroup',
  codepipeline: 'CreatePipeline UpdatePipeline',
  'cognito-identity': 'SetIdentityPoolRoles',
  config: 'PutConfigurationRecorder',
  ec2: 'AssociateIamInstanceProfile ReplaceIamInstanceProfileAssociation RequestSpotInstances RunInstances',
  ecs: 'CreateService RegisterTaskDefinition RunTask StartTask UpdateService',
  eks: 'CreateCluster CreateFargateProfile CreateNodegroup CreatePodIdentityAssociation',
  elasticmapreduce: 'RunJobFlow',
  events: 'PutRule PutTargets',
  firehose: 'CreateDeliveryStream UpdateDestination',
  glue: 'CreateCrawler CreateDevEndpoint CreateJob UpdateCrawler UpdateJob',
  iam: 'AddRoleToInstanceProfile',
  iot: 'CreateRoleAlias CreateTopicRule ReplaceTopicRule',
  lambda: 'CreateFunction UpdateFunctionConfiguration',
  logs: 'PutSubscriptionFilter',
  'emr-serverless': 'StartJobRun',
  mediaconvert: 'CreateJob',
  pipes: 'CreatePipe',
  rds: 'AddRoleToDBCluster AddRoleToDBInstance CreateDBInstance ModifyDBInstance',
  redshift: 'CreateCluster ModifyClusterIamRoles',
  s3: 'CreateJob PutReplicationConfiguration',
  sagemaker:
    'CreateDomain CreateModel CreateNotebookInstance CreatePipeline CreateProcessingJob CreateTrainingJob',
  scheduler: 'CreateSchedule UpdateSchedule',
  ssm: 'CreateActivation RegisterTaskWithMaintenanceWindow StartAutomationExecution UpdateManagedInstanceRole',
  states: 'CreateStateMachine UpdateStateMachine',
  transfer: 'CreateServer CreateUser UpdateServer UpdateUser',
};

/** @internal */
export const passingActions: ReadonlySet<string> = new Set(
  Object.entries(passing).flatMap(([prefix, actions]) =>
    actions.split(' ').map((action) => `${prefix}:${action}`),
  ),
);

/** Returns the dependent actions of an action in AWS's spelling; none for most. */
export const dependentActions = (action: string): readonly string[] =>
  passingActions.has(action) ? passRole : none;

const passRole: readonly string[] = ['iam:PassRole'];
const none: readonly string[] = [];
