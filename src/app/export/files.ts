/**
 * Writes the account in view as files for real tools: AWS CLI, CloudFormation, Terraform. The writers are
 * loaded when the first file is asked for.
 */

import type { World } from '../../core/model/world/world.ts';
import type { AccountId } from '../../core/model/ids.ts';
import { idle } from '../../platform/yield-to-page.ts';

export const exportForms = ['account-details', 'cli-script', 'cloudformation', 'terraform'] as const;
export type ExportForm = (typeof exportForms)[number];

export interface ExportWords {
  readonly label: string;
  readonly hint: string;
  readonly contains: string;
  /** A command that uses the file; `FILE` stands for its name. */
  readonly use?: string;
}

export const exportWords: Readonly<Record<ExportForm, ExportWords>> = {
  'account-details': {
    label: 'Account details',
    hint: 'AWS’s own format. This page and other tools can read it.',
    contains:
      'Users, groups, roles, managed and inline policies with all versions, boundaries, tags, instance profiles of roles.',
  },
  'cli-script': {
    label: 'AWS CLI script',
    hint: 'A bash script that builds the account again with the aws command.',
    contains:
      'IAM: policies with versions, groups, users, roles, memberships, attachments, boundaries, inline policies, instance profiles, identity providers. The account: alias, password policy, tags. Its organization: the tree and the control policies. Resources with their policies: buckets, queues, topics, keys, secrets and tables.',
    use: 'bash FILE',
  },
  cloudformation: {
    label: 'CloudFormation',
    hint: 'A template in JSON, for one stack.',
    contains:
      'IAM: policies, groups, users, roles, inline policies, instance profiles, identity providers, tags. Resources with their policies: buckets, queues, topics, keys, secrets and tables.',
    use: 'aws cloudformation deploy --stack-name iam --template-file FILE --capabilities CAPABILITY_NAMED_IAM',
  },
  terraform: {
    label: 'Terraform',
    hint: 'JSON configuration for the AWS provider.',
    contains:
      'IAM: policies, groups, users, roles, attachments, inline policies, instance profiles, identity providers. The account: alias, password policy. Its organization: the tree and the control policies. Resources with their policies: buckets, queues, topics, keys, secrets and tables.',
    use: 'terraform init && terraform plan',
  },
};

export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  /** Things of this account that the file does not hold, one sentence each. */
  readonly omitted: readonly string[];
}

export interface ExportOptions {
  /** Terraform only: adds import blocks, for an account that exists already. */
  readonly imports?: boolean;
  /** Makes the writer wait until the page is free, and stops it when aborted. */
  readonly outdated?: AbortSignal;
}

export async function exportFile(
  world: World,
  account: AccountId,
  form: ExportForm,
  { imports = false, outdated }: ExportOptions = {},
): Promise<ExportedFile> {
  if (outdated) await idle(outdated);
  switch (form) {
    case 'account-details': {
      const writer = await import('../../share/export/account-details.ts');
      return {
        name: `account-authorization-details-${account}.json`,
        type: 'application/json',
        text: writer.accountDetailsText(writer.exportAccountDetails(world, account)),
        omitted: [
          'Resource policies, the organization, identity providers, password policy and alias: the format has no place for them.',
          'Passwords, access keys and MFA devices.',
          'Descriptions and session durations of roles outside instance profiles; tags of policies.',
        ],
      };
    }
    case 'cli-script': {
      const writer = await import('../../share/export/cli-script.ts');
      const text = writer.cliScript(world, account);
      return {
        name: `build-account-${account}.sh`,
        type: 'text/x-shellscript',
        text,
        omitted: writer.notInScript(world, account),
      };
    }
    case 'cloudformation': {
      const writer = await import('../../share/export/cloudformation.ts');
      const template = writer.cloudFormationTemplate(world, account);
      return {
        name: `account-${account}.template.json`,
        type: 'application/json',
        text: writer.cloudFormationText(template),
        omitted: template.Metadata.NotIncluded,
      };
    }
    case 'terraform': {
      const writer = await import('../../share/export/terraform.ts');
      const file = writer.terraformFile(world, account, { imports });
      const [, ...omitted] = file['//'];
      return {
        name: `account-${account}.tf.json`,
        type: 'application/json',
        text: writer.terraformText(file),
        omitted,
      };
    }
  }
}

/** Empty when Terraform describes nothing of what changed. Several accounts have a part each. */
export async function terraformOfChange(
  before: World,
  after: World,
  accounts: readonly AccountId[],
): Promise<string> {
  const { terraformChange } = await import('../../share/export/terraform-change.ts');
  return accounts
    .flatMap((account) => {
      const text = terraformChange(before, after, account);
      return text === '' ? [] : accounts.length > 1 ? `# Account ${account}\n${text}` : text;
    })
    .join('\n');
}

export {
  type EnvironmentCredential,
  type EnvironmentForm,
  environmentForms,
  environmentText,
  environmentWords,
} from '../../share/export/environment.ts';
