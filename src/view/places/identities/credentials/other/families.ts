/** The purposes of a user's other credentials, and how IAM spells the calls about each. */

import type { UserCredentialRecord } from '#core/model/records/credentials.ts';

interface Family {
  readonly title: string;
  readonly noun: string;
  readonly meaning: string;
  readonly add: string;
  readonly operation: string;
  readonly member: string;
  readonly body: string;
  readonly paste: string;
}

export const credentialFamilies: Readonly<Record<UserCredentialRecord['kind'], Family>> = {
  'ssh-public-key': {
    title: 'SSH public keys for AWS CodeCommit',
    noun: 'SSH public key',
    meaning: 'For Git over SSH with CodeCommit; at most five',
    add: 'Upload SSH public key',
    operation: 'SSHPublicKey',
    member: 'SSHPublicKeyId',
    body: 'SSHPublicKeyBody',
    paste: 'The public key: one line “ssh-rsa AAAA…” or a PEM block, at least 2,048 bits.',
  },
  'service-specific': {
    title: 'Service-specific credentials',
    noun: 'Service credential',
    meaning: 'A user name and a password for one service, such as CodeCommit (Git over HTTPS)',
    add: 'Generate credentials',
    operation: 'ServiceSpecificCredential',
    member: 'ServiceSpecificCredentialId',
    body: '',
    paste: '',
  },
  'signing-certificate': {
    title: 'X.509 signing certificates',
    noun: 'Signing certificate',
    meaning: 'For the old SOAP interfaces of some services; at most two',
    add: 'Upload certificate',
    operation: 'SigningCertificate',
    member: 'CertificateId',
    body: 'CertificateBody',
    paste: 'The certificate as PEM: from “-----BEGIN CERTIFICATE-----” to “-----END CERTIFICATE-----”.',
  },
};
