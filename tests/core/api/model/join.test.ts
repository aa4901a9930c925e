/** Two sources make one model: the base gives constraints, the client gives what is new. */

import { expect, test } from 'vitest';
import type { ServiceModel } from '#core/api/model/shapes.ts';
import { join } from '#core/api/model/write/join.ts';
import type { SdkClient } from '#core/api/model/write/sdk.ts';

const base: ServiceModel = {
  service: 'iam',
  apiVersion: '2010-05-08',
  eventSource: 'iam.amazonaws.com',
  operations: { GetKey: { input: 'GetKeyRequest' } },
  shapes: {
    GetKeyRequest: { type: 'structure', members: { Id: 'idType' }, required: ['Id'] },
    idType: { type: 'string', max: 8 },
    statusType: { type: 'string', enum: ['Active'] },
  },
  errors: {},
};
const client: SdkClient = {
  version: '1.0.0',
  operations: { GetKey: { input: 'GetKeyRequest' }, ListKeys: { input: 'ListKeysRequest' } },
  structures: {
    GetKeyRequest: {
      members: {
        Id: { kind: 'string' },
        Status: { kind: 'string' },
        Tags: { kind: 'list', member: { kind: 'string' } },
      },
      required: ['Id'],
    },
    ListKeysRequest: { members: { Id: { kind: 'string' }, Size: { kind: 'integer' } }, required: ['Size'] },
    Unused: { members: {}, required: [] },
  },
  errors: { KeyLost: { status: 409, shape: 'KeyLostException' } },
  enums: { StatusType: ['Active', 'Expired'] },
  enumOf: { 'GetKeyRequest.Status': 'StatusType' },
};

test('a joined model keeps the constraints of the base and gains what only the client knows', () => {
  const { model, unused } = join(base, client, { Id: 'idType', 'ListKeysRequest.Size': { min: 1 } });
  expect(unused).toEqual([]);
  expect(model.operations).toEqual({
    GetKey: { input: 'GetKeyRequest' },
    ListKeys: { input: 'ListKeysRequest' },
  });
  expect(model.shapes).toEqual({
    GetKeyRequest: {
      type: 'structure',
      members: { Id: 'idType', Status: 'statusType', Tags: 'stringList' },
      required: ['Id'],
    },
    idType: { type: 'string', max: 8 },
    statusType: { type: 'string', enum: ['Active', 'Expired'] },
    stringList: { type: 'list', member: 'string' },
    string: { type: 'string' },
    ListKeysRequest: {
      type: 'structure',
      members: { Id: 'idType', Size: 'ListKeysRequest.Size' },
      required: ['Size'],
    },
    'ListKeysRequest.Size': { type: 'integer', min: 1 },
  });
  expect(model.errors).toEqual({ KeyLost: { status: 409, shape: 'KeyLostException' } });
});

test('a documented constraint that nothing needs any more is named', () => {
  expect(join(base, client, { 'GetKeyRequest.Id': 'idType' }).unused).toEqual(['GetKeyRequest.Id']);
});

test('joining a joined model again changes nothing, so the committed model can be the base', () => {
  const documented = { Id: 'idType', 'ListKeysRequest.Size': { min: 1 } };
  const once = join(base, client, documented).model;
  expect(join(once, client, documented).model).toEqual(once);
});
