/** Tells what is known of a user, a role or root, since an imported file does not hold every part. */

import { parseArn } from '../arn.ts';
import { type AccountId, awsAccount } from '../ids.ts';
import type { ResourcePolicyKind } from '../policy-layers.ts';
import type { OrganizationRecord } from '../records/organization.ts';
import type { ResourceRecord } from '../records/tables.ts';
import type { UnknownPart } from '../records/lists.ts';
import type { UserRecord } from '../records/identities.ts';
import { type World, credentialsOf, findByArn } from './world.ts';
import { kindOfArn, resourceKinds } from '../resource-kinds/lookup.ts';

// Services whose resources can carry a policy of their own: an account file without resource policies leaves their
// verdicts open. From the IAM User Guide's table "AWS services that work with IAM", column resource-based policies,
// from memory (unverified); a service missing here is answered as if it had none. `iam` is not in it: trust policies
// are part of the account file, and nothing else in IAM has one.

const others = `acm-pca aoss apigateway aps athena backup bedrock cloudtrail codeartifact codebuild ebs ecr
   ecr-public efs elasticfilesystem elemental-mediastore entityresolution es execute-api glacier glue
   imagebuilder kafka kendra kinesis lex logs mediastore mobiletargeting network-firewall
   networkmanager opensearch payment-cryptography ram redshift redshift-serverless refactor-spaces
   rekognition resource-groups route53resolver s3-object-lambda s3-outposts s3express s3tables
   sagemaker schemas serverlessrepo ses signer sms-voice ssm ssm-contacts
   ssm-incidents vpc-lattice vpce wafv2 xray`;

export const servicesWithResourcePolicies: ReadonlySet<string> = new Set([
  ...others.split(/\s+/),
  ...resourceKinds.flatMap(({ policy, service }) => (policy ? [service.prefix] : [])),
]);

/** A user or role; root, or the account as a whole, has no date. */
export interface KnownParts {
  readonly account: AccountId;
  readonly createDate?: string;
}

/** Returns true when a part of it that is not in the world does not exist. Else the file does not say. */
export const knowsPart = (world: World, subject: KnownParts, part: UnknownPart): boolean =>
  madeHere(world, subject) || !unknownPartsOf(world, subject.account).includes(part);

/**
 * Returns the parts of the account that are not known. Control policies bind no management account (E-54), so
 * nothing is missing where the account has its own organization here.
 */
export function unknownPartsOf(world: World, id: string): readonly UnknownPart[] {
  const { unknown = [], membership } = world.accounts.get(id) ?? {};
  const isManagement = membership && world.organizations.get(membership.organization)?.account === id;
  return isManagement ? unknown.filter((part) => part !== 'organization') : unknown;
}

/** Returns true when the part is missing: always when the world lacks the account, never for `aws`. */
export const lacksPart = (world: World, account: string, part: UnknownPart): boolean =>
  account !== awsAccount && (!world.accounts.has(account) || unknownPartsOf(world, account).includes(part));

/** Returns true when nobody here knows whether the account is in an organization, and in which. */
export function lacksMembership(world: World, account: string): boolean {
  const { membership } = world.accounts.get(account) ?? {};
  const isHeld = membership !== undefined && world.organizations.has(membership.organization);
  return !isHeld && lacksPart(world, account, 'organization');
}

const ofPolicies: ReadonlySet<UnknownPart> = new Set([
  'attached-policies',
  'organization',
  'resource-policies',
]);

/** Returns the kinds of policies that some account of the world may have and that the world does not hold. */
export const lackedPolicies = (world: World): readonly UnknownPart[] => [
  ...new Set(
    [...world.accounts.keys()].flatMap((id) =>
      unknownPartsOf(world, id).filter((part) => ofPolicies.has(part)),
    ),
  ),
];

interface Governed {
  readonly service: string;
  readonly arn: string;
  readonly kind: ResourcePolicyKind | undefined;
  /** The resource or what holds it, when this world has it. */
  readonly held: ResourceRecord | undefined;
  /** The account of the caller, to which a resource without an account in its ARN is counted. */
  readonly caller: string | undefined;
}

