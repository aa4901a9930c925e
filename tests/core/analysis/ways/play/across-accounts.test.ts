/** Ways whose calls go to a function of another account: a name would mean a function of the caller's own. */

import { expect, test } from 'vitest';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import { playWay } from '#core/play/way.ts';
import { randomFromSeed } from '#platform/random.ts';
import { createReference } from '#reference/reference.ts';
import { account, allow, anAccount, env, trusts, user } from '../../../accounts.ts';

const far = unsafeAccountId('444455556666');
const farFunction = `arn:aws:lambda:eu-west-1:${far}:function:nightly`;
const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** An account whose `dev` may make the calls on a function of another account, which runs as an administrator. */
function twoAccounts(actions: string[]) {
  const world = anAccount({ users: { dev: { inline: { Work: allow(actions, farFunction) } } } });
  const Principal = { AWS: `arn:aws:iam::${account}:root` };
  apply(world, [
    created('accounts', { id: far, name: 'far', createDate: '2026-01-01T00:00:00Z', quotas: {} }),
    created('roles', {
      ...{ id: unsafeEntityId('AROA-Far'), account: far, path: '/', roleName: 'Far' },
      ...{ arn: unsafeArn(`arn:aws:iam::${far}:role/Far`), createDate: '2026-01-01T00:00:00Z' },
      assumeRolePolicyDocument: document(trusts({ Service: 'lambda.amazonaws.com' })),
      ...{ attachedPolicies: [], trustedIds: {}, tags: [], maxSessionDuration: 3600 },
      inlinePolicies: [{ policyName: 'All', document: document(allow('*')) }],
    }),
    created('resources', {
      ...{ id: unsafeEntityId(farFunction), arn: unsafeArn(farFunction), account: far, name: 'nightly' },
      ...{ tags: [], details: { role: `arn:aws:iam::${far}:role/Far` } },
      policy: document({ Effect: 'Allow', Principal, Action: actions, Resource: farFunction }),
    }),
  ]);
  return world;
}

test.each([
  ['new code that is invoked', ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction']],
  ['new code that somebody is let in to invoke', ['lambda:UpdateFunctionCode', 'lambda:AddPermission']],
])('a way through a function of another account is played with its ARN: %s', (_, actions) => {
  const world = twoAccounts(actions);
  const ways = new WaySearch(world, env).all(user('dev'));
  expect(ways.length).toBeGreaterThan(0);
  for (const way of ways) {
    const played = playWay(world, way, {
      ...env,
      random: randomFromSeed([1, 2, 3, 4]),
      reference: createReference(),
    });
    expect(played.played || played.because).toBe(true);
    const named = played.calls.flatMap(({ request: { params } }) => params['FunctionName'] ?? []);
    expect(new Set(named)).toEqual(new Set([farFunction]));
    expect(played.calls.flatMap(({ line }) => line ?? []).join('\n')).toContain(
      `--function-name ${farFunction}`,
    );
  }
});
