/** Exports say which parts of an organization, and which switch of the account, they do not build again. */

import { expect, test } from 'vitest';
import { unsafeAccountId } from '#core/model/ids.ts';
import { notInScript } from '#share/export/cli-script.ts';
import { cloudFormationTemplate } from '#share/export/cloudformation.ts';
import { terraformFile } from '#share/export/terraform.ts';
import { TestAccount, account as number, expectOk, root } from '../../core/api/door.ts';

const account = unsafeAccountId(number);
const exportsOf = ({ world }: TestAccount) => [
  notInScript(world, account),
  cloudFormationTemplate(world, account).Metadata.NotIncluded,
  terraformFile(world, account, { imports: false })['//'],
];

test('Y-12 every export names the parts of the organization that it leaves out, and only those', () => {
  const t = new TestAccount();
  const org = (operation: string, params: Record<string, unknown> = {}) =>
    expectOk(t.org(root, operation, params));
  org('CreateOrganization');
  for (const said of exportsOf(t)) expect(said.join('\n')).not.toContain('Parts of the organization');
  org('EnableAWSServiceAccess', { ServicePrincipal: 'access-analyzer.amazonaws.com' });
  org('InviteAccountToOrganization', { Target: { Type: 'EMAIL', Id: 'owner@example.org' } });
  const sentence = 'Parts of the organization: invitations, services with trusted access.';
  for (const said of exportsOf(t)) expect(said).toContain(sentence);
});

test('Y-02 every export says that outbound federation is to be switched on again', () => {
  const t = new TestAccount();
  const sentence = 'Outbound federation: switch it on again. AWS gives the account a new issuer.';
  for (const said of exportsOf(t)) expect(said).not.toContain(sentence);
  expectOk(t.as(root, 'EnableOutboundWebIdentityFederation', {}));
  for (const said of exportsOf(t)) expect(said).toContain(sentence);
});

test('every export says that silenced findings stay behind', () => {
  const t = new TestAccount();
  const sentence = 'Silenced findings: AWS has no place for them.';
  for (const said of exportsOf(t)) expect(said).not.toContain(sentence);
  const Policy = 'arn:aws:iam::aws:policy/AdministratorAccess';
  expectOk(t.play('SilenceFinding', { Policy, Check: 'c', Text: '"*"', Reason: 'r' }));
  for (const said of exportsOf(t)) expect(said).toContain(sentence);
});
