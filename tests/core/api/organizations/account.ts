/** The organization that the tests of this folder start from; the test's own account is its management account. */

import { type TestAccount, expectOk, root } from '../door.ts';

/** Makes an organization with one unit in it. */
export function withOrganization(t: TestAccount) {
  const ok = (operation: string, params: Record<string, unknown> = {}) =>
    expectOk(t.org(root, operation, params));
  const { Organization } = ok('CreateOrganization') as { Organization: { Id: string } };
  const { Roots } = ok('ListRoots') as { Roots: { Id: string }[] };
  const top = Roots[0]?.Id ?? '';
  const { OrganizationalUnit } = ok('CreateOrganizationalUnit', { ParentId: top, Name: 'Work' }) as {
    OrganizationalUnit: { Id: string };
  };
  /** Makes a member account and returns its id. */
  const member = (AccountName: string): string => {
    const made = ok('CreateAccount', { Email: `${AccountName.toLowerCase()}@example.com`, AccountName });
    return (made as { CreateAccountStatus: { AccountId: string } }).CreateAccountStatus.AccountId;
  };
  return { t, ok, org: Organization.Id, top, unit: OrganizationalUnit.Id, member };
}
