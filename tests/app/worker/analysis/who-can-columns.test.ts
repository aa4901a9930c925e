/** Rows of who-can come out of a message as they went in. */

import { expect, test } from 'vitest';
import { columnsOf, rowsOf } from '../../../../src/app/worker/analysis/who-can-columns.ts';
import type { WhoCanRow } from '../../../../src/core/query/ask/who-can.ts';

test('rows are the same after their way as columns, with parts, conditions and services', () => {
  const row = { kind: 'user', verdict: 'denied', through: 'nothing allows it' } as const;
  const part = { allowed: ['arn:aws:s3:::a/*'], except: [] };
  const rows: WhoCanRow[] = [
    { ...row, arn: 'arn:aws:iam::123456789012:root', kind: 'root', name: 'root' },
    { ...row, arn: 'a', name: 'a' },
    { ...row, arn: 'b', name: 'b', verdict: 'depends', part },
    { ...row, arn: 'c', name: 'c', verdict: 'depends', part: { ...part, allowed: [] } },
    { ...row, arn: 'd', name: 'd' },
    { arn: 'ec2.amazonaws.com', kind: 'outside', name: 'EC2', verdict: 'allowed', through: 'trust policy' },
  ];
  const columns = columnsOf(rows);
  expect(columns.alike.length).toBe(5);
  expect(rowsOf(structuredClone(columns))).toEqual(rows);
  expect(rowsOf(columnsOf([]))).toEqual([]);
});
