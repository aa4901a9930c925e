/** Keys that users upload: signing certificates and SSH public keys (N-35). */

import { sha256 } from '@noble/hashes/sha2.js';
import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { created } from '#core/model/world/change.ts';
import { idPrefixes, newUniqueId, unsafeEntityId } from '#core/model/ids.ts';
import { randomText } from '../../base64.ts';
import { fail } from '../../errors/codes.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Call, type Operation, done } from '../../operation.ts';
import {
  type Of,
  base,
  findCredential,
  heldOf,
  listCredentials,
  overCredentialQuota,
  remove,
  setStatus,
} from './held-credentials.ts';
import { ownerOperation, type Owner, credentialOwnerOf } from './owners.ts';
import { readCertificate, readSshKey } from './pem-keys.ts';

const certificateView = (owner: Owner, row: Of<'signing-certificate'>): Api.SigningCertificate => ({
  UserName: owner.name,
  CertificateId: row.id,
  CertificateBody: row.body,
  Status: row.status === 'Active' ? 'Active' : 'Inactive',
  UploadDate: row.createDate,
});

function uploadCertificate(call: Call<Api.UploadSigningCertificateRequest>) {
  const { UserName, CertificateBody: body } = call.params;
  const found = credentialOwnerOf(call, UserName);
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
  const exceeded = overCredentialQuota(call, owner, 'signing-certificate');
  if (exceeded) return exceeded;
  const id = unsafeEntityId(randomText(call.env.random, 32, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'));
  const row = { ...base(call, owner, id), kind: 'signing-certificate', body, fingerprint } as const;
  return done({ Certificate: certificateView(owner, row) }, [created('userCredentials', row)]);
}

const certificateOperations: Operation[] = [
  ownerOperation('UploadSigningCertificate', uploadCertificate),
  ownerOperation('ListSigningCertificates', (c) => {
    const found = listCredentials(c, 'signing-certificate');
    if (!found.ok) return found;
    const { owner, page } = found.value;
    return done({ Certificates: page.items.map((row) => certificateView(owner, row)), ...page.more });
  }),
  ownerOperation('UpdateSigningCertificate', (c) =>
    setStatus(c, 'signing-certificate', c.params.CertificateId, c.params.Status),
  ),
  ownerOperation('DeleteSigningCertificate', (c) => remove(c, 'signing-certificate', c.params.CertificateId)),
];

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
  const found = credentialOwnerOf(call, UserName);
  if (!found.ok) return found;
  const owner = found.value;
  const key = readSshKey(body);
  if (key === 'encoding') return fail('UnrecognizedPublicKeyEncoding', unverifiedTexts.sshEncodingUnknown);
  if (key === 'key' || key.bits < minimumSshBits)
    return fail('InvalidPublicKey', unverifiedTexts.sshKeyInvalid);
  const fingerprint = (bytesToHex(md5(key.blob)).match(/../g) ?? []).join(':');
  if (heldOf(call, owner, 'ssh-public-key').some((row) => row.fingerprint === fingerprint))
    return fail('DuplicateSSHPublicKey', unverifiedTexts.sshKeyDuplicate);
  const exceeded = overCredentialQuota(call, owner, 'ssh-public-key');
  if (exceeded) return exceeded;
  const id = newUniqueId(idPrefixes.sshPublicKey, call.env.random);
  const row = { ...base(call, owner, id), kind: 'ssh-public-key', body, fingerprint } as const;
  return done({ SSHPublicKey: sshView(owner, row) }, [created('userCredentials', row)]);
}

const sshOperations: Operation[] = [
  ownerOperation('UploadSSHPublicKey', uploadSshKey),
  ownerOperation('GetSSHPublicKey', (c) => {
    const found = findCredential(c, 'ssh-public-key', c.params.SSHPublicKeyId);
    if (!found.ok) return found;
    const key = readSshKey(found.value.row.body);
    if (typeof key === 'string')
      return fail('UnrecognizedPublicKeyEncoding', unverifiedTexts.sshEncodingUnknown);
    const body = c.params.Encoding === 'PEM' ? key.pem : key.ssh;
    return done({ SSHPublicKey: sshView(found.value.owner, found.value.row, body) });
  }),
  ownerOperation('ListSSHPublicKeys', (c) => {
    const found = listCredentials(c, 'ssh-public-key');
    if (!found.ok) return found;
    const { owner, page } = found.value;
    const keys = page.items.map((row) => {
      const { Fingerprint: _, SSHPublicKeyBody: __, ...metadata } = sshView(owner, row);
      return metadata;
    });
    return done({ SSHPublicKeys: keys, ...page.more });
  }),
  ownerOperation('UpdateSSHPublicKey', (c) =>
    setStatus(c, 'ssh-public-key', c.params.SSHPublicKeyId, c.params.Status),
  ),
  ownerOperation('DeleteSSHPublicKey', (c) => remove(c, 'ssh-public-key', c.params.SSHPublicKeyId)),
];

export const uploadedKeyOperations: Operation[] = [...certificateOperations, ...sshOperations];
