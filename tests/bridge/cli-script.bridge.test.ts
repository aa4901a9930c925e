/**
 * Bash runs the exported script with the real `aws` against an empty account, and the two accounts are the
 * same. It builds one typical account again; COUNTS=full also one whose names and texts are hostile, COUNTS=most all
 * examples.
 */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadExample } from '#app/share/load-scenario.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { World } from '#core/model/world/world.ts';
import { createReference } from '#reference/reference.ts';
import { cliScript } from '#share/export/cli-script.ts';
import { seededRandom } from '#share/random.ts';
import { worldOf } from '#share/world-records.ts';
import { hasAws, run } from './clients.ts';
import { buildHostileAccount } from './hostile-account.ts';
import { awsEnvironment, loadedAws } from './loaded-aws.ts';
import { comparable, comparableOrganization } from './rebuilt.ts';
import { Bridge, bridgeAccount } from './server.ts';
import { countOf, isFull } from '../setup/counts.ts';

const one = ['small-company'];
const examples = countOf({ sample: one, full: one, most: ['first-minutes', ...one, 'hospital'] });
const folder = mkdtempSync(join(tmpdir(), 'cli-script-'));
const bridges: Bridge[] = [];
afterAll(async () => {
  await Promise.all(bridges.map((bridge) => bridge.stop()));
  rmSync(folder, { recursive: true, force: true });
});

/** The loaded `aws`, and S3, which the bridge does not speak: its calls are only written down. */
async function withoutS3(endpoint: string): Promise<Record<string, string>> {
  const { BASH_ENV = '' } = await loadedAws(endpoint, folder);
  const preamble = join(mkdtempSync(join(folder, 's3-')), 'preamble.sh');
  writeFileSync(
    preamble,
    `. '${BASH_ENV}'
eval "real_$(declare -f aws)"
aws() {
  case "$1" in
    s3 | s3api) printf '%s %s\\n' "$1" "$2" >&3 ;;
    *) real_aws "$@" ;;
  esac
}
`,
  );
  return { BASH_ENV: preamble };
}

/** `more`: variables of the shell, for the bridge at `endpoint`. */
async function expectRebuilt(
  world: World,
  account: AccountId,
  more: (endpoint: string) => Promise<Record<string, string>>,
): Promise<void> {
  const target = new Bridge();
  bridges.push(target);
  const endpoint = await target.start();
  const variables = { ...awsEnvironment(endpoint), ...(await more(endpoint)) };
  const script = cliScript(world, account);
  const ran = await run('bash', ['-c', 'cd "$1"; bash -s', 'bash', folder], variables, script);
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  expect(ran.stdout).toMatch(/Done\.\n$/);
  expect(comparable(target.world, bridgeAccount)).toEqual(comparable(world, account));
  expect(comparableOrganization(target.world, bridgeAccount)).toEqual(comparableOrganization(world, account));
  expect(existsSync(join(folder, 'pwned'))).toBe(false);
}

const means = {
  random: seededRandom(1),
  policiesOf: async (arns: readonly string[]) => {
    const reference = createReference();
    await reference.loadManagedPolicies();
    return arns.flatMap((arn) => reference.managedPolicy(arn) ?? []);
  },
};

test.skipIf(!hasAws).each(examples)('the CLI script builds the account of %s again', async (name) => {
  const example = await loadExample(name, means);
  if (!example) throw new Error(`no example ${name}`);
  await expectRebuilt(worldOf(example.records), example.about.account, withoutS3);
});

if (isFull)
  test.skipIf(!hasAws)(
    'the CLI script keeps names, tags and documents that a shell or the CLI could take for its own',
    async () => {
      const source = new Bridge();
      bridges.push(source);
      await source.start();
      buildHostileAccount(source);
      await expectRebuilt(source.world, bridgeAccount, () => Promise.resolve({}));
    },
  );
