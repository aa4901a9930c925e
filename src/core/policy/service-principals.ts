/** Services that often assume roles, with the names that people know. Any domain name is a valid one. */

import { kindServices, shortName } from '../model/resource-kinds/lookup.ts';

type Named = readonly [principal: string, name: string];

const others: readonly Named[] = [
  ['apigateway.amazonaws.com', 'API Gateway'],
  ['autoscaling.amazonaws.com', 'EC2 Auto Scaling'],
  ['backup.amazonaws.com', 'Backup'],
  ['batch.amazonaws.com', 'Batch'],
  ['bedrock.amazonaws.com', 'Bedrock'],
  ['cloudformation.amazonaws.com', 'CloudFormation'],
  ['cloudfront.amazonaws.com', 'CloudFront'],
  ['cloudtrail.amazonaws.com', 'CloudTrail'],
  ['codebuild.amazonaws.com', 'CodeBuild'],
  ['codedeploy.amazonaws.com', 'CodeDeploy'],
  ['codepipeline.amazonaws.com', 'CodePipeline'],
  ['config.amazonaws.com', 'Config'],
  ['delivery.logs.amazonaws.com', 'log delivery'],
  ['dms.amazonaws.com', 'Database Migration Service'],
  ['ecs-tasks.amazonaws.com', 'ECS tasks'],
  ['ecs.amazonaws.com', 'ECS'],
  ['edgelambda.amazonaws.com', 'Lambda@Edge'],
  ['eks.amazonaws.com', 'EKS'],
  ['elasticloadbalancing.amazonaws.com', 'Elastic Load Balancing'],
  ['elasticmapreduce.amazonaws.com', 'EMR'],
  ['firehose.amazonaws.com', 'Firehose'],
  ['glue.amazonaws.com', 'Glue'],
  ['iot.amazonaws.com', 'IoT'],
  ['logging.s3.amazonaws.com', 'S3 access logs'],
  ['logs.amazonaws.com', 'CloudWatch Logs'],
  ['monitoring.rds.amazonaws.com', 'RDS monitoring'],
  ['pods.eks.amazonaws.com', 'EKS pods'],
  ['rds.amazonaws.com', 'RDS'],
  ['redshift.amazonaws.com', 'Redshift'],
  ['sagemaker.amazonaws.com', 'SageMaker'],
  ['scheduler.amazonaws.com', 'EventBridge Scheduler'],
  ['ssm.amazonaws.com', 'Systems Manager'],
  ['states.amazonaws.com', 'Step Functions'],
  ['vpc-flow-logs.amazonaws.com', 'VPC flow logs'],
];

export const servicePrincipals: readonly Named[] = [
  ...others,
  ...kindServices.flatMap((service): Named[] => {
    const { prefix, trusted } = service;
    return trusted ? [[`${prefix}.amazonaws.com`, trusted === true ? shortName(service) : trusted]] : [];
  }),
].sort(([one], [other]) => (one < other ? -1 : 1));