/**
 * Returns true when a policy that this world does not hold may govern the resource. Every key has a policy (E-52), so
 * a key without one here has one that nobody knows. A role of another account always has a trust policy.
 */
export function lacksResourcePolicy(world: World, { service, arn, kind, held, caller }: Governed): boolean {
  if (kind === 'key') return held?.policy === undefined;
  if (arn === '*' || knowsPolicy(held) || findByArn(world, 'roles', arn)) return false;
  const owner = held?.account ?? (parseArn(arn)?.account || caller);
  const mayHave = kind === 'trust' ? owner !== caller : servicesWithResourcePolicies.has(service);
  return mayHave && (owner === undefined || lacksPart(world, owner, 'resource-policies'));
}

/** The detail of a resource that a file lists without saying which policy it has. */
export const policyNotTold = 'policyNotTold';

/** Returns true when a resource that is here has the policy of its row, or none. */
const knowsPolicy = (held: ResourceRecord | undefined): boolean =>
  held !== undefined && (held.policy !== undefined || held.details?.[policyNotTold] === undefined);

/** Returns the resource as one whose policy is known: the one of its row, or none. */
export function withPolicyTold(record: ResourceRecord): ResourceRecord {
  if (record.details?.[policyNotTold] === undefined) return record;
  const { details, ...rest } = record;
  const { [policyNotTold]: _told, ...others } = details;
  return Object.keys(others).length === 0 ? rest : { ...rest, details: others };
}

/** AWS remembers the use of access keys since this day, and reports an older key like one that was never used. */
const keysTracked = '2015-04-22';

/** Returns true when an access key without a mark of use was never used. */
export const knowsKeyUse = (world: World, key: KnownParts & { readonly createDate: string }): boolean =>
  knowsPart(world, key, 'access-keys') && (!isImported(world, key) || key.createDate >= keysTracked);

/** Returns true when a password without a mark of use was never used: a report says only `no_information`. */
export function knowsPasswordUse(world: World, user: UserRecord): boolean {
  const { account, createDate } = world.loginProfiles.get(user.id) ?? user;
  const isReported = world.loginProfiles.has(user.id) && isImported(world, user);
  return knowsPart(world, user, 'passwords') && (!isReported || madeHere(world, { account, createDate }));
}

/** Returns true when a user without a mark of use was never used (W-21). */
export const knowsUserUse = (world: World, user: UserRecord): boolean =>
  knowsPart(world, user, 'access-keys') &&
  knowsPasswordUse(world, user) &&
  credentialsOf(world, 'accessKeys', user.id).every((key) => knowsKeyUse(world, key));

/** A file has the last use of a role only where AWS still knew it, which is for 400 days. */
export const knowsRoleUse = (world: World, role: KnownParts): boolean =>
  madeHere(world, role) || !isImported(world, role);

const isImported = (world: World, { account }: KnownParts): boolean =>
  (world.accounts.get(account)?.unknown?.length ?? 0) > 0;

/** Returns a sentence when a resource may hold more than what is here: files name it, and not what is in it. */
export function unknownContentOf(world: World, record: ResourceRecord): string | undefined {
  const kind = kindOfArn(record.arn);
  if (!kind?.content || !isImported(world, record) || world.secrets.has(record.arn)) return undefined;
  const { account, createDate } = record;
  return madeHere(world, { account, ...(createDate !== undefined && { createDate }) })
    ? undefined
    : `The content is not known: the imported files do not say the ${kind.content} of the ${kind.one}.`;
}

/** Returns true for what is newer than everything in the file. */
function madeHere(world: World, { account, createDate }: KnownParts): boolean {
  const since = world.accounts.get(account)?.knownSince;
  return createDate !== undefined && since !== undefined && createDate > since;
}

/** Returns true when files brought the organization in. Nobody here can act as a management account that is not held. */
export const isImportedOrganization = (world: World, { account }: OrganizationRecord): boolean =>
  !world.accounts.has(account) || isImported(world, { account });
