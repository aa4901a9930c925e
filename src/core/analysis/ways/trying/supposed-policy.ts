/** Supposes a policy for a resource whose own one nobody knows: one with which the policies of the caller's account decide. */

import { parseArn, rootArn } from '#core/model/arn.ts';
import { unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { created, replaced } from '#core/model/world/change.ts';
import { lacksResourcePolicy } from '#core/model/world/known-parts.ts';
import { overlayWorld } from '#core/model/world/overlay.ts';
import { type World, findByArn } from '#core/model/world/world.ts';
import { remembered, type SearchEnv } from '../search-env.ts';

/** Returns the world with that policy; `undefined` where the policy is known, or there is surely none. */
export const ifPolicyLetsIn = (
  world: World,
  arn: string,
  principal: string,
  env: SearchEnv,
): World | undefined =>
  remembered(env, world, `${arn} open to ${parseArn(principal)?.account}`, () =>
    opened(world, arn, principal),
  ).world;

function opened(world: World, arn: string, principal: string): { readonly world?: World } {
  const { service = '', account: owner = '' } = parseArn(arn) ?? {};
  const caller = parseArn(principal)?.account ?? '';
  const held = findByArn(world, 'resources', unsafeArn(arn));
  const kind = service === 'kms' ? 'key' : undefined;
  if (!lacksResourcePolicy(world, { service, arn, kind, held, caller })) return {};
  const own = {
    Effect: 'Allow',
    Principal: { AWS: rootArn(unsafeAccountId(caller)) },
    Action: '*',
    Resource: '*',
  };
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [own] });
  const change = held
    ? replaced('resources', held, { ...held, policy })
    : created('resources', {
        id: unsafeEntityId(`open ${arn}`),
        account: unsafeAccountId(owner || caller),
        arn: unsafeArn(arn),
        name: arn,
        tags: [],
        policy,
      });
  return { world: overlayWorld(world, [change]) };
}
