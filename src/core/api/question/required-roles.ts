/**
 * Names the calls that must hand over a role, where no model of the operation is here to say it. Each list stands
 * under the folder of its API reference, whose page `API_{operation}.html` marks the role as required.
 */

const lists: Readonly<Record<string, string>> = {
  // See https://docs.aws.amazon.com/aws-backup/latest/devguide/
  backup: 'StartBackupJob',
  // See https://docs.aws.amazon.com/bedrock/latest/APIReference/
  bedrock: 'CreateModelCustomizationJob CreateKnowledgeBase',
  // See https://docs.aws.amazon.com/codebuild/latest/APIReference/
  codebuild: 'CreateProject',
  // See https://docs.aws.amazon.com/codedeploy/latest/APIReference/
  codedeploy: 'CreateDeploymentGroup',
  // See https://docs.aws.amazon.com/codepipeline/latest/APIReference/
  codepipeline: 'CreatePipeline',
  // See https://docs.aws.amazon.com/eks/latest/APIReference/
  eks: 'CreateCluster',
  // See https://docs.aws.amazon.com/emr-serverless/latest/APIReference/
  'emr-serverless': 'StartJobRun',
  // See https://docs.aws.amazon.com/glue/latest/webapi/
  glue: 'CreateJob CreateCrawler',
  // See https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/
  pipes: 'CreatePipe',
  // See https://docs.aws.amazon.com/sagemaker/latest/APIReference/
  sagemaker: 'CreateNotebookInstance CreateProcessingJob CreateTrainingJob',
  // See https://docs.aws.amazon.com/scheduler/latest/APIReference/: the role is that of its Target.
  scheduler: 'CreateSchedule',
  // See https://docs.aws.amazon.com/step-functions/latest/apireference/
  states: 'CreateStateMachine',
  // See https://docs.aws.amazon.com/transfer/latest/APIReference/
  transfer: 'CreateUser',
};

/** Every action that cannot be done without a role, in AWS's spelling. */
export const requiringRole: ReadonlySet<string> = new Set(
  Object.entries(lists).flatMap(([prefix, names]) => names.split(' ').map((name) => `${prefix}:${name}`)),
);
