/**
 * A search after the edits of a cut keeps what was known before them. It finds the same as a search that knows nothing.
 * `COUNTS=full` makes more edits.
 */

import { expect, test } from 'vitest';
import { denyPreparations } from '#content/methods/denies-of-others.ts';
import { worldAfterCut } from '#core/plans/cuts/applied.ts';
import { candidatesOf } from '#core/plans/cuts/candidates.ts';
import { type CutChange, cutChangeId } from '#core/plans/cuts/cut.ts';
import { editsBetween } from '#core/analysis/ways/search/kept/edits.ts';
import { Takeable } from '#core/analysis/ways/search/takeable.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { searchEnv } from '#core/analysis/ways/search-env.ts';
import type { World } from '#core/model/world/world.ts';
import { runToEnd } from '#core/model/steps.ts';
import { seededRandom } from '#share/random.ts';
import { account, allow, anAccount, deny, env, role, trusts, user } from '../../accounts.ts';
import { randomWorld } from '../../analysis/ways/seeded-account.ts';
import { countOf } from '../../../setup/counts.ts';

const worlds = countOf({ sample: 25, full: 30, most: 75 });
const editsOfEach = 4;

/** Returns every change that a cut would think of for one of the ways. */
function changesIn(world: World): readonly CutChange[] {
  const cut = { world, after: world, edited: new Map(), env, reference: undefined };
  const options = { withControlPolicies: false, withWhole: false, administrators: new Set<string>() };
  const all = new WaySearch(world, env)
    .shortest()
    .flatMap((way) => candidatesOf({ ...cut, ...options }, way));
  return [...new Map(all.map((one) => [cutChangeId(one), one])).values()];
}

const rowsOf = (search: WaySearch) => search.shortest().map(({ from, steps }) => `${from} ${steps.length}`);

test('after random edits of a cut the kept search finds the same principals at the same distance', () => {
  const differences: string[] = [];
  let closed = 0;
  for (let seed = 1; seed <= worlds; seed += 1) {
    const random = seededRandom(`edits ${seed}`);
    const world = randomWorld(seed);
    const changes = changesIn(world);
    const before = new WaySearch(world, env);
    const ways = before.shortest().length;
    for (let edit = 0; edit < editsOfEach; edit += 1) {
      const some = changes.filter(() => random() < 3 / (changes.length + 1));
      const after = worldAfterCut(world, some, undefined);
      if (!after) continue;
      const anew = rowsOf(new WaySearch(after, env));
      const kept = before.after(after);
      if (rowsOf(kept).join() !== anew.join())
        differences.push(`${seed} ${JSON.stringify(some)}: ${rowsOf(kept).join()} not ${anew.join()}`);
      closed += ways - anew.length;
      for (const { arn } of [...world.users.values(), ...world.roles.values()]) {
        const some = runToEnd(kept.someInSteps(arn)).length > 0;
        const all = new WaySearch(after, env).all(arn).length > 0;
        if (some !== all)
          differences.push(`${seed} ${arn}: ${some ? 'some' : 'none'} of ${all ? 'some' : 'none'}`);
      }
    }
  }
  expect(differences).toEqual([]);
  expect(closed).toBeGreaterThan(worlds);
}, 600_000);

const twoAdministrators = () =>
  anAccount({
    users: { ann: { groups: ['Held'] }, ben: { attached: ['Few'] } },
    groups: { Held: { attached: ['Everything', 'Stopped'] } },
    roles: { Boss: { attached: ['Everything'], trust: [trusts({ AWS: `arn:aws:iam::${account}:root` })] } },
    policies: {
      Everything: [allow('*')],
      Few: [allow('sts:AssumeRole'), allow('s3:GetObject')],
      Stopped: [deny('s3:DeleteBucket')],
    },
  });

test('edits touch those who have an edited policy, and nobody else', () => {
  const world = twoAdministrators();
  const policy = `arn:aws:iam::${account}:policy/Few`;
  const after = worldAfterCut(
    world,
    [{ kind: 'action', policy, statement: 0, action: 'sts:AssumeRole' }],
    undefined,
  );
  const edits = after && editsBetween(world, after);
  expect([user('ann'), user('ben'), role('Boss')].map((arn) => edits?.touch(arn))).toEqual([
    false,
    true,
    false,
  ]);
});

test('a Deny or a role that is gone makes the search ask everything anew', () => {
  const world = twoAdministrators();
  const group = `arn:aws:iam::${account}:group/Held`;
  const leaving = worldAfterCut(world, [{ kind: 'membership', user: user('ann'), group }], undefined);
  const deleting = worldAfterCut(world, [{ kind: 'role', role: role('Boss') }], undefined);
  expect([leaving && editsBetween(world, leaving), deleting && editsBetween(world, deleting)]).toEqual([
    undefined,
    undefined,
  ]);
});

test('what can be taken away is read anew of those with another policy, and kept of all others', () => {
  const world = twoAdministrators();
  const after = worldAfterCut(
    world,
    [{ kind: 'deny', holder: user('ben'), action: 'sts:AssumeRole', resource: role('Boss') }],
    undefined,
  );
  const edits = after && editsBetween(world, after);
  if (!after || !edits?.touched) throw new Error('expected edits of some principals');
  const known = searchEnv(env);
  const takenFrom = (before: Takeable, inWorld: World) =>
    denyPreparations.map((method) => [...(before.by(inWorld, method) ?? [])].toSorted());
  const [fresh, kept, before] = [new Takeable(known), new Takeable(known), new Takeable(known)];
  const without = takenFrom(before, world);
  kept.keep(before, world, after, edits.touched);
  expect(takenFrom(kept, after)).toEqual(takenFrom(fresh, after));
  expect(takenFrom(kept, after)).not.toEqual(without);
});
