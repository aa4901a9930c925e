/**
 * Less common credentials of users: signing certificates, SSH public keys and service-specific credentials
 * (N-34, N-35). One table says how they differ; the calls are the same for all.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Change, created, deleted, replaced } from '../../../model/world/change.ts';
import type { UserCredentialRecord } from '../../../model/records/credentials.ts';
import { type EntityId, idPrefixes, newUniqueId, unsafeEntityId } from '../../../model/ids.ts';
import { type fixedQuotas } from '../../../model/quotas.ts';
import type { AwsError } from '../../../model/request/request.ts';
import { type Result, ok } from '../../../model/result.ts';
import { credentialsOf } from '../../../model/world/world.ts';
import { base64Alphabet, randomText } from '../../base64.ts';
import { type ApiFailure, fail } from '../../errors/codes.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Call, type Operation, type Answer, done, iamOperation } from '../../operation.ts';
import { type PageParams, pageOf } from '../../paging.ts';
import { overFixedQuota } from '../../errors/over-quota.ts';
import { texts, unverifiedTexts } from '../../errors/texts.ts';
import { type Owner, checkOwner, ownRow, ownerOf } from './owners.ts';
import { hashPassword } from './password-hashes.ts';
import { readCertificate, readSshKey } from './pem-keys.ts';

type Kind = UserCredentialRecord['kind'];
type Of<K extends Kind> = Extract<UserCredentialRecord, { readonly kind: K }>;

interface Family {
  readonly quota: keyof typeof fixedQuotas;
  readonly missing: (id: string) => string;
}

const families: Readonly<Record<Kind, Family>> = {
  'signing-certificate': { quota: 'CertificatesPerUser', missing: texts.certificateMissing },
  'ssh-public-key': { quota: 'SSHPublicKeysPerUser', missing: texts.sshKeyMissing },
  'service-specific': {
    quota: 'ServiceSpecificCredentialsPerUser',
    missing: texts.serviceCredentialMissing,
  },
};

const heldOf = <K extends Kind>({ world }: Call<unknown>, owner: Owner, kind: K): Of<K>[] =>
  credentialsOf(world, 'userCredentials', owner.id).filter((row): row is Of<K> => row.kind === kind);

type MaybeNamed = Call<{ readonly UserName?: string }>;

/** Returns the owner's credential of that kind and id, or `NoSuchEntity`. */
function find<K extends Kind>(
  call: MaybeNamed,
  kind: K,
  id: string,
): Result<{ readonly owner: Owner; readonly row: Of<K> }, AwsError> {
  const owner = ownerOf(call, call.params.UserName);
  if (!owner.ok) return owner;
  const row = ownRow(call.world.userCredentials.get(id), owner.value);
  return row?.kind === kind
    ? ok({ owner: owner.value, row: row as Of<K> })
    : fail('NoSuchEntity', families[kind].missing(id));
}

type Empty = Record<string, never>;

function setStatus(call: MaybeNamed, kind: Kind, id: string, wanted: string): Answer<Empty> {
  const found = find(call, kind, id);
  if (!found.ok) return found;
  const status = wanted === 'Active' ? 'Active' : 'Inactive';
  if (found.value.row.status === status) return done({});
  return done({}, [
    replaced('userCredentials', found.value.row, { ...found.value.row, status, statusDate: call.now }),
  ]);
}

function remove(call: MaybeNamed, kind: Kind, id: string): Answer<Empty> {
  const found = find(call, kind, id);
  if (!found.ok) return found;
  const secret = call.world.secrets.get(id);
  return done({}, [
    deleted('userCredentials', found.value.row),
    ...(secret ? [deleted('secrets', secret)] : []),
  ]);
}

function list<K extends Kind>(call: MaybeNamed & Call<PageParams>, kind: K) {
  const owner = ownerOf(call, call.params.UserName);
  if (!owner.ok) return owner;
  const page = pageOf(heldOf(call, owner.value, kind), ({ id }) => id, call.params);
  return page.ok ? ok({ owner: owner.value, page: page.value }) : page;
}

