/**
 * Finds the oldest version of the format that can hold a file, so that an older copy of the page can open it.
 * It has a table of the members that each version brought.
 */

const since: Readonly<Record<number, readonly string[]>> = {
  6: [
    ...['variant', 'exercise'],
    ...['root', 'users.*'].map((owner) => `accounts.*.${owner}.mfaDevices.*.passkey`),
  ],
  5: ['level', 'accounts.*.usage.*.credential'],
  4: ['goals', 'learnt', 'next', 'steps.*.done'],
  3: [
    ...['place', 'clock', 'questions.*.id', 'steps.*.flow', 'steps.*.solution'],
    ...['settings', 'signInExtensions', 'globalEndpointTokenVersion', 'reportSchedule', 'mfaDevices'].map(
      (member) => `accounts.*.${member}`,
    ),
    'accounts.*.outboundFederation',
    ...['accounts.*.outsideProviders', 'accounts.*.samlProviders.*.metadataOf'],
    ...['accounts.*.oidcProviders.*.keys', 'accounts.*.resources.*.principalIds'],
    ...['root', 'users.*'].flatMap((owner) =>
      ['createDate', 'offset'].map((member) => `accounts.*.${owner}.mfaDevices.*.${member}`),
    ),
    ...['organization.managementParent', 'organization.members.*.method'],
  ],
  2: [
    ...['questions', 'steps', 'organization', 'accounts.*.passwordPolicy', 'accounts.*.root'],
    ...['accounts.*.samlProviders', 'accounts.*.oidcProviders'],
    ...['console', 'accessKeys', 'mfaDevices'].map((member) => `accounts.*.users.*.${member}`),
  ],
};

/** `file`: the file to write, without empty lists. */
export function neededVersion(file: object): number {
  const newest = Object.keys(since)
    .map(Number)
    .toSorted((a, b) => b - a)
    .find((version) => since[version]?.some((path) => has(file, path.split('.'))));
  return newest ?? 1;
}

function has(value: unknown, [member = '', ...rest]: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (member === '*') return Array.isArray(value) && value.some((item) => rest.length > 0 && has(item, rest));
  if (!Object.hasOwn(value, member)) return false;
  return rest.length === 0 || has((value as Record<string, unknown>)[member], rest);
}
