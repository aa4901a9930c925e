/** The shapes of credentials, secrets, sessions and sign-ins. */

import {
  type AccessKeyRecord,
  type CredentialRecords,
  type LoginProfileRecord,
  type MfaDeviceRecord,
  type SaltedHash,
  type SecretRecord,
  type SecretVersion,
  type ServerCertificateRecord,
  type UserCredentialRecord,
  deviceKinds,
  keyStatuses,
} from '../records/credentials.ts';
import {
  type Check,
  byKind,
  date,
  either,
  flag,
  list,
  mapOf,
  number,
  object,
  oneOf,
  policyDocument,
  tags,
  text,
} from './checks.ts';
import {
  type SessionPolicy,
  type SessionRecord,
  type SessionScope,
  sessionKinds,
} from '../records/sessions.ts';
import type { FailedSignIns, PendingSignIn, SignInRecord, SigninToken } from '../records/sign-ins.ts';

const credential = {
  id: text,
  account: text,
  owner: text,
  status: oneOf([...keyStatuses, 'Expired']),
  createDate: date,
  statusDate: date,
};
const secret = { id: text, account: text, kind: text };
const hash = object<SaltedHash>({ salt: text, hash: text }, {});
type Kind<Row, K> = Extract<Row, { readonly kind: K }>;

const sessionPolicy = object<SessionPolicy>({ name: text, document: policyDocument }, {});

export const credentialShapes: Readonly<Record<keyof CredentialRecords | 'sessions' | 'signIns', Check>> = {
  accessKeys: object<AccessKeyRecord>({ ...credential, status: oneOf(keyStatuses) }, {}),
  loginProfiles: object<LoginProfileRecord>(
    {
      id: text,
      account: text,
      owner: text,
      createDate: date,
      passwordResetRequired: flag,
      passwordDate: date,
    },
    {},
  ),
  mfaDevices: object<MfaDeviceRecord>(
    {
      id: text,
      account: text,
      kind: oneOf(deviceKinds),
      path: text,
      name: text,
      createDate: date,
      tags,
      offset: number,
      clock: oneOf(['simulated', 'wall']),
    },
    { owner: text, enableDate: date, certifications: mapOf(text) },
  ),
  userCredentials: byKind({
    'signing-certificate': object<Kind<UserCredentialRecord, 'signing-certificate'>>(
      { ...credential, kind: text, body: text, fingerprint: text },
      {},
    ),
    'ssh-public-key': object<Kind<UserCredentialRecord, 'ssh-public-key'>>(
      { ...credential, kind: text, body: text, fingerprint: text },
      {},
    ),
    'service-specific': object<Kind<UserCredentialRecord, 'service-specific'>>(
      { ...credential, kind: text, serviceName: text, alias: text },
      { expirationDate: date },
    ),
  }),
  secrets: byKind({
    'access-key': object<Kind<SecretRecord, 'access-key'>>({ ...secret, secretAccessKey: text }, {}),
    session: object<Kind<SecretRecord, 'session'>>(
      { ...secret, secretAccessKey: text, sessionToken: text },
      {},
    ),
    password: object<Kind<SecretRecord, 'password'>>({ ...secret, current: hash, history: list(hash) }, {}),
    totp: object<Kind<SecretRecord, 'totp'>>({ ...secret, base32: text }, {}),
    'service-password': object<Kind<SecretRecord, 'service-password'>>({ ...secret, current: hash }, {}),
    'private-key': object<Kind<SecretRecord, 'private-key'>>({ ...secret, pem: text }, {}),
    'signing-key': object<Kind<SecretRecord, 'signing-key'>>({ ...secret, jwk: text }, {}),
    'signin-token': object<Kind<SecretRecord, 'signin-token'>>({ ...secret, token: text }, {}),
    'secret-value': object<Kind<SecretRecord, 'secret-value'>>(
      { ...secret, value: text },
      { versions: list(object<SecretVersion>({ id: text, value: text, stages: list(text) }, {})) },
    ),
  }),
  serverCertificates: object<ServerCertificateRecord>(
    {
      id: text,
      account: text,
      serverCertificateName: text,
      path: text,
      arn: text,
      uploadDate: date,
      expiration: date,
      body: text,
      tags,
    },
    { chain: text },
  ),
  sessions: object<SessionRecord>(
    {
      id: text,
      account: text,
      kind: oneOf(sessionKinds),
      arn: text,
      issueTime: date,
      expiration: date,
      tags,
      transitiveTagKeys: list(text),
    },
    {
      entity: text,
      name: text,
      sourceIdentity: text,
      sessionPolicies: list(sessionPolicy),
      scope: object<SessionScope>({ policies: list(sessionPolicy) }, { description: text, ofConsole: flag }),
      mfaTime: date,
      federatedProvider: text,
      federationKeys: mapOf(either(text, list(text))),
      chained: flag,
      caller: text,
      callerSession: text,
      console: flag,
      switchedFrom: text,
    },
  ),
  signIns: byKind({
    pending: object<SignInRecord & PendingSignIn>(
      {
        id: text,
        account: text,
        kind: text,
        owner: text,
        step: oneOf(['mfa', 'new-password']),
        expiration: date,
        wrongCodes: number,
      },
      { mfaTime: date, mfaDevice: text },
    ),
    failures: object<SignInRecord & FailedSignIns>(
      { id: text, account: text, kind: text, owner: text, count: number },
      { lockedUntil: date },
    ),
    token: object<SignInRecord & SigninToken>(
      { id: text, account: text, kind: text, session: text, expiration: date },
      { seconds: number },
    ),
  }),
};
