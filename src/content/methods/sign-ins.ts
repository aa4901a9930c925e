/** Methods that open a way to sign in: an old key, an MFA device, an identity provider that a role trusts. */

import type { Method } from '../../core/analysis/ways/format.ts';
import { need } from './shared.ts';

const token = 'The actor can get a token of the provider that fits the trust policy.';
const leaveProviders = 'Leave identity providers to administrators, and delete trusts in deleted ones.';

export const signInMethods: readonly Method[] = [
  {
    id: 'own-activate-key',
    name: 'Old access key of another user',
    gain: 'user',
    needs: [need('iam:UpdateAccessKey', 'target')],
    assumes: 'The actor knows the secret of the inactive access key.',
    given: ['inactive-key'],
    how: 'The actor switches an old access key of another user on again.',
    stop: 'Delete old access keys instead of switching them off.',
    source: 'own',
  },
  {
    id: 'own-enrol-mfa',
    name: 'Role that asks for MFA',
    gain: 'role',
    by: 'user',
    needs: [
      need('iam:CreateVirtualMFADevice', 'iam::{account}:mfa/{any}'),
      need('iam:EnableMFADevice', 'self'),
      need('sts:AssumeRole', 'target'),
    ],
    withMfa: true,
    how: 'The user gives itself an MFA device, and assumes a role that asks for MFA.',
    stop: 'Let nobody enrol an MFA device without another factor.',
    source: 'own',
  },
  {
    id: 'own-tag-session',
    name: 'Tag on a session of a role',
    gain: 'role',
    needs: [need('sts:AssumeRole', 'target')],
    withTag: true,
    how: 'The actor assumes a role with a tag that its policies ask for.',
    stop: 'Fix in the trust policy which tags a session can have.',
    source: 'own',
  },
  {
    id: 'own-saml-metadata',
    name: 'New metadata of a SAML provider',
    gain: 'role',
    needs: [need('iam:UpdateSAMLProvider', 'provider')],
    enters: 'sts:AssumeRoleWithSAML',
    how: 'The actor puts its own key into a SAML provider, and signs in with any role of it.',
    stop: leaveProviders,
    source: 'own',
  },
  {
    id: 'own-saml-provider',
    name: 'SAML provider that a role still trusts',
    gain: 'role',
    needs: [need('iam:CreateSAMLProvider', 'provider')],
    enters: 'sts:AssumeRoleWithSAML',
    how: 'The actor makes a deleted SAML provider again, with its own key.',
    stop: leaveProviders,
    source: 'own',
  },
  {
    id: 'own-oidc-provider',
    name: 'OIDC provider that a role still trusts',
    gain: 'role',
    needs: [need('iam:CreateOpenIDConnectProvider', 'provider')],
    enters: 'sts:AssumeRoleWithWebIdentity',
    assumes: token,
    how: 'The actor makes a deleted OIDC provider again, and shows a token of it.',
    stop: leaveProviders,
    source: 'own',
  },
  {
    id: 'own-oidc-audience',
    name: 'New audience of an OIDC provider',
    gain: 'role',
    needs: [need('iam:AddClientIDToOpenIDConnectProvider', 'provider')],
    enters: 'sts:AssumeRoleWithWebIdentity',
    assumes: token,
    how: 'The actor lets a provider accept tokens of its own application.',
    stop: 'Pin the audience in the trust policy of each role.',
    source: 'own',
  },
];
