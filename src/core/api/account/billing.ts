/**
 * The billing page: what the account's resources would have cost this month by list price, and whether IAM
 * identities may see it. Until the root user allows them, no policy does (authz/billing.ts).
 */

import { replaced } from '../../model/world/change.ts';
import { parseArn } from '../../model/arn.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import { ownedBy } from '../../model/world/world.ts';
import { type Call, type Operation, done } from '../operation.ts';
import { failed, refusalOf } from '../resource/refusals.ts';
import { accountTexts as say } from '../errors/texts.ts';
import { withSettings } from './account.ts';

const operation = (name: string, run: (call: Call<unknown>) => ReturnType<Operation['run']>): Operation => ({
  service: 'billing',
  name,
  refuse: refusalOf('billing'),
  checks: () => [{ action: `billing:${name}`, resource: '*', printed: '*' }],
  run,
});

const hour = 3_600_000;
/** US dollars an hour (Linux, on demand, US East, list prices of 2025); other types: the smallest price. */
const instancePrices: Readonly<Record<string, number>> = {
  't2.micro': 0.0116,
  't3.nano': 0.0052,
  't3.micro': 0.0104,
  't3.small': 0.0208,
  't3.medium': 0.0416,
  't3.large': 0.0832,
  'm1.small': 0.044,
  'm5.large': 0.096,
  'm5.xlarge': 0.192,
  'c5.large': 0.085,
  'r5.large': 0.126,
};
/** US dollars a month. */
const monthly: Readonly<Record<string, number>> = { kms: 1, secretsmanager: 0.4 };
const names: Readonly<Record<string, string>> = {
  ec2: 'Amazon Elastic Compute Cloud',
  kms: 'AWS Key Management Service',
  secretsmanager: 'AWS Secrets Manager',
};

function hoursThisMonth({ createDate }: ResourceRecord, now: number): number {
  const date = new Date(now);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const since = Math.max(first, createDate === undefined ? first : Date.parse(createDate));
  return Math.max(0, (now - since) / hour);
}

function chargeOf(record: ResourceRecord, now: number): number {
  const service = parseArn(record.arn)?.service ?? '';
  const hours = hoursThisMonth(record, now);
  if (service === 'ec2' && parseArn(record.arn)?.resource.startsWith('instance/')) {
    if ((record.details?.['state'] ?? 'running') !== 'running') return 0;
    return hours * (instancePrices[record.details?.['instanceType'] ?? ''] ?? 0.0116);
  }
  return (hours / 730) * (monthly[service] ?? 0);
}

const dollars = (amount: number): string => amount.toFixed(2);

export const billingOperations: Operation[] = [
  operation('GetBillingData', ({ world, account, env, now }) => {
    const charges = new Map<string, { quantity: number; amount: number }>();
    for (const record of ownedBy(world, 'resources', account.id)) {
      const amount = chargeOf(record, env.now);
      const service = parseArn(record.arn)?.service ?? '';
      if (!names[service]) continue;
      const sum = charges.get(service) ?? { quantity: 0, amount: 0 };
      charges.set(service, { quantity: sum.quantity + 1, amount: sum.amount + amount });
    }
    const lines = [...charges].map(([service, { quantity, amount }]) => ({
      Service: names[service] ?? service,
      Quantity: quantity,
      Amount: dollars(amount),
    }));
    const total = [...charges.values()].reduce((sum, { amount }) => sum + amount, 0);
    return done({ Period: now.slice(0, 7), Currency: 'USD', Charges: lines, Total: dollars(total) });
  }),
  operation('GetIAMAccessPreference', ({ account }) =>
    done({ Activated: account.settings?.iamAccessToBilling === true }),
  ),
  operation('UpdateIAMAccessPreference', ({ account, principal, params }) => {
    if (principal.kind !== 'root' || principal.session?.kind === 'assumed-root') {
      return failed('AccessDeniedException', 400, say.rootOnly('activate IAM access to billing'));
    }
    const { Activated } = params as { readonly Activated: boolean };
    const after = withSettings(account, { iamAccessToBilling: Activated ? true : undefined });
    return done({ Activated }, [replaced('accounts', account, after)]);
  }),
];
