/**
 * Exported Terraform in JSON syntax fits the attributes of the AWS provider (terraform-schema.generate.ts).
 */

import { expect, test } from 'vitest';
import { ownedBy } from '#core/model/world/world.ts';
import { type TerraformFile, terraformFile, terraformText } from '#share/export/terraform.ts';
import schema from './terraform-schema.json' with { type: 'json' };
import { samples } from './worlds.ts';

type Attribute = { readonly kind: string; readonly required: boolean };
const known = schema as Readonly<Record<string, Readonly<Record<string, Attribute>>>>;
const worlds = await samples();

function faults({ resource, import: imports = [] }: TerraformFile): string[] {
  const addresses = new Set(
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.keys(blocks).map((label) => `${type}.${label}`),
    ),
  );
  const lost = (owner: string, text: string) =>
    interpolations(text)
      .filter((inside) => !inside.startsWith('data.aws_caller_identity.'))
      .map((inside) => inside.split('.').slice(0, 2).join('.'))
      .filter((address) => !addresses.has(address))
      .map((address) => `${owner}: no ${address}`);
  const ofResources = Object.entries(resource).flatMap(([type, blocks]) =>
    Object.entries(blocks).flatMap(([label, { depends_on: after = [], ...block }]) => {
      const owner = `${type}.${label}`;
      const attributes = known[type];
      if (!attributes) return [`no type ${type}`];
      const missing = Object.entries(attributes).filter(
        ([name, { required }]) => required && !(name in block),
      );
      return [
        ...(/^[a-z_][a-z0-9_-]*$/.test(label) ? [] : [`${owner}: a name that Terraform does not take`]),
        ...missing.map(([name]) => `${owner}: ${name} is missing`),
        ...Object.entries(block).flatMap(([name, value]) => misfit(owner, name, attributes[name], value)),
        ...(after as string[])
          .filter((address) => !addresses.has(address))
          .map((address) => `${owner}: no ${address}`),
        ...lost(owner, JSON.stringify(block)),
      ];
    }),
  );
  const ofImports = imports.flatMap(({ to }) =>
    addresses.has(String(to)) ? [] : [`import: no ${String(to)}`],
  );
  return [...ofResources, ...ofImports];
}

function misfit(owner: string, name: string, attribute: Attribute | undefined, value: unknown): string[] {
  if (!attribute) return [`${owner}: there is no ${name}`];
  const fits =
    attribute.kind === 'list'
      ? Array.isArray(value)
      : attribute.kind === 'map'
        ? typeof value === 'object' && !Array.isArray(value)
        : attribute.kind === 'block' || typeof value === attribute.kind;
  return fits ? [] : [`${owner}: ${name} is no ${attribute.kind}`];
}

/** Returns what Terraform would evaluate: `${…}` and `%{…}` that are not escaped by doubling. */
function interpolations(text: string): string[] {
  return [...text.replaceAll(/\$\$\{|%%\{/g, '').matchAll(/[$%]\{([^}]*)\}/g)].map(
    ([, inside]) => inside ?? '',
  );
}

const literal = (text: string, account: string): string =>
  text
    .replaceAll('${data.aws_caller_identity.current.account_id}', account)
    .replaceAll('$${', '${')
    .replaceAll('%%{', '%{');

test.each(worlds)(
  'every Terraform resource of $name has the attributes of the provider, and every reference is there',
  ({ world, account }) => {
    const file = terraformFile(world, account, { imports: true });
    expect(faults(file)).toEqual([]);
    expect(JSON.parse(terraformText(file))).toEqual(file);
  },
);

test.each(worlds)(
  'Terraform documents of $name read as they were, whatever Terraform could take for its own',
  ({ world, account }) => {
    const file = terraformFile(world, account, { imports: true });
    const policies = Object.values(file.resource['aws_iam_policy'] ?? {}).map(({ policy }) =>
      literal(String(policy), account),
    );
    const expected = ownedBy(world, 'policies', account).map(
      ({ versions, defaultVersionId }) =>
        versions.find(({ versionId }) => versionId === defaultVersionId)?.document,
    );
    expect(policies).toEqual(expected);
  },
);

test.each(worlds)(
  'each user, group and role of $name is one Terraform resource, with an import block of its own',
  ({ world, account }) => {
    const file = terraformFile(world, account, { imports: true });
    const made = ownedBy(world, 'roles', account).filter(({ path }) => !path.startsWith('/aws-'));
    const count = (type: string) => Object.keys(file.resource[type] ?? {}).length;
    expect(count('aws_iam_user')).toBe(ownedBy(world, 'users', account).length);
    expect(count('aws_iam_group')).toBe(ownedBy(world, 'groups', account).length);
    expect(count('aws_iam_role')).toBe(made.length);
    const targets = (file.import ?? []).map(({ to }) => to);
    expect(new Set(targets).size).toBe(targets.length);
    expect(terraformFile(world, account).import).toBeUndefined();
  },
);

test('Terraform names that come out the same stay two resources', () => {
  const { world, account } = worlds.find(({ name }) => name === 'hostile') ?? worlds[0]!;
  const groups = terraformFile(world, account).resource['aws_iam_group'] ?? {};
  expect(Object.keys(groups).toSorted()).toEqual(['it', 'x_y', 'x_y_2']);
});
