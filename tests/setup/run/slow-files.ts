/** Files that may take more than their share of a lane (tests/setup/run/shares.ts), each with the reason: six at most. */

export const slowFiles: Readonly<Record<string, string>> = {
  'tests/view/places/providers/providers.browser.test.ts':
    'the first in the page: it waits for the modules of all that follow',
  'tests/journey/access/states.walk.test.ts':
    'it arranges each of the states of the pictures once, at five widths',
  'tests/journey/access/places.journey.test.ts': 'it visits every place in both themes and at five widths',
  'tests/bridge/boto3.bridge.test.ts': 'it waits for Python, which reads all of AWS’s clients first',
  'tests/engines/offline-copy.engines.test.ts': 'each of three engines takes all of the site with it',
};
