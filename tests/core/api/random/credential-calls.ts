/** Calls on credentials, providers and jobs, as careless as those of calls.ts. */

import { readFileSync } from 'node:fs';
import { account } from '../door.ts';

const file = (name: string) => readFileSync(`tests/core/api/fixtures/${name}`, 'utf8');
const certificates = ['rsa-certificate.pem', 'ec-certificate.pem', 'expired-certificate.pem'].map(file);
const keys = ['rsa-key.pem', 'ec-key.pem'].map(file);
const sshKeys = ['ssh-rsa.pub', 'ssh-rsa.pem', 'ssh-ed25519.pub'].map(file);

export interface Dice {
  readonly random: () => number;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly maybe: (members: Record<string, unknown>) => Record<string, unknown>;
  /** Ids that earlier calls gave. */
  readonly ids: readonly string[];
}

type Calls = Readonly<Record<string, () => Record<string, unknown>>>;

export function credentialCalls({ random, pick, maybe, ids }: Dice): Calls {
  const user = () => maybe({ UserName: pick(['a', 'A', 'b', 'c', 'dev']) });
  const named = () => ({ UserName: pick(['a', 'A', 'b', 'c', 'dev']) });
  const id = () => (ids.length > 0 && random() < 0.9 ? pick(ids) : 'AKIANOBODY0000000000');
  const status = () => ({ Status: pick(['Active', 'Inactive']) });
  const password = () => pick(['short', 'Correct-Horse-7', 'Correct-Horse-8', 'lower-case-9']);
  const device = () => ({ SerialNumber: `arn:aws:iam::${account}:mfa/${pick(['d', 'e', 'x/d'])}` });
  const codes = () => ({ AuthenticationCode1: '123456', AuthenticationCode2: '654321' });
  const certificate = () => ({ ServerCertificateName: pick(['t', 'T', 'u']) });
  const oidc = () => ({
    OpenIDConnectProviderArn: `arn:aws:iam::${account}:oidc-provider/${pick(['o.example', 'p.example/x'])}`,
  });
  const tags = () => [{ Key: pick(['k', 'K']), Value: 'v' }];
  const source = () =>
    pick([
      `arn:aws:iam::${account}:user/a`,
      `arn:aws:iam::${account}:group/b`,
      `arn:aws:iam::${account}:role/c`,
    ]);
  return {
    CreateAccessKey: user,
    ListAccessKeys: user,
    UpdateAccessKey: () => ({ ...named(), AccessKeyId: id(), ...status() }),
    DeleteAccessKey: () => ({ ...named(), AccessKeyId: id() }),
    GetAccessKeyLastUsed: () => ({ AccessKeyId: id() }),
    CreateLoginProfile: () => ({ ...named(), Password: password() }),
    UpdateLoginProfile: () => ({ ...named(), ...maybe({ Password: password() }) }),
    DeleteLoginProfile: named,
    ChangePassword: () => ({ OldPassword: password(), NewPassword: password() }),
    UpdateAccountPasswordPolicy: () => ({
      ...maybe({ PasswordReusePrevention: 3 }),
      ...maybe({ AllowUsersToChangePassword: true }),
      ...maybe({ MaxPasswordAge: 1 }),
    }),
    DeleteAccountPasswordPolicy: () => ({}),
    CreateVirtualMFADevice: () => ({ VirtualMFADeviceName: pick(['d', 'e']), ...maybe({ Path: '/x/' }) }),
    EnableMFADevice: () => ({ ...named(), ...device(), ...codes() }),
    DeactivateMFADevice: () => ({ ...named(), ...device() }),
    DeleteVirtualMFADevice: device,
    TagMFADevice: () => ({ ...device(), Tags: tags() }),
    UploadSigningCertificate: () => ({ ...named(), CertificateBody: pick(certificates) }),
    DeleteSigningCertificate: () => ({ ...named(), CertificateId: id().padEnd(24, '0') }),
    UploadSSHPublicKey: () => ({ ...named(), SSHPublicKeyBody: pick(sshKeys) }),
    DeleteSSHPublicKey: () => ({ ...named(), SSHPublicKeyId: id().padEnd(20, '0') }),
    CreateServiceSpecificCredential: () => ({
      ...named(),
      ServiceName: pick(['codecommit.amazonaws.com', 'cassandra.amazonaws.com', 's3.amazonaws.com']),
    }),
    ResetServiceSpecificCredential: () => ({ ...named(), ServiceSpecificCredentialId: id() }),
    DeleteServiceSpecificCredential: () => ({ ...named(), ServiceSpecificCredentialId: id() }),
    UploadServerCertificate: () => ({
      ...certificate(),
      CertificateBody: pick(certificates),
      PrivateKey: pick(keys),
    }),
    UpdateServerCertificate: () => ({ ...certificate(), NewServerCertificateName: pick(['t', 'u', 'v']) }),
    DeleteServerCertificate: certificate,
    CreateOpenIDConnectProvider: () => ({
      Url: pick(['https://o.example', 'https://p.example/x', 'http://q']),
    }),
    AddClientIDToOpenIDConnectProvider: () => ({ ...oidc(), ClientID: pick(['a', 'b']) }),
    RemoveClientIDFromOpenIDConnectProvider: () => ({ ...oidc(), ClientID: pick(['a', 'b']) }),
    TagOpenIDConnectProvider: () => ({ ...oidc(), Tags: tags() }),
    DeleteOpenIDConnectProvider: oidc,
    CreateServiceLinkedRole: () => ({
      AWSServiceName: pick(['support.amazonaws.com', 'autoscaling.amazonaws.com', 'ec2.amazonaws.com']),
      ...maybe({ CustomSuffix: 'x' }),
    }),
    DeleteServiceLinkedRole: () => ({
      RoleName: pick(['AWSServiceRoleForSupport', 'AWSServiceRoleForAutoScaling', 'a']),
    }),
    GenerateCredentialReport: () => ({}),
    GetCredentialReport: () => ({}),
    GenerateServiceLastAccessedDetails: () => ({ Arn: source() }),
    SimulatePrincipalPolicy: () => ({ PolicySourceArn: source(), ActionNames: ['s3:GetObject'] }),
    ListPoliciesGrantingServiceAccess: () => ({ Arn: source(), ServiceNamespaces: ['s3'] }),
    GetContextKeysForPrincipalPolicy: () => ({ PolicySourceArn: source() }),
    SetSecurityTokenServicePreferences: () => ({ GlobalEndpointTokenVersion: pick(['v1Token', 'v2Token']) }),
  };
}
