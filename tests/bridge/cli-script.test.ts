import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { env } from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { loadExample } from '../../src/app/example.ts';
import { type AccountId } from '../../src/core/model/ids.ts';
import { type World } from '../../src/core/model/world.ts';
import { createReference } from '../../src/reference/reference.ts';
import { cliScript } from '../../src/share/export/cli-script.ts';
import { seededRandom } from '../../src/share/random.ts';
import { worldOf } from '../../src/share/world-records.ts';
import { aws, hasAws, python, run } from './clients.ts';
import { buildHostileAccount } from './hostile-account.ts';
import { comparable, comparableOrganization } from './rebuilt.ts';
import { Bridge, bridgeAccount, rootKey } from './server.ts';

/** The exported script, run by bash with the real `aws` against an empty account: the two are the same. */
const folder = mkdtempSync(join(tmpdir(), 'cli-script-'));
const bridges: Bridge[] = [];
const loaded: ChildProcess[] = [];
afterAll(async () => {
  for (const child of loaded) child.kill();
  await Promise.all(bridges.map((bridge) => bridge.stop()));
  rmSync(folder, { recursive: true, force: true });
});

/** `more`: variables of the shell, for the bridge at `endpoint`. */
async function expectRebuilt(
  world: World,
  account: AccountId,
  more: (endpoint: string) => Promise<Record<string, string>>,
): Promise<void> {
  const target = new Bridge();
  bridges.push(target);
  const endpoint = await target.start();
  const variables = { ...environment(endpoint), ...(await more(endpoint)) };
  const script = cliScript(world, account);
  const ran = await run('bash', ['-c', 'cd "$1"; bash -s', 'bash', folder], variables, script);
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  expect(ran.stdout).toMatch(/Done\.\n$/);
  expect(comparable(target.world, bridgeAccount)).toEqual(comparable(world, account));
  expect(comparableOrganization(target.world, bridgeAccount)).toEqual(comparableOrganization(world, account));
  expect(existsSync(join(folder, 'pwned'))).toBe(false);
}

const environment = (endpoint: string) => ({
  PATH: `${dirname(aws)}:${env['PATH'] ?? ''}`,
  AWS_ACCESS_KEY_ID: rootKey,
  AWS_SECRET_ACCESS_KEY: 'any',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL: endpoint,
});

/** The same `aws`, loaded once for all calls of a script: hundreds of starts would take minutes. */
async function loadedAws(endpoint: string): Promise<Record<string, string>> {
  const place = mkdtempSync(join(folder, 'aws-'));
  const program = join(import.meta.dirname, 'aws_loaded.py');
  const child = spawn(python, [program, place], {
    env: { ...environment(endpoint), HOME: '/nonexistent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  loaded.push(child);
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', reject);
  });
  return { BASH_ENV: join(place, 'aws.sh') };
}

const means = {
  random: seededRandom(1),
  policiesOf: async (arns: readonly string[]) => {
    const reference = createReference();
    await reference.loadManagedPolicies();
    return arns.flatMap((arn) => reference.managedPolicy(arn) ?? []);
  },
};

describe.skipIf(!hasAws)('the CLI script builds the account again', () => {
  it.each(['first-minutes', 'small-company', 'hospital'])('%s', async (name) => {
    const example = await loadExample(name, means);
    if (!example) throw new Error(`no example ${name}`);
    await expectRebuilt(worldOf(example.records), example.about.account, loadedAws);
  });

  it('names, tags and documents that a shell or the CLI could take for its own', async () => {
    const source = new Bridge();
    bridges.push(source);
    await source.start();
    buildHostileAccount(source);
    await expectRebuilt(source.world, bridgeAccount, () => Promise.resolve({}));
  });
});
