/** Finds the flows that can assume a role, from the principals in its trust policy, as links with the role chosen. */

import { loginsOf } from '#app/flows/fields.ts';
import { href } from '#app/navigation/routes.svelte.ts';
import { isBuiltIn } from '#core/model/federation/issuers.ts';
import type { RoleRecord } from '#core/model/records/identities.ts';
import { namedPrincipals } from '#core/model/trust-principals.ts';
import { type World, findByArn } from '#core/model/world/world.ts';
import { outsideOfIssuer, outsideOfSaml } from '#core/query/identities/providers.ts';

export interface FlowLink {
  readonly label: string;
  readonly href: string;
}

export function flowStarts({ arn, path, assumeRolePolicyDocument }: RoleRecord): FlowLink[] {
  const named = namedPrincipals(assumeRolePolicyDocument);
  const starts: FlowLink[] = [];
  const offer = (id: string, label: string, choices: Readonly<Record<string, string>>) =>
    starts.push({ label, href: href('flows', [id], choices) });
  const services = named.filter(({ type }) => type === 'Service').map(({ value }) => value);
  const providers = named.filter(({ type }) => type === 'Federated').map(({ value }) => value);
  const saml = providers.find((value) => value.includes(':saml-provider/'));
  const [linked] = path.startsWith('/aws-service-role/') ? services : [];
  if (named.some(({ type }) => type === 'AWS')) offer('assume-role', 'AssumeRole', { role: arn });
  if (saml !== undefined) offer('saml', 'SAML sign-in', { role: arn, provider: saml });
  if (providers.some((value) => !value.includes(':saml-provider/'))) {
    offer('oidc', 'OpenID Connect', { role: arn });
  }
  if (services.includes('ec2.amazonaws.com')) offer('instance-profile', 'EC2 instance', { role: arn });
  if (services.includes('lambda.amazonaws.com')) offer('lambda-role', 'Lambda function', { role: arn });
  if (linked !== undefined) offer('linked-role', 'its service', { service: linked });
  return starts;
}

/**
 * Returns the flow for one line "can assume" of the graph, with its caller or login chosen too. `from` is the
 * start of the line: an ARN, or the name of a service or of an issuer that AWS knows by itself. Returns
 * `undefined` when no flow begins there.
 */
export function flowAlong(world: World, from: string, role: RoleRecord): FlowLink | undefined {
  const start = (id: string, label: string, choices: Readonly<Record<string, string | undefined>>) => ({
    label,
    href: href('flows', [id], { ...choices, role: role.arn }),
  });
  if (/^arn:aws:iam::\d{12}:user\//.test(from)) return start('assume-role', 'AssumeRole', { caller: from });
  if (from.includes(':saml-provider/')) {
    const record = findByArn(world, 'samlProviders', from);
    const outside = record && outsideOfSaml(world, record);
    return start('saml', 'SAML sign-in', {
      login: loginAt(world, 'saml', outside?.id, role.arn),
      provider: from,
    });
  }
  if (from.includes(':oidc-provider/') || isBuiltIn(from)) {
    const outside = outsideOfIssuer(world, from.slice(from.indexOf('/') + 1));
    return start('oidc', 'OpenID Connect', { login: loginAt(world, 'oidc', outside?.id, role.arn) });
  }
  if (from.endsWith('ec2.amazonaws.com')) return start('instance-profile', 'EC2 instance', {});
  if (from.endsWith('lambda.amazonaws.com')) return start('lambda-role', 'Lambda function', {});
  return undefined;
}

function loginAt(
  world: World,
  protocol: 'saml' | 'oidc',
  provider: string | undefined,
  role: string,
): string | undefined {
  const logins = loginsOf(world, protocol).filter((login) => login.provider.id === provider);
  const isOffered = ({ application, who }: (typeof logins)[number]) =>
    application.grants.some(
      ({ group, roleArn }) =>
        roleArn === role && (group === undefined || ('groups' in who && who.groups.includes(group))),
    );
  return (logins.find(isOffered) ?? logins[0])?.value;
}
