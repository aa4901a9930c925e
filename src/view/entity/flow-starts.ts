import { href } from '../../app/routes.svelte.ts';
import type { RoleRecord } from '../../core/model/records.ts';
import { namedPrincipals } from '../../core/model/trust.ts';

/** The flows that lead into a role, by whom its trust policy names: each a link to the flow with the role chosen. */
export interface FlowStart {
  readonly label: string;
  readonly href: string;
}

export function flowStarts({ arn, path, assumeRolePolicyDocument }: RoleRecord): FlowStart[] {
  const named = namedPrincipals(assumeRolePolicyDocument);
  const starts: FlowStart[] = [];
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

/** The flow along one line "can assume" of the graph: who takes the role is chosen too. Undefined: none begins there. */
export function flowAlong(from: string, role: RoleRecord): FlowStart | undefined {
  const starts = flowStarts(role);
  const by = (id: string) => starts.find(({ href: to }) => to.startsWith(href('flows', [id])));
  if (/^arn:aws:iam::\d{12}:user\//.test(from)) {
    return { label: 'AssumeRole', href: href('flows', ['assume-role'], { caller: from, role: role.arn }) };
  }
  if (from.includes(':saml-provider/')) return by('saml');
  if (from.includes(':oidc-provider/')) return by('oidc');
  if (from.endsWith('ec2.amazonaws.com')) return by('instance-profile');
  if (from.endsWith('lambda.amazonaws.com')) return by('lambda-role');
  return undefined;
}
