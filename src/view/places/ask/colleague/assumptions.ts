/** Says what a question assumes and the account does not hold. */

import type { Assumed } from '../../../../core/authz/assume.ts';
import type { CallQuestion } from '../../../../core/authz/authorize.ts';
import { bucketOf } from '../../../../core/model/world/bucket-abac.ts';
import type { World } from '../../../../core/model/world/world.ts';

/** Says each assumption, without the texts of the policies. */
export function assumptionWords(
  world: World,
  { resource }: CallQuestion,
  assume: Assumed | undefined,
): string[] {
  if (!assume) return [];
  const { organizations = {}, partial, serviceControlPolicies: scps, resourceControlPolicies: rcps } = assume;
  const isBucket = resource.startsWith('arn:aws:s3:::') && !bucketOf(world, resource);
  return [
    ...Object.entries(organizations).map(([account, one]) =>
      one === 'none'
        ? `account ${account} is in no organization`
        : `account ${account} is in ${one.path ?? one.id}`,
    ),
    ...(scps ? [controls('SCP', partial?.['service-control'])] : []),
    ...(rcps ? [controls('RCP', partial?.['resource-control'])] : []),
    ...(assume.vpcEndpointPolicy ? ['the request comes through a VPC endpoint with the added policy'] : []),
    ...(assume.sessionPolicies ? ['the session has the added policy'] : []),
    ...(assume.resourcePolicy
      ? [
          isBucket
            ? 'the bucket belongs to the caller’s account and has the added policy'
            : 'the resource has the added policy',
        ]
      : []),
  ];
}

const controls = (kind: 'SCP' | 'RCP', missing: 'policy' | 'levels' | undefined): string =>
  missing === undefined
    ? `the added ${kind}s are all that count`
    : missing === 'policy'
      ? `the added ${kind} counts, others may count too`
      : `the added ${kind}s count, levels are missing`;
