/**
 * The regions of AWS's commercial partition (state of 2026-11) with the names and the order of its console:
 * first those that every account has, then those that its owner must switch on (account:EnableRegion).
 */

export interface RegionInfo {
  /** `eu-central-1`, for example. */
  readonly name: string;
  /** `Europe (Frankfurt)`, for example. */
  readonly label: string;
  /** Off until the account switches it on. */
  readonly optIn: boolean;
}

const region =
  (optIn: boolean) =>
  ([name, label]: readonly [name: string, label: string]): RegionInfo => ({ name, label, optIn });

const standard = (
  [
    ['us-east-1', 'US East (N. Virginia)'],
    ['us-east-2', 'US East (Ohio)'],
    ['us-west-1', 'US West (N. California)'],
    ['us-west-2', 'US West (Oregon)'],
    ['ap-south-1', 'Asia Pacific (Mumbai)'],
    ['ap-northeast-3', 'Asia Pacific (Osaka)'],
    ['ap-northeast-2', 'Asia Pacific (Seoul)'],
    ['ap-southeast-1', 'Asia Pacific (Singapore)'],
    ['ap-southeast-2', 'Asia Pacific (Sydney)'],
    ['ap-northeast-1', 'Asia Pacific (Tokyo)'],
    ['ca-central-1', 'Canada (Central)'],
    ['eu-central-1', 'Europe (Frankfurt)'],
    ['eu-west-1', 'Europe (Ireland)'],
    ['eu-west-2', 'Europe (London)'],
    ['eu-west-3', 'Europe (Paris)'],
    ['eu-north-1', 'Europe (Stockholm)'],
    ['sa-east-1', 'South America (São Paulo)'],
  ] as const
).map(region(false));

const later = (
  [
    ['af-south-1', 'Africa (Cape Town)'],
    ['ap-east-1', 'Asia Pacific (Hong Kong)'],
    ['ap-south-2', 'Asia Pacific (Hyderabad)'],
    ['ap-southeast-3', 'Asia Pacific (Jakarta)'],
    ['ap-southeast-5', 'Asia Pacific (Malaysia)'],
    ['ap-southeast-4', 'Asia Pacific (Melbourne)'],
    ['ap-southeast-6', 'Asia Pacific (New Zealand)'],
    ['ap-east-2', 'Asia Pacific (Taipei)'],
    ['ap-southeast-7', 'Asia Pacific (Thailand)'],
    ['ca-west-1', 'Canada West (Calgary)'],
    ['eu-south-1', 'Europe (Milan)'],
    ['eu-south-2', 'Europe (Spain)'],
    ['eu-central-2', 'Europe (Zurich)'],
    ['il-central-1', 'Israel (Tel Aviv)'],
    ['mx-central-1', 'Mexico (Central)'],
    ['me-south-1', 'Middle East (Bahrain)'],
    ['me-central-1', 'Middle East (UAE)'],
  ] as const
).map(region(true));

export const regions: readonly RegionInfo[] = [...standard, ...later];

const byName = new Map(regions.map((one) => [one.name, one]));

export const regionNames: readonly string[] = [...byName.keys()].sort();
export const isRegion = (name: string): boolean => byName.has(name);
export const isOptIn = (name: string): boolean => byName.get(name)?.optIn === true;
export const regionLabel = (name: string): string => byName.get(name)?.label ?? name;

// Services that are the same in every region. AWS answers them in us-east-1, whatever region a client is set to, and
// says so in `aws:RequestedRegion` (K-33) and in the trail (L-06). STS is not one of them: it has regional endpoints
// besides the global one.

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
