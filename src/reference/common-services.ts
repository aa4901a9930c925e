/** Services that most accounts use. Their actions are in the small chunk that is loaded first. */

export const commonServices: readonly string[] = [
  ...['access-analyzer', 'acm', 'apigateway', 'athena', 'autoscaling', 'backup', 'batch', 'cloudformation'],
  ...[
    'cloudfront',
    'cloudtrail',
    'cloudwatch',
    'cognito-idp',
    'config',
    'dynamodb',
    'ec2',
    'ecr',
    'ecs',
    'eks',
  ],
  ...['elasticfilesystem', 'elasticloadbalancing', 'events', 'execute-api', 'glue', 'iam', 'kinesis', 'kms'],
  ...['lambda', 'logs', 'organizations', 'rds', 'redshift', 'route53', 's3', 'secretsmanager', 'sns', 'sqs'],
  ...['ssm', 'states', 'sts', 'tag'],
];
