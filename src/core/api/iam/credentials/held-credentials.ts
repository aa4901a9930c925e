/**
 * The credentials that a user holds beside keys, password and devices (N-34, N-35): one table says how their
 * kinds differ, and the calls that all kinds have are here.
 */

import { deleted, replaced } from '#core/model/world/change.ts';
import type { UserCredentialRecord } from '#core/model/records/credentials.ts';
import type { EntityId } from '#core/model/ids.ts';
import type { fixedQuotas } from '#core/model/quotas.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { credentialsOf } from '#core/model/world/world.ts';
import { type ApiFailure, fail, overFixedQuota } from '../../errors/codes.ts';
import { errorTexts, unverifiedTexts } from '../../errors/texts.ts';
import { type Answer, type Call, done } from '../../operation.ts';
import { type PageParams, pageOf } from '../../paging.ts';
import { type Owner, ownRow, credentialOwnerOf } from './owners.ts';
import { type KeyStatus, keyStatuses } from '#core/model/records/lists.ts';

type Kind = UserCredentialRecord['kind'];
export type Of<K extends Kind> = Extract<UserCredentialRecord, { readonly kind: K }>;

interface Family {
  readonly quota: keyof typeof fixedQuotas;
  readonly missing: (id: string) => string;
}

export const families: Readonly<Record<Kind, Family>> = {
  'signing-certificate': { quota: 'CertificatesPerUser', missing: errorTexts.certificateMissing },
  'ssh-public-key': { quota: 'SSHPublicKeysPerUser', missing: errorTexts.sshKeyMissing },
  'service-specific': {
    quota: 'ServiceSpecificCredentialsPerUser',
    missing: errorTexts.serviceCredentialMissing,
  },
};

export const heldOf = <K extends Kind>({ world }: Call<unknown>, owner: Owner, kind: K): Of<K>[] =>
  credentialsOf(world, 'userCredentials', owner.id).filter((row): row is Of<K> => row.kind === kind);

type MaybeNamed = Call<{ readonly UserName?: string }>;

/** Returns the owner's credential of that kind and id, or `NoSuchEntity`. */
export function findCredential<K extends Kind>(
  call: MaybeNamed,
  kind: K,
  id: string,
): Result<{ readonly owner: Owner; readonly row: Of<K> }, AwsError> {
  const owner = credentialOwnerOf(call, call.params.UserName);
  if (!owner.ok) return owner;
  const row = ownRow(call.world.userCredentials.get(id), owner.value);
  return row?.kind === kind
    ? ok({ owner: owner.value, row: row as Of<K> })
    : fail('NoSuchEntity', families[kind].missing(id));
}

type Empty = Record<string, never>;

export function setStatus(call: MaybeNamed, kind: Kind, id: string, wanted: string): Answer<Empty> {
  const found = findCredential(call, kind, id);
  if (!found.ok) return found;
  const asked = keyStatus(wanted);
  if (!asked.ok) return asked;
  const status = asked.value;
  if (found.value.row.status === status) return done({});
  return done({}, [
    replaced('userCredentials', found.value.row, { ...found.value.row, status, statusDate: call.now }),
  ]);
}

export function remove(call: MaybeNamed, kind: Kind, id: string): Answer<Empty> {
  const found = findCredential(call, kind, id);
  if (!found.ok) return found;
  const secret = call.world.secrets.get(id);
  return done({}, [
    deleted('userCredentials', found.value.row),
    ...(secret ? [deleted('secrets', secret)] : []),
  ]);
}

export function listCredentials<K extends Kind>(call: MaybeNamed & Call<PageParams>, kind: K) {
  const owner = credentialOwnerOf(call, call.params.UserName);
  if (!owner.ok) return owner;
  const page = pageOf(heldOf(call, owner.value, kind), ({ id }) => id, call.params);
  return page.ok ? ok({ owner: owner.value, page: page.value }) : page;
}

export const base = (call: Call<unknown>, owner: Owner, id: EntityId) =>
  ({
    id,
    account: call.account.id,
    owner: owner.id,
    status: 'Active',
    createDate: call.now,
    statusDate: call.now,
  }) as const;

export const overCredentialQuota = (call: Call<unknown>, owner: Owner, kind: Kind): ApiFailure | undefined =>
  overFixedQuota(families[kind].quota, heldOf(call, owner, kind).length + 1);

/** Refuses `Expired`, which the model's enum has but only time gives. */
export function keyStatus(wanted: string): Result<KeyStatus, AwsError> {
  const status = keyStatuses.find((one) => one === wanted);
  return status === undefined
    ? fail('ValidationError', unverifiedTexts.statusOfTimeOnly(wanted))
    : ok(status);
}
