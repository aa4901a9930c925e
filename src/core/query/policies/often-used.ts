/** AWS managed policies that people attach often, by our own reckoning. AWS publishes no such list. */

const names = [
  'AdministratorAccess',
  'PowerUserAccess',
  'ReadOnlyAccess',
  'ViewOnlyAccess',
  'SecurityAudit',
  'IAMUserChangePassword',
  'IAMFullAccess',
  'IAMReadOnlyAccess',
  'AmazonS3FullAccess',
  'AmazonS3ReadOnlyAccess',
  'AmazonEC2FullAccess',
  'AmazonEC2ReadOnlyAccess',
  'AmazonDynamoDBFullAccess',
  'AmazonRDSFullAccess',
  'AmazonVPCFullAccess',
  'AmazonSSMManagedInstanceCore',
  'AWSLambdaBasicExecutionRole',
  'AWSLambda_FullAccess',
  'CloudWatchFullAccessV2',
  'CloudWatchLogsFullAccess',
  'CloudWatchAgentServerPolicy',
  'AmazonECSTaskExecutionRolePolicy',
  'AmazonEKSClusterPolicy',
  'AmazonEKSWorkerNodePolicy',
  'AmazonEC2ContainerRegistryReadOnly',
  'Billing',
] as const;

const ranks: ReadonlyMap<string, number> = new Map(names.map((name, rank) => [name, rank]));

/** Returns the place in the list, from 0; `undefined` for the others. */
export const oftenUsedRank = (name: string): number | undefined => ranks.get(name);

/** @internal */
export const oftenUsed: readonly string[] = names;
