/**
 * Services that are the same in every region. AWS answers them in us-east-1, whatever region a client is set
 * to, and says so in `aws:RequestedRegion` (K-33) and in the trail (L-06). STS is not one of them: it has
 * regional endpoints besides the global one.
 */

const globalServices: ReadonlySet<string> = new Set([
  'iam',
  'organizations',
  'account',
  'billing',
  'cloudfront',
  'route53',
  'route53domains',
  'globalaccelerator',
  'support',
  'waf',
  'shield',
  'health',
  'importexport',
  'trustedadvisor',
  'aws-portal',
  'budgets',
  'ce',
]);

export const isGlobalService = (prefix: string): boolean => globalServices.has(prefix);

/** Returns the region in which AWS answers a call that a client makes in `region`. */
export const regionOfService = (prefix: string, region: string): string =>
  globalServices.has(prefix) ? 'us-east-1' : region;
