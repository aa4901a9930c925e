/**
 * Exports of accounts in which some documents are no policies: nothing throws, every export names what it
 * leaves out, and what it writes holds none of it.
 */

import fc from 'fast-check';
import { env } from 'node:process';
import { expect, test } from 'vitest';
import type { InlinePolicy } from '#core/model/records/identities.ts';
import { accountDetailsText, exportAccountDetails } from '#share/export/account-details.ts';
import { cliScript, notInScript } from '#share/export/cli-script.ts';
import { cloudFormationTemplate, cloudFormationText } from '#share/export/cloudformation.ts';
import { terraformFile, terraformText } from '#share/export/terraform.ts';
import { type MutableRecords, recordsOf, worldOf } from '#share/world-records.ts';
import { type Sample, samples } from './worlds.ts';
import { countOf } from '../../setup/counts.ts';

const numRuns = countOf({ sample: 60, full: 200, most: 2_000 });
const options = { numRuns, seed: Number(env['SEED'] ?? 20261126) };
const worlds = await samples();

const mark = 'broken document';
const broken = fc.constantFrom(
  mark,
  '',
  `{"${mark}"`,
  `"${mark}"`,
  'null',
  `["${mark}"]`,
  `{"Version":"2012-10-17","${mark}":1}`,
  `{"Statement":[null],"Id":"${mark}"}`,
  `{"Statement":{"Effect":"Allow","Sid":"${mark}"}}`,
  `{"Statement":{"Effect":"Allow","Action":"*","Principal":null,"Sid":"${mark}"}}`,
);

/** One document of the world: its name in the list of what is left out, and how it is replaced. */
interface Place {
  readonly name: string;
  readonly replace: (text: string) => void;
}

function placesIn(records: MutableRecords, account: string): Place[] {
  const places: Place[] = [];
  const inline = (row: { inlinePolicies: readonly InlinePolicy[] }, holder: string) =>
    row.inlinePolicies.forEach(({ policyName }, at) =>
      places.push({
        name: `inline policy ${policyName} of ${holder}`,
        replace: (document) => {
          row.inlinePolicies = row.inlinePolicies.with(at, { policyName, document });
        },
      }),
    );
  const own = <T extends { readonly account: string }>(rows: T[]): T[] => {
    rows.forEach((row, at) => (rows[at] = { ...row }));
    return rows.filter((row) => row.account === account);
  };
  for (const row of own(records.users)) inline(row, `user ${row.userName}`);
  for (const row of own(records.groups)) inline(row, `group ${row.groupName}`);
  for (const row of own(records.roles)) {
    inline(row, `role ${row.roleName}`);
    if (row.path.startsWith('/aws-')) continue;
    places.push({
      name: `the trust policy of role ${row.roleName}`,
      replace: (text) =>
        Object.assign(row, {
          assumeRolePolicyDocument: text,
          // The principal of that ARN is gone, so the document would be printed again with its id (G-52).
          trustedIds: { [`${row.arn}-gone`]: 'AIDAGONE' },
        }),
    });
  }
  for (const policy of own(records.policies))
    policy.versions.forEach((version, at) =>
      places.push({
        name: `version ${version.versionId} of policy ${policy.policyName}`,
        replace: (document) =>
          Object.assign(policy, { versions: policy.versions.with(at, { ...version, document }) }),
      }),
    );
  for (const row of own(records.resources))
    if (row.policy !== undefined)
      places.push({
        name: `the policy of ${row.arn}`,
        replace: (policy) => Object.assign(row, { policy }),
      });
  for (const row of own(records.controlPolicies))
    places.push({
      name: `control policy ${row.name}`,
      replace: (content) => Object.assign(row, { content }),
    });
  return places;
}

function damaged({ world, account }: Sample, damage: readonly (readonly [at: number, text: string])[]) {
  const records = structuredClone(recordsOf(world)) as MutableRecords;
  const places = placesIn(records, account);
  const names = new Set<string>();
  for (const [at, text] of damage) {
    const place = places[at % places.length];
    if (!place) continue;
    place.replace(text);
    names.add(place.name);
  }
  return { world: worldOf(records), names: [...names] };
}

