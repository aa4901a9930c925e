/**
 * ARNs, `arn:partition:service:region:account:resource`: the sixth field is all that follows the fifth colon
 * (G-42). No other module puts the text of an ARN together.
 */

import { type AccountId, type Arn, unsafeArn } from './ids.ts';

export interface ArnParts {
  partition: string;
  service: string;
  region: string;
  account: string;
  resource: string;
}

/** Returns the six fields of an ARN; `undefined` when the text is none. */
export function parseArn(text: string): ArnParts | undefined {
  const fields = text.split(':');
  const [scheme, partition, service, region, account, ...rest] = fields;
  if (scheme !== 'arn' || rest.length === 0) return undefined;
  if (!partition || !service || region === undefined || account === undefined) return undefined;
  return { partition, service, region, account, resource: rest.join(':') };
}

export const iamArn = (account: AccountId, resource: string): Arn =>
  unsafeArn(`arn:aws:iam::${account}:${resource}`);

/** `path` begins and ends with `/` (N-02). */
export const userArn = (account: AccountId, path: string, name: string): Arn =>
  iamArn(account, `user${path}${name}`);
export const groupArn = (account: AccountId, path: string, name: string): Arn =>
  iamArn(account, `group${path}${name}`);
export const roleArn = (account: AccountId, path: string, name: string): Arn =>
  iamArn(account, `role${path}${name}`);
export const policyArn = (account: AccountId, path: string, name: string): Arn =>
  iamArn(account, `policy${path}${name}`);
export const instanceProfileArn = (account: AccountId, path: string, name: string): Arn =>
  iamArn(account, `instance-profile${path}${name}`);
export const serverCertificateArn = (account: AccountId, path: string, name: string): Arn =>
  iamArn(account, `server-certificate${path}${name}`);
/** Returns the ARN of a virtual device, which is its serial number too (F-15). */
export const mfaArn = (account: AccountId, path: string, name: string): Arn =>
  iamArn(account, `mfa${path}${name}`);
/** Y-11: `path` is `/user/alice/`, or `/root/` for the root user's. */
export const passkeyArn = (account: AccountId, path: string, name: string): Arn =>
  iamArn(account, `u2f${path}${name}`);
export const samlProviderArn = (account: AccountId, name: string): Arn =>
  iamArn(account, `saml-provider/${name}`);
/** `url` without its scheme. */
export const oidcProviderArn = (account: AccountId, url: string): Arn =>
  iamArn(account, `oidc-provider/${url}`);
export const federatedUserArn = (account: AccountId, name: string): Arn =>
  unsafeArn(`arn:aws:sts::${account}:federated-user/${name}`);
export const rootArn = (account: AccountId): Arn => iamArn(account, 'root');
/** A role session's ARN carries the role's name but never its path (N-07). */
export const sessionArn = (account: AccountId, roleName: string, sessionName: string): Arn =>
  unsafeArn(`arn:aws:sts::${account}:assumed-role/${roleName}/${sessionName}`);

/** Returns the account field of an ARN; empty for services whose ARNs have none (S3). */
export const arnAccount = (arn: string): string => parseArn(arn)?.account ?? '';

/** Returns the service field of an ARN, of a pattern or of AWS's format of one; empty where there is none. */
export const arnService = (arn: string): string => arn.split(':', 3)[2] ?? '';

/** Returns the region field of an ARN; `undefined` where it has none, or wildcards. */
export function arnRegion(arn: string): string | undefined {
  const region = parseArn(arn)?.region;
  return region && !/[*?]/.test(region) ? region : undefined;
}

/** Returns the last segment of an ARN's resource field, the name that a person knows. */
export function arnName(arn: string): string {
  const resource = parseArn(arn)?.resource ?? arn;
  return resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1) || resource;
}

/** Returns the name that the service gives a resource, without its type: `nightly-clean` of `function:nightly-clean`. */
export function resourceName(arn: string): string {
  const parts = parseArn(arn);
  if (!parts) return arn;
  // The name of an object may hold anything, and no type stands before it.
  if (parts.service === 's3' && !parts.account) return parts.resource;
  return parts.resource.replace(/^[a-z0-9-]+[:/](?=.)/, '');
}
