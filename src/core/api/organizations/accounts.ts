/** The accounts of an organization: created in it, listed, moved. */

import type * as Api from '../model/generated/organizations-types.ts';
import { roleArn, rootArn } from '../../model/arn.ts';
import { type Change, created, replaced } from '../../model/world/change.ts';
import { type AccountId, idPrefixes, newUniqueId, parseAccountId, unsafeArn } from '../../model/ids.ts';
import type { OrganizationRecord } from '../../model/records/organization.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import type { RoleRecord } from '../../model/records/identities.ts';
import { fail } from '../errors/codes.ts';
import { usablePolicy } from '../iam/policies/usable-policies.ts';
import { type Call, type Operation, done } from '../operation.ts';
import { checkAll, checkInOrganization, delegableOperation, managementOperation } from './caller.ts';
import { constraint } from './errors.ts';
import { refuseOrganizationTags, taggedAtCreation } from './tags.ts';
import { creationTagKeys } from '../iam/tag-rules.ts';
import { accountView, newOrganizationId } from './organization.ts';
import { resultsOf } from '../paging.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';
import {
  accountQuota,
  arnOfNode,
  attachedByAws,
  memberAccountOf,
  membersOf,
  namedMember,
  namedParent,
  organizationNodeOf,
} from './tree.ts';
import { isClosed } from '../../model/world/dates.ts';
import { withSettings } from '../account/account.ts';

// A closed member account is suspended at once, while AWS says PENDING_CLOSURE at first (E-66), and stays in the
// tree.

const closeAccount = managementOperation('CloseAccount', {
  checks: (call) => [checkInOrganization('CloseAccount', arnOfNode(call, call.params.AccountId))],
  run: (organization, call) => {
    const found = namedMember(call.world, organization, call.params.AccountId);
    if (!found.ok) return found;
    const account = found.value;
    if (account.id === organization.account) {
      return constraint('CANNOT_CLOSE_MANAGEMENT_ACCOUNT');
    }
    if (isClosed(account)) return fail('AccountAlreadyClosedException', orgTexts.alreadyClosed);
    return done({}, [replaced('accounts', account, withSettings(account, { closedDate: call.now }))]);
  },
});

export const closeAccountOperations: Operation[] = [closeAccount];

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';

const createAccount = managementOperation('CreateAccount', {
  checks: ({ params }) => [checkAll('CreateAccount', creationTagKeys(params.Tags))],
  run: (organization, call) => {
    const { world, env, params, now } = call;
    const { Email: email, AccountName: name, RoleName = 'OrganizationAccountAccessRole', Tags } = params;
    const refused = refuseOrganizationTags(Tags);
    if (refused) return refused;
    const requestId = newOrganizationId('car-', env.random, 32);
    const status = { Id: requestId, AccountName: name, RequestedTimestamp: now, CompletedTimestamp: now };
    if (membersOf(world, organization).length >= accountQuota) {
      return constraint('ACCOUNT_NUMBER_LIMIT_EXCEEDED');
    }
    if ([...world.accounts.values()].some((other) => other.email === email)) {
      const FailureReason = 'EMAIL_ALREADY_EXISTS';
      return done({ CreateAccountStatus: { ...status, State: 'FAILED', FailureReason } });
    }
    const account: AccountRecord = {
      id: freeAccountId(call),
      name,
      email,
      createDate: now,
      quotas: {},
      membership: {
        organization: organization.id,
        parent: organization.rootId,
        joined: now,
        method: 'CREATED',
        requestId,
      },
    };
    return done({ CreateAccountStatus: { ...status, State: 'SUCCEEDED', AccountId: account.id } }, [
      created('accounts', account),
      ...attachedByAws(world, organization, account.id),
      ...accessRole(call, account.id, RoleName),
      ...taggedAtCreation(organization, account.id, Tags),
    ]);
  },
});

/** Creates the role through which the management account gets into the new account. It may do everything. */
function accessRole(call: Call<unknown>, account: AccountId, roleName: string): Change[] {
  const policy = usablePolicy(call, administrator);
  const trusted = { AWS: rootArn(call.account.id) };
  const role: RoleRecord = {
    id: newUniqueId(idPrefixes.role, call.env.random),
    account,
    roleName,
    path: '/',
    arn: roleArn(account, '/', roleName),
    createDate: call.now,
    inlinePolicies: policy ? [] : [{ policyName: 'AdministratorAccess', document: allowAll }],
    attachedPolicies: policy ? [unsafeArn(administrator)] : [],
    assumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' }],
    }),
    trustedIds: {},
    tags: [],
    maxSessionDuration: 3600,
  };
  return [...(policy?.changes ?? []), created('roles', role)];
}

const allowAll = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

