/**
 * Says in a line what each of AWS's global condition keys means, and which operators fit its values. Editors show it;
 * decisions need the types alone, which come with the first screen.
 */

import { type GlobalKeyType, findGlobalKey } from './global-keys.ts';

const meanings: Readonly<Record<string, string>> = {
  'aws:AssumedRoot': 'The session comes from sts:AssumeRoot',
  'aws:CalledVia': 'Services that made the request for the principal, in order',
  'aws:CalledViaAWSMCP': 'The MCP server of AWS that made the request for the principal',
  'aws:CalledViaFirst': 'The first service that made a request for the principal',
  'aws:CalledViaLast': 'The last service that made a request for the principal',
  'aws:ChatbotSourceArn': 'Configuration of the chat client that uses the role',
  'aws:CurrentTime': 'Date and time of the request',
  'aws:Ec2InstanceSourcePrivateIPv4': 'Private address of the instance whose role is used',
  'aws:Ec2InstanceSourceVpc': 'VPC of the instance whose role is used',
  'aws:EpochTime': 'Date and time of the request in seconds since 1970',
  'aws:FederatedProvider': 'The identity provider that signed the person in',
  'aws:IsMcpServiceAction': 'An MCP server of AWS authorizes an action of its own',
  'aws:MultiFactorAuthAge': 'Seconds since sign-in with MFA; absent without MFA',
  'aws:MultiFactorAuthPresent': 'Signed in with MFA; absent for long-lived access keys',
  'aws:PrincipalAccount': 'Account of the principal',
  'aws:PrincipalArn': 'ARN of the principal; of a session, its role’s',
  'aws:PrincipalIsAWSService': 'An AWS service makes the request itself',
  'aws:PrincipalOrgID': 'Organization of the principal’s account',
  'aws:PrincipalOrgPaths': 'Place of the principal’s account in the organization',
  'aws:PrincipalServiceName': 'Name of the service that makes the request',
  'aws:PrincipalServiceNamesList': 'All names of the service that makes the request',
  'aws:PrincipalTag/${TagKey}': 'A tag of the principal, e.g. aws:PrincipalTag/team',
  'aws:PrincipalType': 'Account, User, FederatedUser, AssumedRole or Anonymous',
  'aws:referer': 'The page that the request says it comes from; anybody can send any',
  'aws:RequestedRegion': 'Region that the request goes to',
  'aws:RequestTag/${TagKey}': 'A tag sent with the request, e.g. aws:RequestTag/team',
  'aws:ResourceAccount': 'Account that owns the resource',
  'aws:ResourceOrgID': 'Organization of the resource’s account',
  'aws:ResourceOrgPaths': 'Place of the resource’s account in the organization',
  'aws:ResourceTag/${TagKey}': 'A tag of the resource, e.g. aws:ResourceTag/team',
  'aws:SecureTransport': 'Sent over TLS',
  'aws:SignInSessionArn': 'Console session that the credentials were made from',
  'aws:SourceAccount': 'Account of the resource for which a service makes the request',
  'aws:SourceArn': 'Resource for which a service makes the request',
  'aws:SourceIdentity': 'The name that was given when the role was first assumed',
  'aws:SourceIp': 'Address that the request comes from; absent through a VPC endpoint',
  'aws:SourceOrgID': 'Organization of the resource for which a service makes the request',
  'aws:SourceOrgPaths': 'Place of that resource’s account in the organization',
  'aws:SourceVpc': 'VPC that the request comes through',
  'aws:SourceVpcArn': 'ARN of the VPC that the request comes through',
  'aws:SourceVpce': 'VPC endpoint that the request comes through',
  'aws:TagKeys': 'Keys of the tags sent with the request',
  'aws:TokenIssueTime': 'When the temporary credentials were issued',
  'aws:UserAgent': 'The program that the request says it comes from; anybody can send any',
  'aws:userid': 'Unique id of the principal, AIDA… or AROA…:session',
  'aws:username': 'Name of the IAM user; absent for roles',
  'aws:ViaAWSMCPService': 'An MCP server of AWS makes the request for the principal',
  'aws:ViaAWSService': 'A service makes the request with the principal’s permission',
  'aws:VpceAccount': 'Account that owns the VPC endpoint',
  'aws:VpceOrgID': 'Organization of the VPC endpoint’s account',
  'aws:VpceOrgPaths': 'Place of the VPC endpoint’s account in the organization',
  'aws:VpcSourceIp': 'Private address that the request comes from, through a VPC endpoint',
  'codebuild:BuildArn': 'Build that uses the role',
  'codebuild:ProjectArn': 'Project whose build uses the role',
  'ec2:RoleDelivery': 'Version of the metadata service that gave the instance its credentials',
  'ec2:SourceInstanceArn': 'Instance whose role is used',
  'glue:CredentialIssuingService': 'The service that gave a job its credentials',
  'glue:RoleAssumedBy': 'The service that assumed the role for Glue',
  'identitystore:UserId': 'User of IAM Identity Center in whose name the request is made',
  'lambda:SourceFunctionArn': 'Function whose role is used',
  'ssm:SourceInstanceArn': 'Managed node whose role is used',
  'aws:PrincipalOrgMasterAccountId': 'Management account of the principal’s organization',
  'aws:SourceOwner': 'Older name of aws:SourceAccount',
};

/** Returns what a global key means; `undefined` for any other key. */
export function globalKeyMeaning(name: string): string | undefined {
  const key = findGlobalKey(name);
  return key && meanings[key.name];
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
