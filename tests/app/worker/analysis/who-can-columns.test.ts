/** Rows of who-can come out of a message as they went in, and the principals are sent once. */

import { expect, test } from 'vitest';
import { columnsOf, readColumns } from '../../../../src/app/worker/analysis/who-can-columns.ts';
import { type Outcome, type WhoCanFound, rowsOf } from '../../../../src/core/query/ask/who-can.ts';
import { account } from '../../../store/samples.ts';
import { smallWorld } from '../../test-session.ts';

const denied: Outcome = { kind: 'user', verdict: 'denied', through: 'nothing allows it' };
const part = { allowed: ['arn:aws:s3:::a/*'], except: [] };
const named = (name: string) => ({ arn: `arn:${name}`, kind: 'user' as const, name });
const found: WhoCanFound = {
  principals: [
    { arn: 'arn:aws:iam::123456789012:root', kind: 'root', name: 'root' },
    ...['a', 'b', 'c', 'd'].map(named),
    { arn: 'ec2.amazonaws.com', kind: 'outside', name: 'EC2' },
  ],
  outcomes: [
    { ...denied, kind: 'root' },
    denied,
    { ...denied, verdict: 'depends', part },
    { ...denied, verdict: 'depends', part: { ...part, allowed: [] } },
    denied,
    { kind: 'outside', verdict: 'allowed', through: 'trust policy' },
  ],
};

test('rows are the same after their way as columns, with parts, conditions and services', () => {
  const columns = columnsOf(smallWorld(), account, found, undefined);
  expect(columns.alike.length).toBe(5);
  expect(readColumns(structuredClone(columns), undefined).rows).toEqual(rowsOf(found));
  const none = columnsOf(smallWorld(), account, { principals: [], outcomes: [] }, undefined);
  expect(readColumns(none, undefined).rows).toEqual([]);
});

test('principals that the page has are not sent again, until the world is another one', () => {
  const world = smallWorld();
  const { known } = readColumns(columnsOf(world, account, found, undefined), undefined);
  const again = columnsOf(world, account, found, known.list);
  expect(again.principals).toBeUndefined();
  expect(readColumns(again, known).rows).toEqual(rowsOf(found));
  const renamed = { ...found, principals: found.principals.map((one) => ({ ...one, name: `${one.name}2` })) };
  const changed = columnsOf({ ...world }, account, renamed, known.list);
  expect(changed.list).not.toBe(known.list);
  expect(readColumns(changed, known).rows).toEqual(rowsOf(renamed));
});
