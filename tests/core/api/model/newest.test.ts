/** The core's model beside the newest SDK clients that are installed: what AWS has is known, and answered. */

import * as iam from '@aws-sdk/client-iam';
import * as organizations from '@aws-sdk/client-organizations';
import * as sts from '@aws-sdk/client-sts';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { iamModel } from '#core/api/model/generated/iam.ts';
import { organizationsModel } from '#core/api/model/generated/organizations.ts';
import { stsModel } from '#core/api/model/generated/sts.ts';
import type { ServiceModel } from '#core/api/model/shapes.ts';
import { awsServices } from '#core/api/registry.ts';
import { notPerformed, unknownOfErrors } from './newest-exceptions.ts';

/** Kinds of a client's schemas (`[kind, namespace, name, traits, …]`). */
const [structure, union, operation, error] = [3, 4, 9, -3];

const services: readonly (readonly [string, ServiceModel, object])[] = [
  ['iam', iamModel, iam],
  ['sts', stsModel, sts],
  ['organizations', organizationsModel, organizations],
];
type Schema = readonly [kind: number, namespace: string, name: string, traits: unknown, ...rest: unknown[]];

const schemasOf = (client: object): Schema[] =>
  Object.entries(client).flatMap(([name, value]: [string, unknown]) =>
    name.endsWith('$') && Array.isArray(value) ? [value as unknown as Schema] : [],
  );

test.each(services)(
  'the model of %s has every operation and member of the newest client',
  (_, model, client) => {
    const missing = schemasOf(client).flatMap(([kind, , name, , names]) => {
      if (kind === operation) return Object.hasOwn(model.operations, name) ? [] : [name];
      if (kind !== structure && kind !== union) return [];
      const shape = model.shapes[name];
      if (shape?.type !== 'structure') return [name];
      return (names as string[]).flatMap((member) => (member in shape.members ? [] : [`${name}.${member}`]));
    });
    expect(missing).toEqual([]);
    expect(schemasOf(client).filter(([kind]) => kind === operation).length).toBeGreaterThan(10);
  },
);

test.each(services)('the model of %s has every error code of the newest client', (_, model, client) => {
  const codes = schemasOf(client).flatMap(([kind, , name, traits]) =>
    kind === error && traits ? [(traits as { awsQueryError?: [string] }).awsQueryError?.[0] ?? name] : [],
  );
  expect(codes.filter((code) => !Object.hasOwn(model.errors, code))).toEqual([]);
});

test.each(services)(
  'the model of %s has every value of every enum of the newest client',
  (_, model, client) => {
    const missing = Object.entries(client).flatMap(([name, value]: [string, unknown]) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
      const values: unknown[] = Object.values(value);
      if (values.length === 0 || !values.every((one) => typeof one === 'string')) return [];
      const shape = model.shapes[name] ?? model.shapes[name.charAt(0).toLowerCase() + name.slice(1)];
      const known = shape?.type === 'string' ? (shape.enum ?? []) : [];
      return values.filter((one) => !known.includes(one)).map((one) => `${name}.${one}`);
    });
    const unexplained = missing.filter((one) => !Object.hasOwn(unknownOfErrors, one.split('.')[0] ?? ''));
    expect(unexplained).toEqual([]);
  },
);

test('every operation of the models is performed, or stands in the list of those that are not', () => {
  const unanswered = services.flatMap(([service, model]) =>
    Object.keys(model.operations)
      .filter((name) => !awsServices[service as 'iam'].operations.has(name))
      .map((name) => `${service}:${name}`),
  );
  expect(unanswered.toSorted()).toEqual(Object.keys(notPerformed).toSorted());
});

test.each(['README.md', '.github/docs/faithful.md'])('%s says how many operations IAM has', (file) => {
  const said = /all (\d+) operations/.exec(readFileSync(file, 'utf8'))?.[1];
  expect(Number(said)).toBe(Object.keys(iamModel.operations).length);
});