export function freeAccountId({ world, env }: Pick<Call<unknown>, 'world' | 'env'>): AccountId {
  for (;;) {
    const id = parseAccountId(Array.from({ length: 12 }, () => Math.floor(env.random() * 10)).join(''));
    if (id && !world.accounts.has(id)) return id;
  }
}

const describeCreateAccountStatus = delegableOperation('DescribeCreateAccountStatus', {
  run: (organization, call) => {
    const id = call.params.CreateAccountRequestId;
    const account = membersOf(call.world, organization).find(
      ({ membership }) => membership?.requestId === id,
    );
    if (!account) return fail('CreateAccountStatusNotFoundException', orgTexts.statusMissing);
    return done({ CreateAccountStatus: statusView(id, account) });
  },
});

const listCreateAccountStatus = delegableOperation('ListCreateAccountStatus', {
  run: (organization, { world, params }) => {
    const { States: states = ['SUCCEEDED'] } = params;
    const found = membersOf(world, organization).flatMap((account) => {
      const id = account.membership?.requestId;
      return id === undefined || !states.includes('SUCCEEDED') ? [] : [statusView(id, account)];
    });
    const page = resultsOf(found, ({ Id = '' }) => Id, params);
    return page.ok ? done({ CreateAccountStatuses: page.value.items, ...page.value.more }) : page;
  },
});

/** An account that is not enabled for AWS GovCloud (US) may not create one there, and none of these is. */
const createGovCloudAccount = managementOperation('CreateGovCloudAccount', {
  checks: ({ params }) => [checkAll('CreateGovCloudAccount', creationTagKeys(params.Tags))],
  run: () => constraint('MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED'),
});

const statusView = (
  id: string,
  { id: accountId, name, createDate }: AccountRecord,
): Api.CreateAccountStatus => ({
  Id: id,
  AccountName: name,
  State: 'SUCCEEDED',
  RequestedTimestamp: createDate,
  CompletedTimestamp: createDate,
  AccountId: accountId,
});

const describeAccount = delegableOperation('DescribeAccount', {
  checks: (call) => [checkInOrganization('DescribeAccount', arnOfNode(call, call.params.AccountId))],
  run: (organization, call) => {
    const account = namedMember(call.world, organization, call.params.AccountId);
    return account.ok ? done({ Account: accountView(call.world, organization, account.value) }) : account;
  },
});

const listAccounts = delegableOperation('ListAccounts', {
  run: (organization, call) => accountPage(organization, membersOf(call.world, organization), call),
});

const listAccountsForParent = delegableOperation('ListAccountsForParent', {
  checks: (call) => [checkInOrganization('ListAccountsForParent', arnOfNode(call, call.params.ParentId))],
  run: (organization, call) => {
    const found = namedParent(call.world, organization, call.params.ParentId);
    if (!found.ok) return found;
    const parent = found.value;
    const children = membersOf(call.world, organization).filter(
      ({ membership }) => membership?.parent === parent.id,
    );
    return accountPage(organization, children, call);
  },
});

function accountPage(
  organization: OrganizationRecord,
  accounts: readonly AccountRecord[],
  call: Call<Api.ListAccountsRequest>,
) {
  const page = resultsOf(accounts, ({ id }) => id, call.params);
  if (!page.ok) return page;
  return done({
    Accounts: page.value.items.map((account) => accountView(call.world, organization, account)),
    ...page.value.more,
  });
}

const moveAccount = managementOperation('MoveAccount', {
  checks: (call) =>
    [call.params.AccountId, call.params.SourceParentId, call.params.DestinationParentId].map((id) =>
      checkInOrganization('MoveAccount', arnOfNode(call, id)),
    ),
  run: (organization, call) => {
    const { AccountId: id, SourceParentId: from, DestinationParentId: to } = call.params;
    const account = memberAccountOf(call.world, organization, id);
    if (!account?.membership) return fail('AccountNotFoundException', orgTexts.accountMissing);
    const target = organizationNodeOf(call.world, organization, to);
    if (!target || target.type === 'ACCOUNT') {
      return fail('DestinationParentNotFoundException', orgTexts.destinationMissing);
    }
    if (account.membership.parent !== from) {
      return fail('SourceParentNotFoundException', orgTexts.sourceMissing);
    }
    if (from === to) return fail('DuplicateAccountException', orgTexts.alreadyThere);
    const membership = { ...account.membership, parent: to };
    return done({}, [replaced('accounts', account, { ...account, membership })]);
  },
});

export const memberAccountOperations: Operation[] = [
  createAccount,
  createGovCloudAccount,
  describeCreateAccountStatus,
  listCreateAccountStatus,
  describeAccount,
  listAccounts,
  listAccountsForParent,
  moveAccount,
];
