/** The owner of the credentials on a page. Calls about the root user name nobody: they mean their caller. */

import { rootArn } from '#core/model/arn.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { KnownParts } from '#core/model/world/known-parts.ts';
import type { UserRecord } from '#core/model/records/identities.ts';

export type CredentialOwner =
  | { readonly kind: 'user'; readonly user: UserRecord }
  | { readonly kind: 'root'; readonly account: AccountId };

export const ownerId = (owner: CredentialOwner): string =>
  owner.kind === 'user' ? owner.user.id : owner.account;

export const ownerKnown = (owner: CredentialOwner): KnownParts =>
  owner.kind === 'user' ? owner.user : { account: owner.account };

export const ownerName = (owner: CredentialOwner): string =>
  owner.kind === 'user' ? owner.user.userName : 'the root user';

export const ownerParams = (owner: CredentialOwner): Record<string, string> =>
  owner.kind === 'user' ? { UserName: owner.user.userName } : {};

/** Names the owner for calls that require a name. Root is named by the account's id. */
export const namedOwner = (owner: CredentialOwner): { readonly UserName: string } => ({
  UserName: owner.kind === 'user' ? owner.user.userName : owner.account,
});

export const ownerArn = (owner: CredentialOwner): string =>
  owner.kind === 'user' ? owner.user.arn : rootArn(owner.account);
