/**
 * The collector script runs with the real `aws`. S3 and Lambda, which the bridge does not speak, answer from
 * fixtures, as CodeBuild does.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ResourceRecord } from '#core/model/records/tables.ts';
import { rolesRunBy } from '#core/model/world/running-roles.ts';
import { type World, findByArn, ownedBy } from '#core/model/world/world.ts';
import { createReference } from '#reference/reference.ts';
import { readAccountDetails } from '#share/import/account-details.ts';
import { collectorScript } from '#share/import/collector.ts';
import { worldOf } from '#share/world-records.ts';
import { hasAws, run } from './clients.ts';
import { buildHostileAccount } from './hostile-account.ts';
import { awsEnvironment, loadedAws } from './loaded-aws.ts';
import { comparable, comparableOrganization } from './rebuilt.ts';
import { Bridge, bridgeAccount } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'collector-'));
const bridge = new Bridge();
afterAll(async () => {
  await bridge.stop();
  rmSync(folder, { recursive: true, force: true });
});

const everyone = (action: string, resource: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '222233334444' }, Action: action, Resource: resource }],
  });
function rowOf(world: World, arn: string): ResourceRecord {
  const row = findByArn(world, 'resources', arn);
  if (!row) throw new Error(`${arn} was not collected`);
  return row;
}

const bucketPolicy = everyone('s3:GetObject', 'arn:aws:s3:::shared/*');

const project = {
  arn: `arn:aws:codebuild:us-east-1:${bridgeAccount}:project/site`,
  roleArn: `arn:aws:iam::${bridgeAccount}:role/build`,
};

const region = `us-east-1:${bridgeAccount}`;
/** Answers of services that the bridge does not speak, after the query, by file. */
const answers = {
  browsers: {
    arn: `arn:aws:bedrock-agentcore:${region}:browser-custom/tool-a1b2c3d4e5`,
    roleArn: project.roleArn,
  },
  pools: {
    arn: `arn:aws:cognito-identity:${region}:identitypool/us-east-1:1`,
    roleArn: null,
    unauthenticatedRoleArn: project.roleArn,
  },
  groups: { arn: `arn:aws:codedeploy:${region}:deploymentgroup:site/web`, name: 'web' },
  centers: { account: bridgeAccount, arn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef', name: null },
} as const;

/** S3 has two buckets, one with a policy; CodeBuild has a project; Lambda refuses. */
const elsewhere = `
eval "real_$(declare -f aws)"
aws() {
  case "$1 $2 $*" in
    's3api list-buckets'*) echo 'shared	plain' ;;
    's3api get-bucket-policy'*shared*) cat '${folder}/bucket.json' ;;
    's3api '*) echo 'An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation' >&2; return 254 ;;
    'codebuild list-projects'*) echo 'site' ;;
    'codebuild batch-get-projects'*) cat '${folder}/projects.json' ;;
    'bedrock-agentcore-control list-browsers'*) echo 'tool-a1b2c3d4e5' ;;
    'bedrock-agentcore-control get-browser'*) cat '${folder}/browsers.json' ;;
    'cognito-identity list-identity-pools'*) echo 'us-east-1:1' ;;
    'cognito-identity get-identity-pool-roles'*) cat '${folder}/pools.json' ;;
    'deploy list-applications'*) echo 'site' ;;
    'deploy list-deployment-groups'*) cat '${folder}/groups.json' ;;
    'sso-admin list-instances'*) cat '${folder}/centers.json' ;;
    'lambda '*) echo 'An error occurred (AccessDeniedException) when calling the ListFunctions operation: no' >&2; return 254 ;;
    *) real_aws "$@" ;;
  esac
}
`;

test.skipIf(!hasAws)(
  'the collector prints the whole account: details, organization, resources with their policies',
  async () => {
    const endpoint = await bridge.start();
    buildHostileAccount(bridge);
    const play = (service: 'sqs' | 'kms', operation: string, params: object) => {
      const outcome = bridge.play(service, operation, { ...params });
      if (!outcome.ok) throw new Error(`${operation}: ${outcome.error.message}`);
    };
    play('sqs', 'CreateQueue', { QueueName: 'bare' });
    play('kms', 'CreateKey', { Description: 'it' });

    writeFileSync(join(folder, 'bucket.json'), JSON.stringify({ Policy: bucketPolicy }));
    writeFileSync(join(folder, 'projects.json'), JSON.stringify([project]));
    for (const [name, answer] of Object.entries(answers))
      writeFileSync(join(folder, `${name}.json`), JSON.stringify([answer]));
    const { BASH_ENV = '', ...variables } = await loadedAws(endpoint, folder);
    const preamble = join(folder, 'preamble.sh');
    writeFileSync(preamble, `. '${BASH_ENV}'\n${elsewhere}`);
    const shell = { ...awsEnvironment(endpoint), ...variables, BASH_ENV: preamble };
    const ran = await run('bash', ['-s', 'us-east-1'], shell, collectorScript());
    expect(ran.status).toBe(0);
    expect(ran.stderr).toContain('refused: lambda list-functions');
    expect(ran.stdout).not.toContain('hunter2');

    const reference = createReference();
    await reference.loadManagedPolicies();
    const read = readAccountDetails([{ name: 'collected.json', text: ran.stdout }], { reference });
    if (!read.ok) throw new Error(`${read.error.message} at ${read.error.place.path}`);
    const world = worldOf(read.value.records);
    expect(comparableOrganization(world, bridgeAccount)).toEqual(
      comparableOrganization(bridge.world, bridgeAccount),
    );
    const { details } = comparable(world, bridgeAccount) as { details: unknown };
    expect(details).toEqual((comparable(bridge.world, bridgeAccount) as { details: unknown }).details);
    const policies = (of: typeof world) =>
      Object.fromEntries(
        ownedBy(of, 'resources', bridgeAccount).map(({ arn, policy }) => [
          arn,
          policy === undefined ? undefined : (JSON.parse(policy) as unknown),
        ]),
      );
    expect(policies(world)).toEqual({
      ...policies(bridge.world),
      'arn:aws:s3:::shared': JSON.parse(bucketPolicy) as unknown,
      'arn:aws:s3:::plain': undefined,
      [project.arn]: undefined,
      ...Object.fromEntries(Object.values(answers).map(({ arn }) => [arn, undefined])),
    });
    expect(rolesRunBy(world, rowOf(world, answers.browsers.arn))).toEqual([project.roleArn]);
    expect(rolesRunBy(world, rowOf(world, answers.pools.arn))).toEqual([project.roleArn]);
    expect(rowOf(world, answers.centers.arn).account).toBe(bridgeAccount);
    const urls = (of: typeof world) =>
      [...of.oidcProviders.values()].map(({ url, clientIds }) => ({ url, clientIds }));
    expect(urls(world)).toEqual(urls(bridge.world));
    expect(urls(world)).not.toEqual([]);
    expect(world.resources.get(project.arn)?.details).toMatchObject({ role: project.roleArn });
    expect(read.value.notices.join('\n')).toContain('`lambda list-functions`');
    expect(world.accounts.get(bridgeAccount)?.unknown).not.toContain('organization');
  },
);

test.skipIf(!hasAws)('the collector only reads: every call is a get, a list or a describe', () => {
  const calls = [
    ...collectorScript().matchAll(
      /\b(?:ask|words|(?:resource "\S+"|listed \S+ "[^"]+")(?: \\\n)?)\s+([\w-]+ [\w-]+)/g,
    ),
  ].map(([, call]) => call);
  expect(calls.length).toBeGreaterThan(50);
  expect(calls.filter((call) => !/ (?:batch-get|get|list|describe)-/.test(call ?? ''))).toEqual([]);
});
