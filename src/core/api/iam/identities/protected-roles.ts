/** Protects service-linked roles (N-31, E-53) and AWS-reserved ones (N-32, E-57): only AWS changes them. */

import type { RoleRecord } from '../../../model/records/identities.ts';
import { type ApiFailure, fail } from '../../errors/codes.ts';
import { texts } from '../../errors/texts.ts';

export const isServiceLinked = (role: RoleRecord): boolean => role.path.startsWith('/aws-service-role/');

const isProtected = (role: RoleRecord): boolean =>
  isServiceLinked(role) || role.path.startsWith('/aws-reserved/');

export const refuseProtected = (role: RoleRecord): ApiFailure | undefined =>
  isProtected(role) ? fail('UnmodifiableEntity', texts.protectedRole(role.roleName)) : undefined;

/** Tells if only AWS may make roles under that path. */
export const isReservedPath = (path: string): boolean => /^\/aws-(service-role|reserved)\//.test(path);
