/** Services that the organization trusts, and the member accounts that administer them for it. */

import type { RequestContext } from '../../authz/decision.ts';
import { isClosed } from '../../model/world/dates.ts';
import type { OrganizationRecord } from '../../model/records/organization.ts';
import { fail } from '../errors/codes.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';
import { type Call, type Operation, done } from '../operation.ts';
import { checkAll, checkInOrganization, delegableOperation, managementOperation } from './caller.ts';
import { changedDetails } from './details.ts';
import { constraint, invalidInput } from './errors.ts';
import { accountView } from './organization.ts';
import { resultsOf } from '../paging.ts';
import { arnOfNode, memberAccountOf, namedMember } from './tree.ts';

const serviceKey = (service: string): RequestContext => ({ 'organizations:ServicePrincipal': service });
const isService = (principal: string): boolean => /^[a-z][a-z0-9.-]*\.amazonaws\.com$/.test(principal);

interface Naming {
  readonly AccountId: string;
  readonly ServicePrincipal?: string;
}
const checkAccount = (action: string, call: Call<Naming>) => {
  const { AccountId, ServicePrincipal: service } = call.params;
  return [
    checkInOrganization(action, arnOfNode(call, AccountId), service === undefined ? {} : serviceKey(service)),
  ];
};

const servicesOf = ({ details }: OrganizationRecord) => details?.services ?? [];
const administratorsOf = ({ details }: OrganizationRecord) => details?.administrators ?? [];

const enable = managementOperation('EnableAWSServiceAccess', {
  checks: ({ params }) => [checkAll('EnableAWSServiceAccess', serviceKey(params.ServicePrincipal))],
  run: (organization, { params: { ServicePrincipal: service }, now: since }) => {
    if (organization.featureSet !== 'ALL') return constraint('ORGANIZATION_NOT_IN_ALL_FEATURES_MODE');
    if (!isService(service)) return invalidInput('UNRECOGNIZED_SERVICE_PRINCIPAL');
    const before = servicesOf(organization);
    if (before.some((one) => one.service === service)) return done({});
    return done({}, [changedDetails(organization, { services: [...before, { service, since }] })]);
  },
});

const disable = managementOperation('DisableAWSServiceAccess', {
  checks: ({ params }) => [checkAll('DisableAWSServiceAccess', serviceKey(params.ServicePrincipal))],
  run: (organization, { params: { ServicePrincipal: service } }) => {
    if (!isService(service)) return invalidInput('UNRECOGNIZED_SERVICE_PRINCIPAL');
    const before = servicesOf(organization);
    const services = before.filter((one) => one.service !== service);
    return done({}, services.length === before.length ? [] : [changedDetails(organization, { services })]);
  },
});

const listServices = delegableOperation('ListAWSServiceAccessForOrganization', {
  run: (organization, { params }) => {
    const page = resultsOf(servicesOf(organization), ({ service }) => service, params);
    if (!page.ok) return page;
    const views = page.value.items.map(({ service, since }) => ({
      ServicePrincipal: service,
      DateEnabled: since,
    }));
    return done({ EnabledServicePrincipals: views, ...page.value.more });
  },
});

const register = managementOperation('RegisterDelegatedAdministrator', {
  checks: (call) => checkAccount('RegisterDelegatedAdministrator', call),
  run: (organization, { world, params, now: since }) => {
    const { AccountId: id, ServicePrincipal: service } = params;
    if (!isService(service)) return invalidInput('UNRECOGNIZED_SERVICE_PRINCIPAL');
    const member = namedMember(world, organization, id);
    if (!member.ok) return member;
    const { value: account } = member;
    if (account.id === organization.account)
      return constraint('CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR');
    if (isClosed(account)) return constraint('CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR');
    if (!servicesOf(organization).some((one) => one.service === service))
      return constraint('SERVICE_ACCESS_NOT_ENABLED');
    const before = administratorsOf(organization);
    const own = before.find((one) => one.account === account.id);
    if (own?.services.some((one) => one.service === service))
      return fail('AccountAlreadyRegisteredException', orgTexts.accountRegistered);
    const after = {
      account: account.id,
      since: own?.since ?? since,
      services: [...(own?.services ?? []), { service, since }],
    };
    const administrators = own ? before.map((one) => (one === own ? after : one)) : [...before, after];
    return done({}, [changedDetails(organization, { administrators })]);
  },
});

const deregister = managementOperation('DeregisterDelegatedAdministrator', {
  checks: (call) => checkAccount('DeregisterDelegatedAdministrator', call),
  run: (organization, { world, params }) => {
    const { AccountId: id, ServicePrincipal: service } = params;
    const member = namedMember(world, organization, id);
    if (!member.ok) return member;
    const before = administratorsOf(organization);
    const own = before.find(({ account }) => account === member.value.id);
    if (!own?.services.some((one) => one.service === service))
      return fail('AccountNotRegisteredException', orgTexts.accountNotRegistered);
    const services = own.services.filter((one) => one.service !== service);
    const administrators = before.flatMap((one) =>
      one !== own ? [one] : services.length > 0 ? [{ ...own, services }] : [],
    );
    return done({}, [changedDetails(organization, { administrators })]);
  },
});

const listAdministrators = delegableOperation('ListDelegatedAdministrators', {
  checks: ({ params: { ServicePrincipal: service } }) => [
    checkAll('ListDelegatedAdministrators', service === undefined ? {} : serviceKey(service)),
  ],
  run: (organization, { world, params }) => {
    const { ServicePrincipal: service } = params;
    if (service !== undefined && !isService(service)) return invalidInput('UNRECOGNIZED_SERVICE_PRINCIPAL');
    const found = administratorsOf(organization).filter(
      ({ services }) => service === undefined || services.some((one) => one.service === service),
    );
    const page = resultsOf(found, ({ account }) => account, params);
    if (!page.ok) return page;
    const views = page.value.items.flatMap(({ account: id, since }) => {
      const account = memberAccountOf(world, organization, id);
      if (!account) return [];
      const { Paths: _, ...view } = accountView(world, organization, account);
      return [{ ...view, DelegationEnabledDate: since }];
    });
    return done({ DelegatedAdministrators: views, ...page.value.more });
  },
});

const listServicesOf = delegableOperation('ListDelegatedServicesForAccount', {
  checks: (call) => checkAccount('ListDelegatedServicesForAccount', call),
  run: (organization, { world, params }) => {
    const member = namedMember(world, organization, params.AccountId);
    if (!member.ok) return member;
    const own = administratorsOf(organization).find(({ account }) => account === member.value.id);
    if (!own) return fail('AccountNotRegisteredException', orgTexts.accountNotRegistered);
    const page = resultsOf(own.services, ({ service }) => service, params);
    if (!page.ok) return page;
    const views = page.value.items.map(({ service, since }) => ({
      ServicePrincipal: service,
      DelegationEnabledDate: since,
    }));
    return done({ DelegatedServices: views, ...page.value.more });
  },
});

export const serviceAccessOperations: Operation[] = [
  enable,
  disable,
  listServices,
  register,
  deregister,
  listAdministrators,
  listServicesOf,
];
