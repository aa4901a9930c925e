import { describe, expect, test } from 'vitest';
import { type Import, importsOf, parse, sourceFiles } from './imports.ts';
import { impurities } from './purity.ts';

/**
 * The architecture map as a test: who may import what, no cycles, no impurity in core, short files. Change
 * the map in README.md in the same commit as this table.
 */
const engine = ['core/model', 'core/policy', 'core/eval', 'core/authz'];
/** What screens read of the core besides the texts of rules. */
const reading = ['core/graph', 'core/words', 'core/authoring', 'core/findings', 'core/reports', 'core/query'];
const core = [...engine, ...reading, 'core/rules', 'core/lint', 'core/api', 'core/wire'];
const belowApp = ['federation', 'flow', 'store', 'share', 'reference', 'platform'];

const mayImport: Record<string, { layers: string[]; types?: string[]; packages: string[] | 'any' }> = {
  'core/model': { layers: [], packages: [] },
  'core/policy': { layers: ['core/model'], packages: [] },
  'core/eval': { layers: ['core/model', 'core/policy'], packages: [] },
  // decision.ts, the vocabulary of decisions, is what every reader of the engine speaks.
  'core/authz': { layers: ['core/model', 'core/policy', 'core/eval'], packages: [] },
  // Texts as data; nothing in it decides.
  'core/rules': { layers: [], packages: [] },
  'core/lint': { layers: engine, packages: [] },
  'core/api': {
    layers: [...engine, 'core/reports'],
    packages: ['@noble/hashes', 'uqr'],
  },
  'core/wire': { layers: ['core/model', 'core/api'], packages: ['@noble/hashes'] },
  // The credential report is what an API call answers and what a screen shows: below both.
  'core/reports': { layers: ['core/model'], packages: [] },
  'core/words': { layers: ['core/model', 'core/policy', 'core/authz'], packages: [] },
  'core/authoring': { layers: ['core/model', 'core/policy', 'core/eval'], packages: [] },
  'core/graph': { layers: [...engine, 'core/words'], packages: [] },
  'core/findings': { layers: ['core/model', 'core/policy'], packages: [] },
  'core/query': { layers: [...engine, 'core/words', 'core/findings', 'core/reports'], packages: [] },
  federation: { layers: ['core/model'], packages: ['@xmldom/xmldom', 'jose'] },
  flow: { layers: [...core, 'federation'], packages: ['xstate'] },
  store: { layers: ['core/model'], packages: ['dexie'] },
  // public/examples are files to download and modules of the page: one source.
  share: { layers: [...core, 'reference', 'public'], packages: ['fflate', 'uqr'] },
  reference: { layers: ['core/model'], packages: [] },
  // headless.test.ts beside this file holds what Node asks of all that it reaches.
  headless: { layers: [...core, 'share', 'reference'], packages: [] },
  // Plugins of vite.config.ts; they run when the page is built and are no part of it.
  build: { layers: [], packages: 'any' },
  platform: { layers: ['core/model'], packages: 'any' },
  app: { layers: [...core, ...belowApp], packages: ['svelte', 'xstate', '@xstate/svelte'] },
  // core/policy and core/lint: documents being written, which are nobody's rules yet.
  view: {
    layers: [
      'app',
      ...reading,
      'core/policy',
      'core/lint',
      'core/model',
      'core/rules',
      'view/ui',
      'view/graph',
    ],
    types: core,
    packages: ['svelte', 'bits-ui'],
  },
  'view/ui': {
    layers: [],
    packages: [
      'svelte',
      'bits-ui',
      'codemirror',
      '@codemirror/autocomplete',
      '@codemirror/lang-json',
      '@codemirror/state',
      '@codemirror/view',
      '@codemirror/language',
      '@codemirror/lint',
      '@lezer/highlight',
    ],
  },
  'view/graph': {
    layers: ['app', ...reading, 'core/model', 'view/ui', 'view'],
    types: core,
    packages: ['svelte', 'bits-ui', 'cytoscape'],
  },
};

/** Programs that run in Node beside what they generate; they ship nothing and may use Node's modules. */
const generators = new Set(['reference/generate.ts', 'core/api/model/write-models.ts']);
const isGenerator = (path: string) => generators.has(path) || /\/generate\/[^/]+\.node\.ts$/.test(path);

function layerOf(path: string): string {
  if (path.startsWith('../public/')) return 'public';
  if (path === 'headless.ts') return 'headless';
  if (!path.includes('/')) return 'main';
  const [first = '', second = ''] = path.split('/');
  if (first === 'core') return `core/${second}`;
  if (first === 'view' && (second === 'ui' || second === 'graph')) return `view/${second}`;
  return first;
}

const files = sourceFiles();
const imports = files.filter(({ path }) => !isGenerator(path)).flatMap(importsOf);

function fault({ from, to, package: isPackage, typeOnly }: Import): string | undefined {
  const layer = layerOf(from);
  if (layer === 'main') return undefined;
  const rule = mayImport[layer];
  if (!rule) return `${from}: no layer \`${layer}\` in the map`;
  if (isPackage) {
    return rule.packages === 'any' || rule.packages.includes(to)
      ? undefined
      : `${from} imports package ${to}`;
  }
  const other = layerOf(to);
  if (other === layer || rule.layers.includes(other)) return undefined;
  if (typeOnly && rule.types?.includes(other)) return undefined;
  return `${from} imports ${to}${typeOnly ? ' (types)' : ''}`;
}

describe('architecture', () => {
  test('there is something to judge', () => {
    expect(files.length).toBeGreaterThan(10);
    expect(imports.some((found) => found.typeOnly)).toBe(true);
  });

  test('each layer imports only what the map allows', () => {
    expect(imports.map(fault).filter((text) => text !== undefined)).toEqual([]);
  });

  test('core imports by relative path with the .ts ending', () => {
    const wrong = imports.filter(
      ({ from, to, package: isPackage }) =>
        from.startsWith('core/') && !isPackage && !/\.(ts|json)$/.test(to),
    );
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  test('no cycles between files', () => {
    expect(cycles(imports.filter((found) => !found.package && !found.dynamic))).toEqual([]);
  });

  test('core is pure: no time, chance, browser or timers', () => {
    const banned =
      /^(window|document|navigator|localStorage|sessionStorage|indexedDB|fetch|crypto|process|setTimeout|setInterval|queueMicrotask|console)$/;
    const found = files
      .filter(({ path }) => path.startsWith('core/') && !isGenerator(path))
      .flatMap((file) => impurities(parse(file), banned).map((what) => `${file.path}: ${what}`));
    expect(found).toEqual([]);
  });

  test('files are short: 400 lines, 200 a component', () => {
    const long = files.filter(
      ({ path, lines }) =>
        !/(^|\/)(generated|data)\//.test(path) && lines > (path.endsWith('.svelte') ? 200 : 400),
    );
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  test('nothing is put into the page as HTML', () => {
    const found = files.filter(({ text }) =>
      /\{@html\b|\.innerHTML\b|\.outerHTML\b|insertAdjacentHTML/.test(text),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});

function cycles(edges: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const walk = (file: string, trail: string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      return;
    }
    state.set(file, 'open');
    for (const to of next.get(file) ?? []) walk(to, [...trail, file]);
    state.set(file, 'done');
  };
  for (const file of next.keys()) walk(file, []);
  return found;
}
