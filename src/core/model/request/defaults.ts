/** Values that AWS takes for a key where the request states none. */

/** The type of an instance (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html). */
export const defaultInstanceType = 'm1.small';

/** Returns ` (AWS’s default)` behind a value that nobody need have stated; `key` in any case. */
export const ifDefault = (key: string, value: string): string =>
  value === defaultInstanceType && key.toLowerCase() === 'ec2:instancetype' ? ' (AWS’s default)' : '';