test('no export throws because of a document that is no policy, and each names what it leaves out', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...worlds),
      fc.array(fc.tuple(fc.nat(), broken), { minLength: 1, maxLength: 6 }),
      (sample, damage) => {
        const { world, names } = damaged(sample, damage);
        const { account } = sample;
        const template = cloudFormationTemplate(world, account);
        const terraform = terraformFile(world, account);
        const said = {
          cloudformation: template.Metadata.NotIncluded,
          terraform: terraform['//'],
          script: notInScript(world, account),
        };
        for (const sentences of Object.values(said))
          for (const name of names) expect(sentences.join('\n')).toContain(name);
        const { Metadata: _said, ...stack } = template;
        const { '//': _head, ...blocks } = terraform;
        for (const text of [JSON.stringify(stack), JSON.stringify(blocks), cliScript(world, account)])
          expect(text).not.toContain(mark);
        for (const text of [cloudFormationText(template), terraformText(terraform)])
          expect(() => JSON.parse(text) as unknown).not.toThrow();
        const details = accountDetailsText(exportAccountDetails(world, account));
        expect(JSON.parse(details)).toHaveProperty('UserDetailList');
      },
    ),
    options,
  );
});

test('account details keep a document that is no policy as the text that it is', () => {
  const sample = worlds.find(({ name }) => name === 'hostile') ?? worlds[0];
  if (!sample) throw new Error('no sample');
  const { world } = damaged(
    sample,
    [...Array(40).keys()].map((at) => [at, mark] as const),
  );
  expect(accountDetailsText(exportAccountDetails(world, sample.account))).toContain(`"${mark}"`);
});

test('a policy whose default version is no policy is left out with its attachments', () => {
  const sample = worlds.find(({ name }) => name === 'small-company');
  if (!sample) throw new Error('no sample');
  const records = structuredClone(recordsOf(sample.world)) as MutableRecords;
  const holder = [...records.users, ...records.groups, ...records.roles].find(({ attachedPolicies }) =>
    attachedPolicies.some((arn) => records.policies.some((row) => row.arn === arn && row.account !== 'aws')),
  );
  const policy = records.policies.find(
    ({ arn, account }) => account !== 'aws' && holder?.attachedPolicies.includes(arn),
  );
  if (!policy) throw new Error('no attached policy');
  Object.assign(policy, { versions: policy.versions.map((version) => ({ ...version, document: '{' })) });
  const world = worldOf(records);
  const texts = [
    JSON.stringify(cloudFormationTemplate(world, sample.account).Resources),
    JSON.stringify(terraformFile(world, sample.account).resource),
    cliScript(world, sample.account).replaceAll(/^#.*$/gm, ''),
  ];
  for (const text of texts) expect(text).not.toContain(policy.policyName);
});

test('a table whose keys cannot be read is named as one that cannot be made', () => {
  const sample = worlds.find(({ world }) => [...world.resources.values()].some(isTable));
  if (!sample) throw new Error('no sample with a table');
  const records = structuredClone(recordsOf(sample.world)) as MutableRecords;
  const table = records.resources.find(isTable);
  if (!table) throw new Error('no table');
  for (const keySchema of ['{', 'null', '[1]', '[{"AttributeName":1}]']) {
    Object.assign(table, { details: { ...table.details, keySchema } });
    const world = worldOf(records);
    const { account } = table;
    for (const sentences of [
      cloudFormationTemplate(world, account).Metadata.NotIncluded,
      terraformFile(world, account)['//'],
      notInScript(world, account),
    ])
      expect(sentences.join('\n')).toContain(`dynamodb table/${table.name}`);
    expect(cliScript(world, account)).not.toContain(`--table-name ${table.name}`);
  }
});

const isTable = ({ arn, details }: { arn: string; details?: Readonly<Record<string, string>> }) =>
  arn.includes(':dynamodb:') && details?.['keySchema'] !== undefined;