const base = (call: Call<unknown>, owner: Owner, id: EntityId) =>
  ({
    id,
    account: call.account.id,
    owner: owner.id,
    status: 'Active',
    createDate: call.now,
    statusDate: call.now,
  }) as const;

const overQuota = (call: Call<unknown>, owner: Owner, kind: Kind): ApiFailure | undefined =>
  overFixedQuota(families[kind].quota, heldOf(call, owner, kind).length + 1);

// Signing certificates

const certificateView = (owner: Owner, row: Of<'signing-certificate'>): Api.SigningCertificate => ({
  UserName: owner.name,
  CertificateId: row.id,
  CertificateBody: row.body,
  Status: row.status === 'Active' ? 'Active' : 'Inactive',
  UploadDate: row.createDate,
});

function uploadCertificate(call: Call<Api.UploadSigningCertificateRequest>) {
  const { UserName, CertificateBody: body } = call.params;
  const found = ownerOf(call, UserName);
  if (!found.ok) return found;
  const owner = found.value;
  const certificate = readCertificate(body);
  if (!certificate) return fail('MalformedCertificate', unverifiedTexts.certificateMalformed);
  const { now } = call.env;
  if (now < certificate.notBefore || now > certificate.notAfter)
    return fail('InvalidCertificate', unverifiedTexts.certificateExpired);
  const fingerprint = bytesToHex(sha256(Uint8Array.from(certificate.identity, (c) => c.charCodeAt(0))));
  if (heldOf(call, owner, 'signing-certificate').some((row) => row.fingerprint === fingerprint))
    return fail('DuplicateCertificate', unverifiedTexts.certificateDuplicate);
  const exceeded = overQuota(call, owner, 'signing-certificate');
  if (exceeded) return exceeded;
  const id = unsafeEntityId(randomText(call.env.random, 32, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'));
  const row = { ...base(call, owner, id), kind: 'signing-certificate', body, fingerprint } as const;
  return done({ Certificate: certificateView(owner, row) }, [created('userCredentials', row)]);
}

const certificateOperations: Operation[] = [
  iamOperation('UploadSigningCertificate', {
    checks: (c) => checkOwner(c, 'UploadSigningCertificate', c.params.UserName),
    run: uploadCertificate,
  }),
  iamOperation('ListSigningCertificates', {
    checks: (c) => checkOwner(c, 'ListSigningCertificates', c.params.UserName),
    run: (c) => {
      const found = list(c, 'signing-certificate');
      if (!found.ok) return found;
      const { owner, page } = found.value;
      return done({ Certificates: page.items.map((row) => certificateView(owner, row)), ...page.more });
    },
  }),
  iamOperation('UpdateSigningCertificate', {
    checks: (c) => checkOwner(c, 'UpdateSigningCertificate', c.params.UserName),
    run: (c) => setStatus(c, 'signing-certificate', c.params.CertificateId, c.params.Status),
  }),
  iamOperation('DeleteSigningCertificate', {
    checks: (c) => checkOwner(c, 'DeleteSigningCertificate', c.params.UserName),
    run: (c) => remove(c, 'signing-certificate', c.params.CertificateId),
  }),
];

// SSH public keys

const sshView = (
  owner: Owner,
  row: Of<'ssh-public-key'>,
  body = row.body,
): Api.SSHPublicKey & { readonly UploadDate: string } => ({
  UserName: owner.name,
  SSHPublicKeyId: row.id,
  Fingerprint: row.fingerprint,
  SSHPublicKeyBody: body,
  Status: row.status === 'Active' ? 'Active' : 'Inactive',
  UploadDate: row.createDate,
});

const minimumSshBits = 2048;

function uploadSshKey(call: Call<Api.UploadSSHPublicKeyRequest>) {
  const { UserName, SSHPublicKeyBody: body } = call.params;
  const found = ownerOf(call, UserName);
  if (!found.ok) return found;
  const owner = found.value;
  const key = readSshKey(body);
  if (key === 'encoding') return fail('UnrecognizedPublicKeyEncoding', unverifiedTexts.sshEncodingUnknown);
  if (key === 'key' || key.bits < minimumSshBits)
    return fail('InvalidPublicKey', unverifiedTexts.sshKeyInvalid);
  const fingerprint = (bytesToHex(md5(key.blob)).match(/../g) ?? []).join(':');
  if (heldOf(call, owner, 'ssh-public-key').some((row) => row.fingerprint === fingerprint))
    return fail('DuplicateSSHPublicKey', unverifiedTexts.sshKeyDuplicate);
  const exceeded = overQuota(call, owner, 'ssh-public-key');
  if (exceeded) return exceeded;
  const id = newUniqueId(idPrefixes.sshPublicKey, call.env.random);
  const row = { ...base(call, owner, id), kind: 'ssh-public-key', body, fingerprint } as const;
  return done({ SSHPublicKey: sshView(owner, row) }, [created('userCredentials', row)]);
}

const sshOperations: Operation[] = [
  iamOperation('UploadSSHPublicKey', {
    checks: (c) => checkOwner(c, 'UploadSSHPublicKey', c.params.UserName),
    run: uploadSshKey,
  }),
  iamOperation('GetSSHPublicKey', {
    checks: (c) => checkOwner(c, 'GetSSHPublicKey', c.params.UserName),
    run: (c) => {
      const found = find(c, 'ssh-public-key', c.params.SSHPublicKeyId);
      if (!found.ok) return found;
      const key = readSshKey(found.value.row.body);
      if (typeof key === 'string')
        return fail('UnrecognizedPublicKeyEncoding', unverifiedTexts.sshEncodingUnknown);
      const body = c.params.Encoding === 'PEM' ? key.pem : key.ssh;
      return done({ SSHPublicKey: sshView(found.value.owner, found.value.row, body) });
    },
  }),
  iamOperation('ListSSHPublicKeys', {
    checks: (c) => checkOwner(c, 'ListSSHPublicKeys', c.params.UserName),
    run: (c) => {
      const found = list(c, 'ssh-public-key');
      if (!found.ok) return found;
      const { owner, page } = found.value;
      const keys = page.items.map((row) => {
        const { Fingerprint: _, SSHPublicKeyBody: __, ...metadata } = sshView(owner, row);
        return metadata;
      });
      return done({ SSHPublicKeys: keys, ...page.more });
    },
  }),
  iamOperation('UpdateSSHPublicKey', {
    checks: (c) => checkOwner(c, 'UpdateSSHPublicKey', c.params.UserName),
    run: (c) => setStatus(c, 'ssh-public-key', c.params.SSHPublicKeyId, c.params.Status),
  }),
  iamOperation('DeleteSSHPublicKey', {
    checks: (c) => checkOwner(c, 'DeleteSSHPublicKey', c.params.UserName),
    run: (c) => remove(c, 'ssh-public-key', c.params.SSHPublicKeyId),
  }),
];

// Service-specific credentials

/** N-34. Bedrock and Logs have API keys, whose members this version of the API model lacks. */
const services: ReadonlySet<string> = new Set([
  'codecommit.amazonaws.com',
  'cassandra.amazonaws.com',
  'bedrock.amazonaws.com',
  'logs.amazonaws.com',
]);

const unsupported = (service: string): ApiFailure | undefined =>
  services.has(service) ? undefined : fail('NoSuchEntity', texts.serviceUnsupported(service));

const serviceView = (owner: Owner, row: Of<'service-specific'>): Api.ServiceSpecificCredentialMetadata => ({
  UserName: owner.name,
  Status: row.status === 'Active' ? 'Active' : 'Inactive',
  ServiceUserName: row.alias,
  CreateDate: row.createDate,
  ServiceSpecificCredentialId: row.id,
  ServiceName: row.serviceName,
});

/** Returns a new password, which is shown once, and the change that stores its hash. */
function newServicePassword(call: Call<unknown>, id: EntityId): { password: string; change: Change } {
  const password = `${randomText(call.env.random, 43, base64Alphabet)}=`;
  const before = call.world.secrets.get(id);
  const current = hashPassword(password, call.env.random);
  const after = { id, account: call.account.id, kind: 'service-password', current } as const;
  return { password, change: before ? replaced('secrets', before, after) : created('secrets', after) };
}

function createServiceCredential(call: Call<Api.CreateServiceSpecificCredentialRequest>) {
  const { UserName, ServiceName: serviceName } = call.params;
  const found = ownerOf(call, UserName);
  if (!found.ok) return found;
  const owner = found.value;
  const refused = unsupported(serviceName);
  if (refused) return refused;
  const held = heldOf(call, owner, 'service-specific').filter((row) => row.serviceName === serviceName);
  const exceeded = overFixedQuota(families['service-specific'].quota, held.length + 1);
  if (exceeded) return exceeded;
  const id = newUniqueId(idPrefixes.serviceCredential, call.env.random);
  const name = `${owner.name}-at-${call.account.id}`;
  const taken = new Set(held.map(({ alias }) => alias));
  const alias = taken.has(name) ? `${name}-1` : name;
  const row = { ...base(call, owner, id), kind: 'service-specific', serviceName, alias } as const;
  const { password, change } = newServicePassword(call, id);
  return done({ ServiceSpecificCredential: { ...serviceView(owner, row), ServicePassword: password } }, [
    created('userCredentials', row),
    change,
  ]);
}

const serviceOperations: Operation[] = [
  iamOperation('CreateServiceSpecificCredential', {
    checks: (c) => checkOwner(c, 'CreateServiceSpecificCredential', c.params.UserName, serviceKey(c.params)),
    run: createServiceCredential,
  }),
  iamOperation('ListServiceSpecificCredentials', {
    checks: (c) => checkOwner(c, 'ListServiceSpecificCredentials', c.params.UserName),
    run: (c) => {
      const { UserName, ServiceName } = c.params;
      const owner = ownerOf(c, UserName);
      if (!owner.ok) return owner;
      const refused = ServiceName === undefined ? undefined : unsupported(ServiceName);
      if (refused) return refused;
      const rows = heldOf(c, owner.value, 'service-specific').filter(
        ({ serviceName }) => ServiceName === undefined || serviceName === ServiceName,
      );
      return done({
        ServiceSpecificCredentials: rows.sort(byId).map((row) => serviceView(owner.value, row)),
      });
    },
  }),
  iamOperation('UpdateServiceSpecificCredential', {
    checks: (c) => checkOwner(c, 'UpdateServiceSpecificCredential', c.params.UserName),
    run: (c) => setStatus(c, 'service-specific', c.params.ServiceSpecificCredentialId, c.params.Status),
  }),
  iamOperation('ResetServiceSpecificCredential', {
    checks: (c) => checkOwner(c, 'ResetServiceSpecificCredential', c.params.UserName),
    run: (c) => {
      const found = find(c, 'service-specific', c.params.ServiceSpecificCredentialId);
      if (!found.ok) return found;
      const { password, change } = newServicePassword(c, found.value.row.id);
      const view = { ...serviceView(found.value.owner, found.value.row), ServicePassword: password };
      return done({ ServiceSpecificCredential: view }, [change]);
    },
  }),
  iamOperation('DeleteServiceSpecificCredential', {
    checks: (c) => checkOwner(c, 'DeleteServiceSpecificCredential', c.params.UserName),
    run: (c) => remove(c, 'service-specific', c.params.ServiceSpecificCredentialId),
  }),
];

const byId = (a: UserCredentialRecord, b: UserCredentialRecord): number => (a.id < b.id ? -1 : 1);

/** K-34: returns the context key of the service (unverified). */
const serviceKey = ({ ServiceName }: { readonly ServiceName: string }) => ({
  'iam:ServiceSpecificCredentialServiceName': ServiceName,
});

export const userCredentialOperations: Operation[] = [
  ...certificateOperations,
  ...sshOperations,
  ...serviceOperations,
];
