/** Exported templates fit CloudFormation's own resource schemas, as the CDK publishes them. */

import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { expect, test } from 'vitest';
import { ownedBy } from '#core/model/world/world.ts';
import {
  type CfnTemplate,
  cloudFormationTemplate,
  cloudFormationText,
} from '#share/export/cloudformation.ts';
import { samples } from './worlds.ts';

const spec = await loadAwsServiceSpec();
const worlds = await samples();

function faults({ Resources }: CfnTemplate): string[] {
  return Object.entries(Resources).flatMap(([id, { Type, Properties, DependsOn = [] }]) => {
    const known = spec.lookup('resource', 'cloudFormationType', 'equals', Type).at(0);
    if (!known) return [`${id}: no type ${Type}`];
    const missing = Object.entries(known.properties)
      .filter(([name, { required }]) => required && !(name in Properties))
      .map(([name]) => `${id}: ${name} is missing`);
    const wrong = Object.entries(Properties).flatMap(([name, value]) => {
      const property = known.properties[name];
      if (!property) return [`${id}: ${Type} has no ${name}`];
      return fits(property.type.type, value) ? [] : [`${id}: ${name} is no ${property.type.type}`];
    });
    const lost = [...DependsOn, ...refs(Properties)].filter((other) => !(other in Resources));
    return [...missing, ...wrong, ...lost.map((other) => `${id}: no ${other}`)];
  });
}

const isIntrinsic = (value: unknown) =>
  typeof value === 'object' && value !== null && ('Ref' in value || 'Fn::Sub' in value);

function fits(type: string, value: unknown): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string' || isIntrinsic(value);
    case 'integer':
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'array':
      return Array.isArray(value);
    case 'json':
    case 'ref':
      return typeof value === 'object';
    default:
      return true;
  }
}

function refs(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refs);
  if (typeof value !== 'object' || value === null) return [];
  const { Ref } = value as { Ref?: unknown };
  return typeof Ref === 'string' ? [Ref] : Object.values(value).flatMap(refs);
}

/** Rounds in which CloudFormation can make them; what is left stands in a circle. */
function circle({ Resources }: CfnTemplate): string[] {
  let left = Object.entries(Resources);
  for (const made = new Set<string>(); ;) {
    const ready = left.filter(([, { DependsOn = [], Properties }]) =>
      [...DependsOn, ...refs(Properties)].every((id) => made.has(id)),
    );
    if (ready.length === 0) return left.map(([id]) => id);
    for (const [id] of ready) made.add(id);
    left = left.filter(([id]) => !made.has(id));
  }
}

/** Returns what CloudFormation makes of the intrinsics, in the account itself. */
function resolved(value: unknown, account: string): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(one, account));
  if (typeof value !== 'object' || value === null) return value;
  const sub = (value as Record<string, unknown>)['Fn::Sub'];
  if (typeof sub === 'string') {
    return sub.replaceAll('${AWS::AccountId}', account).replaceAll('${!', '${');
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, account)]));
}

test.each(worlds)(
  'the template of $name fits its schemas: every reference is there, and none stands in a circle',
  ({ world, account }) => {
    const template = cloudFormationTemplate(world, account);
    expect(faults(template)).toEqual([]);
    expect(circle(template)).toEqual([]);
    expect(Object.keys(template.Resources).every((id) => /^[A-Za-z0-9]{1,255}$/.test(id))).toBe(true);
    expect(Buffer.byteLength(template.Description)).toBeLessThanOrEqual(1024);
  },
);

test.each(worlds)(
  'documents in the template of $name read in the account as they were',
  ({ world, account }) => {
    const template = cloudFormationTemplate(world, account);
    const documents = Object.values(template.Resources)
      .filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy')
      .map(({ Properties }) => resolved(Properties['PolicyDocument'], account));
    const expected = ownedBy(world, 'policies', account).map(
      ({ versions, defaultVersionId }) =>
        JSON.parse(
          versions.find(({ versionId }) => versionId === defaultVersionId)?.document ?? '',
        ) as unknown,
    );
    expect(documents).toEqual(expected);
  },
);

test.each(worlds)(
  'the template of $name has all users, groups and roles, and no secret',
  ({ world, account }) => {
    const template = cloudFormationTemplate(world, account);
    const count = (type: string) =>
      Object.values(template.Resources).filter(({ Type }) => Type === type).length;
    const made = ownedBy(world, 'roles', account).filter(({ path }) => !path.startsWith('/aws-'));
    expect(count('AWS::IAM::User')).toBe(ownedBy(world, 'users', account).length);
    expect(count('AWS::IAM::Group')).toBe(ownedBy(world, 'groups', account).length);
    expect(count('AWS::IAM::Role')).toBe(made.length);
    const text = cloudFormationText(template);
    for (const secret of world.secrets.values()) {
      if (secret.kind === 'access-key') expect(text).not.toContain(secret.secretAccessKey);
      if (secret.kind === 'secret-value') expect(text).not.toContain(secret.value);
    }
  },
);

test('a CloudFormation template names what it leaves out', () => {
  const { world, account } = worlds.find(({ name }) => name === 'hostile') ?? worlds[0]!;
  const said = cloudFormationTemplate(world, account).Metadata.NotIncluded.join('\n');
  for (const part of [
    'Versions of 1 policies',
    'Tags of 1',
    'alias',
    'password policy',
    'organization',
    'trust policy of a',
  ]) {
    expect(said).toContain(part);
  }
});
