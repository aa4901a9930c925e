/**
 * AWS's global condition keys, which any request may carry, each with the type of its values. The service
 * reference does not have them, and gives no types. Their meanings are in global-key-meanings.ts: no decision reads them.
 */

export const keyTypes = ['text', 'arn', 'bool', 'ip', 'date', 'number', 'list'] as const;
export type GlobalKeyType = (typeof keyTypes)[number];

export interface GlobalKey {
  readonly name: string;
  readonly type: GlobalKeyType;
}

const key = (name: string, type: GlobalKeyType): GlobalKey => ({ name, type });

export const globalKeys: readonly GlobalKey[] = [
  key('aws:AssumedRoot', 'bool'),
  key('aws:CalledVia', 'list'),
  key('aws:CalledViaAWSMCP', 'text'),
  key('aws:CalledViaFirst', 'text'),
  key('aws:CalledViaLast', 'text'),
  key('aws:ChatbotSourceArn', 'arn'),
  key('aws:CurrentTime', 'date'),
  key('aws:Ec2InstanceSourcePrivateIPv4', 'ip'),
  key('aws:Ec2InstanceSourceVpc', 'text'),
  key('aws:EpochTime', 'date'),
  key('aws:FederatedProvider', 'text'),
  key('aws:IsMcpServiceAction', 'bool'),
  key('aws:MultiFactorAuthAge', 'number'),
  key('aws:MultiFactorAuthPresent', 'bool'),
  key('aws:PrincipalAccount', 'text'),
  key('aws:PrincipalArn', 'arn'),
  key('aws:PrincipalIsAWSService', 'bool'),
  key('aws:PrincipalOrgID', 'text'),
  key('aws:PrincipalOrgPaths', 'list'),
  key('aws:PrincipalServiceName', 'text'),
  key('aws:PrincipalServiceNamesList', 'list'),
  key('aws:PrincipalTag/${TagKey}', 'text'),
  key('aws:PrincipalType', 'text'),
  key('aws:referer', 'text'),
  key('aws:RequestedRegion', 'text'),
  key('aws:RequestTag/${TagKey}', 'text'),
  key('aws:ResourceAccount', 'text'),
  key('aws:ResourceOrgID', 'text'),
  key('aws:ResourceOrgPaths', 'list'),
  key('aws:ResourceTag/${TagKey}', 'text'),
  key('aws:SecureTransport', 'bool'),
  key('aws:SignInSessionArn', 'arn'),
  key('aws:SourceAccount', 'text'),
  key('aws:SourceArn', 'arn'),
  key('aws:SourceIdentity', 'text'),
  key('aws:SourceIp', 'ip'),
  key('aws:SourceOrgID', 'text'),
  key('aws:SourceOrgPaths', 'list'),
  key('aws:SourceVpc', 'text'),
  key('aws:SourceVpcArn', 'arn'),
  key('aws:SourceVpce', 'text'),
  key('aws:TagKeys', 'list'),
  key('aws:TokenIssueTime', 'date'),
  key('aws:UserAgent', 'text'),
  key('aws:userid', 'text'),
  key('aws:username', 'text'),
  key('aws:ViaAWSMCPService', 'bool'),
  key('aws:ViaAWSService', 'bool'),
  key('aws:VpceAccount', 'text'),
  key('aws:VpceOrgID', 'text'),
  key('aws:VpceOrgPaths', 'list'),
  key('aws:VpcSourceIp', 'ip'),
];

/**
 * Keys with a service's prefix that requests to other services carry, too: properties of the role session. AWS's page
 * "AWS global condition context keys" lists them beside the global ones.
 */
const crossServiceKeys: readonly GlobalKey[] = [
  key('codebuild:BuildArn', 'arn'),
  key('codebuild:ProjectArn', 'arn'),
  key('ec2:RoleDelivery', 'text'),
  key('ec2:SourceInstanceArn', 'arn'),
  key('glue:CredentialIssuingService', 'text'),
  key('glue:RoleAssumedBy', 'text'),
  key('identitystore:UserId', 'text'),
  key('lambda:SourceFunctionArn', 'arn'),
  key('ssm:SourceInstanceArn', 'arn'),
];

/**
 * Keys that requests carry although AWS's page of global keys does not name them: AWS's own policies test them, or AWS
 * writes them into the policy of a new SNS topic.
 */
const undocumentedKeys: readonly GlobalKey[] = [
  key('aws:PrincipalOrgMasterAccountId', 'text'),
  key('aws:SourceOwner', 'text'),
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
