/**
 * The equivalent policy against all requests of a small world, decided one by one by the engine with all layers and with
 * the policy alone. `COUNTS=most` takes 400 principals instead of 40.
 */

import { expect, test } from 'vitest';
import { equivalentPolicy } from '#core/analysis/equivalent/equivalent.ts';
import { layersOf } from '#core/analysis/layers/principal-layers.ts';
import { inputFor } from '#core/authz/authorize.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import { env } from '../../accounts.ts';
import { type Making, actions, contexts, making, policy, resources } from '../small-world.ts';
import { limitedAccount, w } from './limited-account.ts';
import { countOf } from '../../../setup/counts.ts';

const principals = countOf({ sample: 40, full: 50, most: 400 });

function generated(make: Making) {
  const some = () => policy(make, 'identity');
  const often = (Action: string) => (make.chance(0.7) ? [{ Effect: 'Allow', Action, Resource: '*' }] : []);
  const scp = () => [...policy(make, 'scp'), ...often('*')];
  return limitedAccount({
    identity: [[...some(), ...often('s3:*')], ...(make.chance(0.5) ? [some()] : [])],
    ...(make.chance(0.6) && { boundary: [...some(), ...often('s3:G*')] }),
    ...(make.chance(0.4) && { scps: [scp(), scp()] }),
  });
}

test('the equivalent policy decides every request of a small world as all layers together', () => {
  const wrong: object[] = [];
  const counts = { same: 0, unknown: 0, unwritten: 0, nothing: 0 };
  for (let seed = 1; seed <= principals; seed++) {
    const world = generated(making(seed * 104_729));
    const layers = layersOf(world, { principal: w }, env);
    const found = equivalentPolicy(layers);
    if (!('text' in found)) {
      counts[found.why === 'nothing is allowed' ? 'nothing' : 'unwritten'] += 1;
      if (found.why !== 'nothing is allowed') continue;
    } else counts[found.proof] += 1;
    const identityPolicies = 'text' in found ? [{ name: 'equivalent', document: found.text }] : [];
    for (const action of actions)
      for (const resource of resources)
        for (const context of contexts) {
          const input = inputFor(world, layers.principal, { action, resource, context }, env);
          const alone = { ...input, identityPolicies };
          delete (alone as { permissionsBoundary?: unknown }).permissionsBoundary;
          delete (alone as { serviceControlPolicies?: unknown }).serviceControlPolicies;
          const [wanted, given] = [evaluate(input).verdict, evaluate(alone).verdict];
          if (wanted !== given) wrong.push({ seed, action, resource, context, wanted, found });
        }
  }
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(counts.same).toBeGreaterThan(principals * 0.5);
  expect(counts.unknown).toBeLessThanOrEqual(principals * 0.02);
});
