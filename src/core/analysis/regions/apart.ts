/** Regions that are written by hand, for a search. */

import { places } from '../../authz/applicable-statements.ts';
import { compile } from '../../policy/compile.ts';
import { type Region, regionOf } from './region.ts';

export function regionsOf(statement: object): Region[] {
  const { statements } = compile(JSON.stringify({ Statement: { Effect: 'Allow', ...statement } }));
  return statements.flatMap((one) => regionOf(one, places.identity) ?? []);
}

/** Requests that are not asked about, because no policy counts for them. */
export const needNoPermission = regionsOf({
  Action: ['sts:GetCallerIdentity', 'sts:GetSessionToken'],
  Resource: '*',
});
