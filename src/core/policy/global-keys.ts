/**
 * AWS's global condition keys, which any request may carry, each with its meaning in a line and the type of
 * its values. The service reference does not have them, and gives no types.
 */

export const keyTypes = ['text', 'arn', 'bool', 'ip', 'date', 'number', 'list'] as const;
export type GlobalKeyType = (typeof keyTypes)[number];

export interface GlobalKey {
  readonly name: string;
  readonly type: GlobalKeyType;
  readonly meaning: string;
}

const key = (name: string, type: GlobalKeyType, meaning: string): GlobalKey => ({ name, type, meaning });

export const globalKeys: readonly GlobalKey[] = [
  key('aws:AssumedRoot', 'bool', 'The session comes from sts:AssumeRoot'),
  key('aws:CalledVia', 'list', 'Services that made the request for the principal, in order'),
  key('aws:CalledViaAWSMCP', 'text', 'The MCP server of AWS that made the request for the principal'),
  key('aws:CalledViaFirst', 'text', 'The first service that made a request for the principal'),
  key('aws:CalledViaLast', 'text', 'The last service that made a request for the principal'),
  key('aws:ChatbotSourceArn', 'arn', 'Configuration of the chat client that uses the role'),
  key('aws:CurrentTime', 'date', 'Date and time of the request'),
  key('aws:Ec2InstanceSourcePrivateIPv4', 'ip', 'Private address of the instance whose role is used'),
  key('aws:Ec2InstanceSourceVpc', 'text', 'VPC of the instance whose role is used'),
  key('aws:EpochTime', 'date', 'Date and time of the request in seconds since 1970'),
  key('aws:FederatedProvider', 'text', 'The identity provider that signed the person in'),
  key('aws:IsMcpServiceAction', 'bool', 'An MCP server of AWS authorizes an action of its own'),
  key('aws:MultiFactorAuthAge', 'number', 'Seconds since sign-in with MFA; absent without MFA'),
  key('aws:MultiFactorAuthPresent', 'bool', 'Signed in with MFA; absent for long-lived access keys'),
  key('aws:PrincipalAccount', 'text', 'Account of the principal'),
  key('aws:PrincipalArn', 'arn', 'ARN of the principal; of a session, its role’s'),
  key('aws:PrincipalIsAWSService', 'bool', 'An AWS service makes the request itself'),
  key('aws:PrincipalOrgID', 'text', 'Organization of the principal’s account'),
  key('aws:PrincipalOrgPaths', 'list', 'Place of the principal’s account in the organization'),
  key('aws:PrincipalServiceName', 'text', 'Name of the service that makes the request'),
  key('aws:PrincipalServiceNamesList', 'list', 'All names of the service that makes the request'),
  key('aws:PrincipalTag/${TagKey}', 'text', 'A tag of the principal, e.g. aws:PrincipalTag/team'),
  key('aws:PrincipalType', 'text', 'Account, User, FederatedUser, AssumedRole or Anonymous'),
  key('aws:referer', 'text', 'The page that the request says it comes from; anybody can send any'),
  key('aws:RequestedRegion', 'text', 'Region that the request goes to'),
  key('aws:RequestTag/${TagKey}', 'text', 'A tag sent with the request, e.g. aws:RequestTag/team'),
  key('aws:ResourceAccount', 'text', 'Account that owns the resource'),
  key('aws:ResourceOrgID', 'text', 'Organization of the resource’s account'),
  key('aws:ResourceOrgPaths', 'list', 'Place of the resource’s account in the organization'),
  key('aws:ResourceTag/${TagKey}', 'text', 'A tag of the resource, e.g. aws:ResourceTag/team'),
  key('aws:SecureTransport', 'bool', 'Sent over TLS'),
  key('aws:SignInSessionArn', 'arn', 'Console session that the credentials were made from'),
  key('aws:SourceAccount', 'text', 'Account of the resource for which a service makes the request'),
  key('aws:SourceArn', 'arn', 'Resource for which a service makes the request'),
  key('aws:SourceIdentity', 'text', 'The name that was given when the role was first assumed'),
  key('aws:SourceIp', 'ip', 'Address that the request comes from; absent through a VPC endpoint'),
  key('aws:SourceOrgID', 'text', 'Organization of the resource for which a service makes the request'),
  key('aws:SourceOrgPaths', 'list', 'Place of that resource’s account in the organization'),
  key('aws:SourceVpc', 'text', 'VPC that the request comes through'),
  key('aws:SourceVpcArn', 'arn', 'ARN of the VPC that the request comes through'),
  key('aws:SourceVpce', 'text', 'VPC endpoint that the request comes through'),
  key('aws:TagKeys', 'list', 'Keys of the tags sent with the request'),
  key('aws:TokenIssueTime', 'date', 'When the temporary credentials were issued'),
  key('aws:UserAgent', 'text', 'The program that the request says it comes from; anybody can send any'),
  key('aws:userid', 'text', 'Unique id of the principal, AIDA… or AROA…:session'),
  key('aws:username', 'text', 'Name of the IAM user; absent for roles'),
  key('aws:ViaAWSMCPService', 'bool', 'An MCP server of AWS makes the request for the principal'),
  key('aws:ViaAWSService', 'bool', 'A service makes the request with the principal’s permission'),
  key('aws:VpceAccount', 'text', 'Account that owns the VPC endpoint'),
  key('aws:VpceOrgID', 'text', 'Organization of the VPC endpoint’s account'),
  key('aws:VpceOrgPaths', 'list', 'Place of the VPC endpoint’s account in the organization'),
  key('aws:VpcSourceIp', 'ip', 'Private address that the request comes from, through a VPC endpoint'),
];

