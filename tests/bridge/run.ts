/**
 * `npm run bridge -- --port N [--lenient] [--world FILE]`: FILE is the output of
 * `aws iam get-account-authorization-details`. `.github/docs/commands.md` shows how to use it.
 */

import { readFileSync } from 'node:fs';
import { exit } from 'node:process';
import { parseArgs } from 'node:util';
import { createReference } from '#reference/reference.ts';
import { readAccountDetails } from '#share/import/account-details.ts';
import type { WorldRecords } from '#share/world-records.ts';
import { Bridge, rootKey } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4566' },
    lenient: { type: 'boolean', default: false },
    world: { type: 'string' },
  },
});

async function recordsOf(file: string): Promise<WorldRecords> {
  const reference = createReference();
  await reference.loadManagedPolicies();
  const result = readAccountDetails([{ name: file, text: readFileSync(file, 'utf8') }], { reference });
  if (result.ok) return result.value.records;
  console.error(`${file}: ${result.error.message}`);
  exit(1);
}

const records = values.world === undefined ? undefined : await recordsOf(values.world);
const bridge = new Bridge({ lenient: values.lenient, ...(records ? { records } : {}) });
const url = await bridge.start(Number(values.port));
console.log(`IAM, STS and Organizations at ${url}; root has the access key ${rootKey} with any secret`);
