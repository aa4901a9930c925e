/**
 * The map of the house as data: the layers of `src`, what each may import, and what it holds. `src/README.md` shows the
 * same table to people; layers.test.ts compares the two and holds the imports to it. Change both in one commit.
 */

const engine = ['core/model', 'core/policy', 'core/eval', 'core/authz', 'core/authz/because'];
/** The layers of the core that screens read, besides the texts of the rules. */
const reading = [
  'core/graph',
  'core/words',
  'core/authoring',
  'core/findings',
  'core/reports',
  'core/query',
  'core/plans',
];

/** Groups that the table of `src/README.md` names instead of listing their layers. */
const groups: Readonly<Record<string, readonly string[]>> = {
  core: [
    ...engine,
    ...reading,
    'core/rules',
    'core/lint',
    'core/analysis',
    'core/api',
    'core/play',
    'core/wire',
  ],
  engine,
  reading,
};
const core = groups['core'] ?? [];

export interface Layer {
  /** Layers whose modules it may import. */
  readonly layers: readonly string[];
  /** Layers of which it may import types only. */
  readonly types?: readonly string[];
  readonly packages: readonly string[] | 'any';
}

export const map: Readonly<Record<string, Layer>> = {
  // Valibot states what rows and files are: their type, their check and the published schema.
  'core/model': { layers: [], packages: ['valibot'] },
  'core/policy': { layers: ['core/model'], packages: [] },
  'core/eval': { layers: ['core/model', 'core/policy'], packages: [] },
  // Its decision.ts, the vocabulary of decisions, is what every reader of the engine speaks.
  'core/authz': { layers: ['core/model', 'core/policy', 'core/eval', 'core/authz/because'], packages: [] },
  // Its sentences are the only part of the engine that a screen calls itself.
  'core/authz/because': { layers: ['core/model', 'core/policy', 'core/eval', 'core/authz'], packages: [] },
  // Texts and data; nothing in it decides. Its rows are of types that the code states which reads them.
  content: { layers: ['public'], types: [...core, 'learn'], packages: [] },
  'core/rules': { layers: ['content'], packages: [] },
  'core/lint': { layers: [...engine, 'core/analysis', 'content'], packages: [] },
  // An API call answers it and a screen shows it, so it stands below both.
  'core/reports': { layers: ['core/model'], packages: [] },
  'core/words': { layers: ['core/model', 'core/policy', 'core/authz'], packages: [] },
  'core/authoring': { layers: ['core/model', 'core/policy', 'core/eval'], packages: [] },
  'core/graph': { layers: [...engine, 'core/words'], packages: [] },
  'core/analysis': { layers: [...engine, 'core/words', 'content'], packages: [] },
  'core/findings': { layers: ['core/model', 'core/policy'], packages: [] },
  'core/query': {
    layers: [
      ...engine,
      'core/lint',
      'core/words',
      'core/analysis',
      'core/findings',
      'core/reports',
      'content',
    ],
    packages: [],
  },
  // Lists of calls that change the account: they are made from answers, and the door makes them.
  'core/plans': { layers: [...engine, 'core/words', 'core/analysis', 'core/query', 'content'], packages: [] },
  'core/api': {
    layers: [...engine, 'core/reports'],
    packages: ['@noble/curves', '@noble/hashes', 'otplib', 'uqr'],
  },
  'core/play': { layers: [...engine, 'core/words', 'core/analysis', 'core/api'], packages: [] },
  'core/wire': { layers: ['core/model', 'core/api'], packages: ['@noble/hashes'] },
  federation: { layers: ['core/model'], packages: ['@xmldom/xmldom', 'jose'] },
  flow: { layers: [...core, 'federation'], packages: ['xstate'] },
  store: { layers: ['core/model'], packages: ['dexie'] },
  // The examples of public are files to download and modules of the page: one source.
  share: {
    layers: [...core, 'federation', 'reference', 'content', 'public'],
    packages: ['fflate', 'uqr', 'valibot'],
  },
  learn: {
    layers: [...core, 'federation', 'flow', 'share', 'content'],
    packages: ['xstate', '@noble/hashes', 'valibot'],
  },
  reference: { layers: ['core/model'], packages: [] },
  platform: { layers: ['core/model'], packages: 'any' },
  // The headless.test.ts beside this file holds what Node asks of all that it reaches.
  headless: { layers: [...core, 'share', 'reference'], packages: [] },
  // Plugins of vite.config.ts; they run when the page is built and are no part of it.
  build: { layers: [], packages: 'any' },
  app: {
    layers: [...core, 'federation', 'flow', 'store', 'share', 'learn', 'reference', 'platform', 'content'],
    packages: ['comlink', 'svelte', 'valibot', 'xstate', '@xstate/svelte'],
  },
  // The screens read core/policy and core/lint for documents being written, which are nobody's rules yet.
  view: {
    layers: [
      'app',
      ...reading,
      'core/policy',
      'core/lint',
      'core/model',
      'core/rules',
      'core/authz/because',
      'content',
      'platform',
      'view/ui',
      'view/graph',
    ],
    types: core,
    packages: ['svelte'],
  },
  'view/ui': {
    layers: [],
    packages: [
      'svelte',
      'codemirror',
      '@codemirror/autocomplete',
      '@codemirror/commands',
      '@codemirror/lang-json',
      '@codemirror/state',
      '@codemirror/view',
      '@codemirror/language',
      '@codemirror/lint',
      '@codemirror/search',
      '@lezer/highlight',
    ],
  },
  'view/graph': {
    layers: ['app', ...reading, 'core/model', 'platform', 'view/ui', 'view'],
    types: core,
    packages: ['svelte', 'cytoscape'],
  },
};

/** The layer of a file, from its path below `src`. */
export function layerOf(path: string): string {
  if (path.startsWith('../public/')) return 'public';
  if (path === 'headless.ts') return 'headless';
  if (!path.includes('/')) return 'main';
  const [first = '', second = '', third = ''] = path.split('/');
  if (second === 'authz' && third === 'because') return 'core/authz/because';
  if (first === 'core') return `core/${second}`;
  if (first === 'view' && (second === 'ui' || second === 'graph')) return `view/${second}`;
  return first;
}

/**
 * Returns what the table of `src/README.md` says in its last column: groups by name, layers of the core by their
 * folder.
 */
export function mayImportText({ layers, types = [] }: Layer): string {
  const said = (list: readonly string[]): string[] => {
    const rest = new Set(list);
    const names = Object.entries(groups).flatMap(([name, members]) => {
      if (!members.every((member) => rest.has(member))) return [];
      for (const member of members) rest.delete(member);
      return [name];
    });
    return [...names, ...[...rest].map((layer) => layer.replace(/^core\//, ''))];
  };
  const all = [...said(layers), ...said(types).map((name) => `types of ${name}`)];
  return all.length === 0 ? '–' : all.join(', ');
}
