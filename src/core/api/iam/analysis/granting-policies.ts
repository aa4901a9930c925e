/** Lists the policies of a user (and of its groups), group or role that let it use a service. */

import { parseArn } from '#core/model/arn.ts';
import { findByArn } from '#core/model/world/world.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Call, type Operation, done, iamOperation } from '../../operation.ts';
import { pageOf } from '../../paging.ts';
import { findSource } from './source.ts';
import { grantedServices } from './granted-services.ts';
import { checkArn } from '../providers/saml-providers.ts';

const listGrantingPolicies = iamOperation('ListPoliciesGrantingServiceAccess', {
  checks: ({ params }) => [checkArn('ListPoliciesGrantingServiceAccess', params.Arn)],
  run: (call) => {
    const source = findSource(call, call.params.Arn);
    if (!source.ok) return source;
    const services = [...new Set(call.params.ServiceNamespaces)];
    const page = pageOf(services, (service) => service, call.params);
    if (!page.ok) return page;
    const entries = page.value.items.map((service) => ({
      ServiceNamespace: service,
      Policies: source.value.policies
        // The account's password policy allows all users something too, but it is no policy of theirs.
        .filter(({ name }) => name.startsWith('arn:'))
        .filter(({ document }) => grantedServices(document, [service]).has(service))
        .map(({ name }) => policyView(call, name)),
    }));
    return done({ PoliciesGrantingServiceAccess: entries, ...page.value.more });
  },
});

/** Builds the view from the name by which the engine knows a policy (authz/gather.ts). */
function policyView({ world }: Call<unknown>, name: string): Api.PolicyGrantingServiceAccess {
  const hash = name.indexOf('#');
  if (hash < 0) {
    const PolicyName = findByArn(world, 'policies', name)?.policyName ?? name;
    return { PolicyName, PolicyType: 'MANAGED', PolicyArn: name };
  }
  const [type, ...rest] = (parseArn(name.slice(0, hash))?.resource ?? '').split('/');
  return {
    PolicyName: name.slice(hash + 1),
    PolicyType: 'INLINE',
    EntityType: type === 'group' ? 'GROUP' : type === 'role' ? 'ROLE' : 'USER',
    EntityName: rest.at(-1) ?? '',
  };
}

export const grantingPolicyOperations: Operation[] = [listGrantingPolicies];
