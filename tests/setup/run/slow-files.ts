/** Files that may take more than their share of a lane (tests/setup/run/shares.ts), each with the reason: six at most. */

export const slowFiles: Readonly<Record<string, string>> = {
  // The two largest files come first, one in each of the two pages.
  'tests/view/graph/graph.browser.test.ts': 'the first of its page: it waits for the modules of all files',
  'tests/view/places/providers/providers.browser.test.ts':
    'the first of its page: it waits for the modules, too',
  'tests/journey/access/states.journey.test.ts':
    'it arranges each state once, for axe in both themes and a phone',
  'tests/journey/access/places.journey.test.ts': 'it visits every place in both themes and at six widths',
  'tests/journey/saved-work/lost-data.journey.test.ts':
    'a browser with a disk of its own starts for each loss',
};
