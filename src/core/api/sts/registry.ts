/** The operations of STS (S-05). */

import type { AnyOperation } from '../operation.ts';
import { assumeRoleOperations } from './assume-role.ts';
import { assumeRootOperations } from './assume-root.ts';
import { delegatedAccessOperations } from './delegated-access.ts';
import { lookingOperations } from './keys-and-messages.ts';
import { identityTokenOperations } from './outbound/get-web-identity-token.ts';
import { samlOperations } from './saml.ts';
import { scopedCredentialsOperations } from './scoped-credentials.ts';
import { tokenOperations } from './tokens.ts';
import { webIdentityOperations } from './web-identity.ts';

export const stsOperations: readonly AnyOperation[] = [
  ...lookingOperations,
  ...assumeRoleOperations,
  ...tokenOperations,
  ...scopedCredentialsOperations,
  ...assumeRootOperations,
  ...delegatedAccessOperations,
  ...samlOperations,
  ...webIdentityOperations,
  ...identityTokenOperations,
];
