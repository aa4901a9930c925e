/** Writes what a change of the account means in Terraform. The code that writes it is loaded when it is asked for. */

import type { AccountId } from '../../core/model/ids.ts';
import type { World } from '../../core/model/world/world.ts';

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
