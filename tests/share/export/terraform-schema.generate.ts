/**
 * Makes terraform-schema.json: the attributes of the AWS provider's resources that the export writes, their kind
 * and which are required. Source: the generated types in the npm package `@cdktf/provider-aws`, unpacked in a
 * temporary folder (`npm pack`), which is no dependency. Run: `npx tsx terraform-schema.generate.ts FOLDER/lib`.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import ts from 'typescript';

const types = [
  ...['policy', 'group', 'group_policy', 'group_policy_attachment', 'user', 'user_policy'].map(
    (name) => `iam_${name}`,
  ),
  ...['user_policy_attachment', 'user_group_membership', 'role', 'role_policy'].map((name) => `iam_${name}`),
  ...['role_policy_attachment', 'instance_profile', 'saml_provider'].map((name) => `iam_${name}`),
  ...['openid_connect_provider', 'service_linked_role', 'account_alias'].map((name) => `iam_${name}`),
  'iam_account_password_policy',
  ...['s3_bucket', 's3_bucket_policy', 'sqs_queue', 'sqs_queue_policy', 'sns_topic', 'sns_topic_policy'],
  ...['kms_key', 'secretsmanager_secret', 'secretsmanager_secret_policy', 'cloudwatch_event_bus'],
  'cloudwatch_event_bus_policy',
  ...['dynamodb_table', 'dynamodb_resource_policy', 'organizations_organization'],
  ...['organizations_organizational_unit', 'organizations_policy', 'organizations_policy_attachment'],
];

const kindOf = (type: string): string =>
  /^\{\s*\[key: string\]/.test(type)
    ? 'map'
    : /\[\]/.test(type)
      ? 'list'
      : (['string', 'number', 'boolean'].find((kind) => type.startsWith(kind)) ?? 'block');

function attributesOf(file: string): Record<string, { kind: string; required: boolean }> {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Record<string, { kind: string; required: boolean }> = {};
  source.forEachChild((node) => {
    if (
      !ts.isInterfaceDeclaration(node) ||
      !node.heritageClauses?.length ||
      !node.name.text.endsWith('Config')
    )
      return;
    for (const member of node.members) {
      if (!ts.isPropertySignature(member) || !member.type) continue;
      const [, name] = /resources\/\w+#(\w+) /.exec(member.getFullText()) ?? [];
      if (name) found[name] = { kind: kindOf(member.type.getText()), required: !member.questionToken };
    }
  });
  return found;
}

const [, , folder = ''] = argv;
const schema = Object.fromEntries(
  types.map((type) => {
    const file = join(folder, type.replaceAll('_', '-'), 'index.d.ts');
    if (!existsSync(file)) throw new Error(`no ${file}`);
    return [`aws_${type}`, attributesOf(file)];
  }),
);
writeFileSync(join(import.meta.dirname, 'terraform-schema.json'), `${JSON.stringify(schema, null, 1)}\n`);
