/** The `aws` commands that fetch a missing file. They only read, and what they print can be pasted or imported here. */

import { parseArn } from '../../model/arn.ts';
import { kindNear } from '../../model/resource-kinds/lookup.ts';
import type { FileName } from './settle.ts';

/** Returns the command; `undefined` where nothing can be fetched. It may have several lines. */
export function fetchCommand({ kind, account, resource = '', needsPath }: FileName): string | undefined {
  switch (kind) {
    case 'scps':
    case 'rcps':
      return controlPolicies(kind, account ?? 'ACCOUNT');
    case 'membership':
      return needsPath ? placeCommand(account ?? 'ACCOUNT') : organizationCommand;
    case 'account':
    case 'attached-policies':
      return `aws iam get-account-authorization-details --output json > ${account ?? 'account'}.json`;
    case 'resource-policy':
      return policyCommand(resource);
    // Nothing here reads what commands print about these.
    case 'grants':
    case 'bucket-abac':
    case 'block-public-access':
    case 'context-key':
    case 'narrower-question':
      return undefined;
  }
}

const organizationCommand = 'aws organizations describe-organization --query Organization.Id --output text';

/** Prints the place of the account: `o-…/r-…/ou-…/`. Only the management account may ask for it. */
const placeCommand = (account: string): string =>
  [
    `node=${account} place=`,
    `while node=$(aws organizations list-parents --child-id "$node" --query 'Parents[0].Id' --output text 2>/dev/null) && [ "$node" != None ]; do`,
    '  place="$node/$place"',
    'done',
    `echo "$(${organizationCommand})/$place"`,
  ].join('\n');

/** Prints each control policy of the account and of all that is above it, after a heading for each level. */
const controlPolicies = (kind: 'scps' | 'rcps', account: string): string =>
  [
    `node=${account}`,
    'while [ "$node" != None ]; do',
    '  echo "--- $node"',
    `  for id in $(aws organizations list-policies-for-target --target-id "$node" --filter ${kind === 'scps' ? 'SERVICE' : 'RESOURCE'}_CONTROL_POLICY --query 'Policies[].Id' --output text); do`,
    '    aws organizations describe-policy --policy-id "$id" --query Policy.Content --output text',
    '  done',
    `  node=$(aws organizations list-parents --child-id "$node" --query 'Parents[0].Id' --output text 2>/dev/null || echo None)`,
    'done',
  ].join('\n');

const nameOf = (arn: string): string => parseArn(arn)?.resource.split(/[/:]/).at(-1) ?? arn;

/** Names come from the question, so whatever is no plain text is quoted. */
const quoted = (text: string): string =>
  /^[\w:/.@=+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

const regionOf = (arn: string): string => {
  const region = parseArn(arn)?.region;
  return region ? ` --region ${quoted(region)}` : '';
};

function policyCommand(arn: string): string | undefined {
  const { service, resource = '' } = parseArn(arn) ?? {};
  const at = regionOf(arn);
  const [full, name] = [quoted(arn), quoted(nameOf(arn))];
  if (service === 'kms' && resource.startsWith('alias/'))
    return `aws kms describe-key${at} --key-id ${full} --query KeyMetadata.Arn --output text`;
  const kind = kindNear(arn);
  if (kind?.policy) {
    const { command, options, answer } = kind.policy.read;
    const { prefix, cli = prefix } = kind.service;
    const given = quoted(kind.handle?.(arn) ?? arn);
    return `aws ${cli} ${command}${at} ${options(given)} --query ${answer} --output text`;
  }
  switch (service) {
    case 'iam':
      return `aws iam get-role --role-name ${name} --query Role.AssumeRolePolicyDocument`;
    case 'ecr':
      return `aws ecr get-repository-policy${at} --repository-name ${quoted(resource.replace(/^repository\//, ''))} --query policyText --output text`;
    case 'backup':
      return `aws backup get-backup-vault-access-policy${at} --backup-vault-name ${name} --query Policy --output text`;
    case 'kinesis':
      return `aws kinesis get-resource-policy${at} --resource-arn ${full} --query Policy --output text`;
    default:
      return undefined;
  }
}

/** Tells if the collector script fetches the file too. Trust policies are part of the details of an account. */
export function isFetchedByScript({ kind, resource = '' }: Pick<FileName, 'kind' | 'resource'>): boolean {
  if (kind !== 'resource-policy') return fetchedAlways.has(kind);
  if (resource.includes(':alias/')) return false;
  if (parseArn(resource)?.service === 'iam') return true;
  const found = kindNear(resource);
  return Boolean(found?.collector && found.policy && found.list);
}

const fetchedAlways: ReadonlySet<FileName['kind']> = new Set([
  'scps',
  'rcps',
  'membership',
  'account',
  'attached-policies',
]);
