/**
 * The published schema of scenario files is made of the schemas that read them. After a change of the format, `npx vitest
 * run --project unit tests/share/scenario/schema.test.ts -u` writes it anew.
 */

import { toJsonSchema } from '@valibot/to-json-schema';
import { expect, test } from 'vitest';
import type { Together } from '#core/model/schema/members.ts';
import { account, resource, silence, usage } from '#share/scenario/format/account.ts';
import { mfaDevice } from '#share/scenario/format/credentials.ts';
import { call } from '#share/scenario/format/guide.ts';
import { group, instanceProfile, policy, role, user } from '#share/scenario/format/identities.ts';
import { organization } from '#share/scenario/format/organization.ts';
import { accountId, arn, date, document, name, path, question, tags } from '#share/scenario/format/parts.ts';
import { outsideProvider } from '#share/scenario/format/providers.ts';
import { scenario, versions } from '#share/scenario/format/scenario.ts';

/** Parts that are written once, under their names. */
const definitions = {
  ...{ accountId, name, path, arn, date, document, tags, question, call },
  ...{ account, user, group, role, policy, instanceProfile, resource, silence, usage },
  ...{ organization, mfaDevice, outsideProvider },
};

function dependence(together: Together | undefined): object {
  if (!together) return {};
  if ('oneOf' in together) return { oneOf: together.oneOf.map((name) => ({ required: [name] })) };
  const [one, other] = together.both;
  return { dependentRequired: { [one]: [other], [other]: [one] } };
}

function published(): object {
  const made = toJsonSchema(scenario, {
    target: 'draft-2020-12',
    typeMode: 'input',
    definitions,
    // Rules about several members, and texts that hold JSON, are left to the reader.
    errorMode: 'ignore',
    overrideSchema: ({ jsonSchema, valibotSchema }) => {
      const { default: usual, ...rest } = jsonSchema;
      const made = Array.isArray(usual) ? rest : jsonSchema;
      return { ...made, ...dependence((valibotSchema as { readonly together?: Together }).together) };
    },
  });
  const { $schema, $defs, properties = {}, ...rest } = made;
  const brought = Object.entries(versions).map(([version, what]) => `${version}: ${what}.`);
  const version = {
    ...(properties['version'] as object),
    description: `Version of this format. A page refuses a newer one. ${brought.join(' ')}`,
  };
  return {
    $schema,
    title: 'IAM Playground scenario',
    description:
      'Accounts with their users, groups, roles, policies and resources, and the question to start with. Whatever has a default may be left out.',
    ...rest,
    properties: { ...properties, version },
    $defs,
  };
}

test('the published schema is the one of the reader', async () => {
  await expect(`${JSON.stringify(published(), null, 2)}\n`).toMatchFileSnapshot(
    '../../../public/scenario.schema.json',
  );
});
