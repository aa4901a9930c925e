/**
 * The layers of policies that a request passes, in the order in which they are shown, and their names. Every
 * screen and sentence takes the names from here.
 */

/** The order of E-09. `root-user` stands for identity policies when the caller is the root user. */
export const layers = [
  'service-control',
  'resource-control',
  'vpc-endpoint',
  'resource',
  'root-user',
  'identity',
  'permissions-boundary',
  'session',
] as const;
export type Layer = (typeof layers)[number];

/** Resource policies that have a name of their own in AWS (E-50, E-52). */
export type ResourcePolicyKind = 'trust' | 'key';

export interface LayerName {
  /** A heading: `Permissions boundary`. */
  readonly label: string;
  /** One policy of the layer inside a sentence: `service control policy`. */
  readonly policy: string;
  readonly meaning: string;
}

const names: Readonly<Record<Layer | ResourcePolicyKind, LayerName>> = {
  'service-control': {
    label: 'Service control policies (SCP)',
    policy: 'service control policy',
    meaning: 'Policies of the organization. They limit what the users and roles of an account can do.',
  },
  'resource-control': {
    label: 'Resource control policies (RCP)',
    policy: 'resource control policy',
    meaning: 'Policies of the organization. They limit what callers can do with the resources of an account.',
  },
  'vpc-endpoint': {
    label: 'VPC endpoint policy',
    policy: 'VPC endpoint policy',
    meaning: 'The policy of the network endpoint that the request comes through.',
  },
  resource: {
    label: 'Resource policy',
    policy: 'resource policy',
    meaning: 'The policy on the resource itself, such as a bucket policy. It lists who can use it.',
  },
  trust: {
    label: 'Trust policy',
    policy: 'trust policy',
    meaning: 'The policy on the role itself. It lists who can assume (use) the role.',
  },
  key: {
    label: 'Key policy',
    policy: 'key policy',
    meaning: 'The policy on the KMS key. Identity policies count only where it says so.',
  },
  'root-user': {
    label: 'Root user',
    policy: 'root user',
    meaning: 'The root user can do everything in its account and has no policies.',
  },
  identity: {
    label: 'Identity policies',
    policy: 'identity policy',
    meaning: 'Policies of the user or role: attached, inline, or from its groups.',
  },
  'permissions-boundary': {
    label: 'Permissions boundary',
    policy: 'permissions boundary',
    meaning: 'The most that this user or role can be allowed, whatever its policies say.',
  },
  session: {
    label: 'Session policy',
    policy: 'session policy',
    meaning: 'A policy passed when the session began or was scoped down. It can only take away.',
  },
};

/** `kind` is set when the resource policy has a name of its own in AWS. */
export const layerName = (layer: Layer, kind?: ResourcePolicyKind): LayerName =>
  names[layer === 'resource' && kind !== undefined ? kind : layer];
