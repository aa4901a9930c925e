/** Reads the organization of an account from what the command prints: an id, a path, AWS's whole answer, or its error. */

import type { AssumedOrganization } from '../../../../core/authz/organization.ts';
import { errorWords } from './aws-error.ts';

export type PastedOrganization =
  | { readonly kind: 'organization'; readonly organization: AssumedOrganization | 'none' }
  | { readonly kind: 'problem'; readonly problem: string };

const form = /^(o-[a-z\d]{10,32})(\/r-[a-z\d]{4,32}\/(?:ou-[a-z\d]{4,32}-[a-z\d]{8,32}\/)*)?$/;

export function readOrganization(text: string, needsPath: boolean): PastedOrganization {
  if (text.includes('AWSOrganizationsNotInUseException'))
    return { kind: 'organization', organization: 'none' };
  const error = errorWords(text, needsPath);
  if (error !== undefined) return { kind: 'problem', problem: error };
  const written = (/"Id"\s*:\s*"(o-[^"]*)"/.exec(text)?.[1] ?? text).trim();
  const [, id, rest] = form.exec(written.includes('/') ? written.replace(/\/?$/, '/') : written) ?? [];
  if (id === undefined)
    return {
      kind: 'problem',
      problem: 'An organization has an id such as o-a1b2c3d4e5, and its places o-…/r-…/ou-…/.',
    };
  if (needsPath && rest === undefined)
    return { kind: 'problem', problem: 'A policy asks for the place of the account too: o-…/r-…/ou-…/.' };
  return { kind: 'organization', organization: rest === undefined ? { id } : { id, path: `${id}${rest}` } };
}
