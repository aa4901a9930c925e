/** Methods that make a principal with all rights, or widen a permission set of IAM Identity Center. */

import type { Method } from '../../core/analysis/ways/format.ts';
import { forceBoundary, need } from './shared.ts';

const newRole = 'iam::{account}:role/{name}' as const;
const newUser = 'iam::{account}:user/{name}' as const;
const instance = 'sso:::instance/{any}' as const;
const set = 'sso:::permissionSet/{any}/{any}' as const;
const leaveCenter = 'Leave permission sets and assignments to administrators of IAM Identity Center.';

export const newPrincipalMethods: readonly Method[] = [
  {
    id: 'own-create-role',
    name: 'New role with a managed policy',
    gain: 'new',
    needs: [need('iam:CreateRole', newRole), need('iam:AttachRolePolicy', newRole)],
    makes: newRole,
    how: 'The actor creates a role that trusts it, and attaches an administrator’s policy.',
    stop: forceBoundary,
    source: 'own',
  },
  {
    id: 'own-create-role-inline',
    name: 'New role with an inline policy',
    gain: 'new',
    needs: [need('iam:CreateRole', newRole), need('iam:PutRolePolicy', newRole)],
    makes: newRole,
    how: 'The actor creates a role that trusts it, and lets it do everything.',
    stop: forceBoundary,
    source: 'own',
  },
  {
    id: 'own-create-user',
    name: 'New user with a managed policy',
    gain: 'new',
    needs: [
      need('iam:CreateUser', newUser),
      need('iam:AttachUserPolicy', newUser),
      need('iam:CreateAccessKey', newUser),
    ],
    makes: newUser,
    how: 'The actor creates a user with an administrator’s policy and an access key.',
    stop: forceBoundary,
    source: 'own',
  },
  {
    id: 'own-create-user-inline',
    name: 'New user with an inline policy',
    gain: 'new',
    needs: [
      need('iam:CreateUser', newUser),
      need('iam:PutUserPolicy', newUser),
      need('iam:CreateAccessKey', newUser),
    ],
    makes: newUser,
    how: 'The actor creates a user with an access key, and lets it do everything.',
    stop: forceBoundary,
    source: 'own',
  },
  {
    id: 'sso-001',
    name: 'New permission set for oneself',
    gain: 'new',
    needs: [
      need('sso:CreatePermissionSet', instance),
      need('sso:CreatePermissionSet', set),
      need('sso:AttachManagedPolicyToPermissionSet', instance),
      need('sso:AttachManagedPolicyToPermissionSet', set),
      need('sso:CreateAccountAssignment', instance),
      need('sso:CreateAccountAssignment', set),
      need('sso:CreateAccountAssignment', 'sso:::account/{account}'),
    ],
    makes: 'iam::{account}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_{name}_0123456789abcdef',
    exists: { type: 'AWS::SSO::Instance', role: 'any' },
    given: ['management-account'],
    how: 'The actor makes an administrator’s permission set, and assigns it to a person.',
    stop: leaveCenter,
    source: 'Prowler',
  },
  {
    id: 'sso-002',
    name: 'Managed policy in an own permission set',
    gain: 'self',
    by: 'role',
    needs: [
      need('sso:AttachManagedPolicyToPermissionSet', instance),
      need('sso:AttachManagedPolicyToPermissionSet', set),
    ],
    given: ['permission-set', 'management-account'],
    how: 'The session attaches an administrator’s policy to the permission set that it comes from.',
    stop: leaveCenter,
    source: 'Prowler',
  },
  {
    id: 'sso-003',
    name: 'Inline policy in an own permission set',
    gain: 'self',
    by: 'role',
    needs: [
      need('sso:PutInlinePolicyToPermissionSet', instance),
      need('sso:PutInlinePolicyToPermissionSet', set),
    ],
    given: ['permission-set', 'management-account'],
    how: 'The session writes an inline policy into the permission set that it comes from.',
    stop: leaveCenter,
    source: 'Prowler',
  },
];