/**
 * Keys with a service's prefix that requests to other services carry, too: properties of the role session. AWS's page
 * "AWS global condition context keys" lists them beside the global ones.
 */
const crossServiceKeys: readonly GlobalKey[] = [
  key('codebuild:BuildArn', 'arn', 'Build that uses the role'),
  key('codebuild:ProjectArn', 'arn', 'Project whose build uses the role'),
  key('ec2:RoleDelivery', 'text', 'Version of the metadata service that gave the instance its credentials'),
  key('ec2:SourceInstanceArn', 'arn', 'Instance whose role is used'),
  key('glue:CredentialIssuingService', 'text', 'The service that gave a job its credentials'),
  key('glue:RoleAssumedBy', 'text', 'The service that assumed the role for Glue'),
  key('identitystore:UserId', 'text', 'User of IAM Identity Center in whose name the request is made'),
  key('lambda:SourceFunctionArn', 'arn', 'Function whose role is used'),
  key('ssm:SourceInstanceArn', 'arn', 'Managed node whose role is used'),
];

/**
 * Keys that requests carry although AWS's page of global keys does not name them: AWS's own policies test them, or AWS
 * writes them into the policy of a new SNS topic.
 */
const undocumentedKeys: readonly GlobalKey[] = [
  key('aws:PrincipalOrgMasterAccountId', 'text', 'Management account of the principal’s organization'),
  key('aws:SourceOwner', 'text', 'Older name of aws:SourceAccount'),
];

const everyKey: readonly GlobalKey[] = [...globalKeys, ...crossServiceKeys, ...undocumentedKeys];
const plainKeys: ReadonlyMap<string, GlobalKey> = new Map(
  everyKey.flatMap((one) => (one.name.includes('$') ? [] : [[one.name.toLowerCase(), one]])),
);
const openKeys: readonly GlobalKey[] = everyKey.filter(({ name }) => name.includes('$'));

/** Finds a key, ignoring case (C-61). A key that ends in a name of one's own matches up to the slash. */
export function findGlobalKey(name: string): GlobalKey | undefined {
  const wanted = name.toLowerCase();
  return plainKeys.get(wanted) ?? openKeys.find((one) => keyMatches(one.name, wanted));
}

/** Matches `aws:ResourceTag/${TagKey}`, `s3:ExistingObjectTag/<key>` or `ssm:resourceTag/tag-key` with a policy's key. */
export function keyMatches(template: string, name: string): boolean {
  const lower = name.toLowerCase();
  const stem = keyStem(template);
  if (stem === undefined) return template.toLowerCase() === lower;
  return lower.startsWith(stem) && lower.length > stem.length;
}

/** Returns in lower case what a key begins with that ends in a name of one's own; `undefined` for other keys. */
export function keyStem(template: string): string | undefined {
  const pattern = template.toLowerCase();
  const open = pattern.search(/\$\{|<|\*|(?<=\/)tag-?key$/);
  return open < 0 ? undefined : pattern.slice(0, open);
}

/** Operators in AWS's spelling that compare values of the type; the usual one is first. */
export const operatorsOfType: Readonly<Record<GlobalKeyType, readonly string[]>> = {
  text: ['StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike', 'StringEqualsIgnoreCase'],
  list: ['ForAnyValue:StringEquals', 'ForAnyValue:StringLike', 'ForAllValues:StringEquals'],
  arn: ['ArnLike', 'ArnEquals', 'ArnNotLike', 'ArnNotEquals', 'StringEquals', 'StringLike'],
  bool: ['Bool', 'BoolIfExists'],
  ip: ['IpAddress', 'NotIpAddress'],
  date: ['DateGreaterThan', 'DateLessThan', 'DateGreaterThanEquals', 'DateLessThanEquals', 'DateEquals'],
  number: ['NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericEquals'],
};
