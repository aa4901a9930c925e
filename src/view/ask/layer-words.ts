import type { Gate, Layer } from '../../core/authz/decision.ts';

/** The gates in words a newcomer reads, and what each is for. */
export const layerWords: Readonly<Record<Layer, { readonly label: string; readonly meaning: string }>> = {
  'service-control': {
    label: 'Organization (SCP)',
    meaning: 'Service control policies of the organization limit what anyone in the account may do.',
  },
  'resource-control': {
    label: 'Organization (RCP)',
    meaning: 'Resource control policies of the organization limit what may be done to its resources.',
  },
  'vpc-endpoint': {
    label: 'VPC endpoint',
    meaning: 'A policy on the network endpoint that the request came through.',
  },
  resource: {
    label: 'Resource policy',
    meaning:
      'A policy on the thing itself (a bucket policy; for a role, its trust policy) that names who may use it.',
  },
  'root-user': {
    label: 'Root user',
    meaning: 'The root user of the account needs no policy to be allowed.',
  },
  identity: {
    label: 'Identity policies',
    meaning: 'Policies attached to the user or role, inline in it, or coming from its groups.',
  },
  'permissions-boundary': {
    label: 'Permissions boundary',
    meaning: 'The most that this user or role can be allowed, whatever its policies say.',
  },
  session: {
    label: 'Session policy',
    meaning: 'A policy passed when the session began; it can only take away.',
  },
};

export const outcomeWords: Readonly<Record<Gate['outcome'], string>> = {
  allows: 'allows',
  'explicit-deny': 'denies',
  'implicit-deny': 'does not allow',
  'not-applicable': 'not in play',
};

/** The way to the verdict of one row in a list: short. */
export function shortReason(reason: string, layer: Layer): string {
  if (reason === 'allowed')
    return layer === 'root-user' ? 'root user' : layer === 'resource' ? 'resource policy' : 'identity policy';
  const where = layerWords[layer].label.toLowerCase();
  return reason === 'explicit-deny' ? `denied by ${where}` : `nothing allows it: ${where}`;
}
